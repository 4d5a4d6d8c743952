// One bundle for each entrypoint: CommonJS for what git runs (it starts faster), ES modules for the command line and the API.
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import './generate.mjs';
import { editorSchema, page } from './page.mjs';
import { buildQuick } from './quick.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
rmSync(dist, { recursive: true, force: true });
/** The evidence model as a string that is parsed: an object literal of its size costs more to compile than to parse. */
const asText = {
  name: 'as-text',
  setup(bundle) {
    bundle.onLoad({ filter: /evidence[\\/]model\.json$/ }, ({ path }) => ({
      contents: `export default JSON.parse(${JSON.stringify(readFileSync(path, 'utf8').trim())});`,
      loader: 'js',
    }));
  },
};
/** Libraries that make tables when they are loaded, and what is used of them: put together at the first use, which most commits never come to. */
const tables = { fflate: ['Gunzip', 'Inflate'], fzstd: ['Decompress'] };
const late = {
  name: 'late',
  setup(bundle) {
    bundle.onResolve({ filter: /^(?:fflate|fzstd)$/ }, ({ path, namespace }) => (namespace === 'late' ? undefined : { path, namespace: 'late' }));
    bundle.onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      resolveDir: root,
      contents: `let made; const made_ = () => (made ??= require(${JSON.stringify(path)}));
${tables[path].map((name) => `export function ${name}(...args) { return new (made_().${name})(...args); }`).join('\n')}`,
    }));
  },
};
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'linked',
  logLevel: 'warning',
  absWorkingDir: root,
  sourcemap: false,
  mainFields: ['module', 'main'],
  plugins: [asText, late],
  alias: { debug: join(root, 'build/quiet-debug.cjs') },
  define: { SECRETS_HOOKS_VERSION: JSON.stringify(version) },
};
const require = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** What a hook seldom needs stands in a file of its own beside the hooks, loaded when it is asked for. */
const apart = {
  name: 'apart',
  setup(bundle) {
    bundle.onResolve({ filter: /detect\/custom\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: './custom.cjs', external: true } : undefined));
  },
};
await build({ ...common, entryPoints: ['src/detect/custom.ts'], outfile: join(dist, 'hooks/custom.cjs'), format: 'cjs', minify: true });
const hooks = readdirSync(join(root, 'hooks')).filter((name) => name.endsWith('.ts'));
/** CommonJS, `require` in place of `import()`: code that is run from what V8 kept has no loader for it. */
const kept = { ...common, format: 'cjs', charset: 'ascii', supported: { 'dynamic-import': false }, minify: true };
// the whole work of all hooks is one bundle; what stands before it is small
await build({ ...kept, entryPoints: ['src/commands/run.ts'], outfile: join(dist, 'hooks/run.cjs'), plugins: [asText, late, apart] });
const whole = {
  name: 'whole',
  setup(bundle) {
    bundle.onResolve({ filter: /commands\/run\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: './run.cjs', external: true } : undefined));
  },
};
await build({
  ...kept,
  entryPoints: hooks.filter((name) => name !== 'pre-commit.ts').map((name) => join(root, 'hooks', name)),
  outdir: join(dist, 'hooks'),
  plugins: [whole],
  outExtension: { '.js': '.main.cjs' },
});
await buildQuick(root, common, join(root, 'hooks/pre-commit.ts'), join(dist, 'hooks/pre-commit.main.cjs'));
/** Wrapped here, because joining the parts at each start would copy the text. */
for (const name of ['run.cjs', 'custom.cjs', ...hooks.map((hook) => hook.replace(/\.ts$/, '.main.cjs'))]) {
  const file = join(dist, 'hooks', name);
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8').trimEnd()}\n})\n`);
}
const keptCode = readFileSync(join(root, 'build/kept-code.cjs'), 'utf8');
for (const name of hooks) writeFileSync(join(dist, 'hooks', name.replace(/\.ts$/, '.cjs')), keptCode.replace('HOOK', name.replace(/\.ts$/, '')));
if (existsSync(join(root, 'src/cli.ts'))) {
  await build({
    ...common,
    entryPoints: ['src/cli.ts', 'src/worker.ts'],
    outdir: dist,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: `#!/usr/bin/env node\n${require}` },
    minify: true,
  });
  chmodSync(join(dist, 'cli.js'), 0o755);
  editorSchema(root, dist);
  await page(root, dist);
}
if (existsSync(join(root, 'src/api.ts'))) {
  await build({ ...common, entryPoints: ['src/api.ts'], outfile: join(dist, 'api.js'), format: 'esm', banner: { js: require } });
  await build({ ...common, entryPoints: ['src/api.ts'], outfile: join(dist, 'api.cjs'), format: 'cjs' });
}
for (const [format, extension] of [
  ['esm', 'js'],
  ['cjs', 'cjs'],
])
  await build({ ...common, entryPoints: ['src/lint-staged.ts'], outfile: join(dist, `lint-staged.${extension}`), format });
writeFileSync(join(dist, 'lint-staged.d.ts'), "declare const configuration: Readonly<Record<'*', () => string>>;\nexport default configuration;\n");
const types = await rollup({ input: join(root, 'src/api.ts'), plugins: [dts({ tsconfig: join(root, 'tsconfig.json') })], external: [/^node:/] });
for (const file of ['api.d.ts', 'api.d.cts']) await types.write({ file: join(dist, file), format: 'es' });
await types.close();
console.log(`built ${hooks.map((name) => basename(name, '.ts')).join(', ')}, cli, page, api`);
