// One bundle for each entrypoint: CommonJS for what git runs (it starts faster), ES modules for the command line and the API.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import './generate.mjs';
import { joinChunks } from './fewer.mjs';
import { lazyImports } from './lazy-imports.mjs';
import { editorSchema, page } from './page.mjs';
import { guardEntries } from './node-guard.mjs';
import { prebuiltIndex, withIndex } from './prebuilt-index.mjs';
import { noteLibraries, writeBill } from './sbom.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
rmSync(dist, { recursive: true, force: true });
/** The evidence model as a string that is parsed when it is first asked: most commits hold nothing that is weighed, and an object literal of its size costs more to compile than to parse. */
const asText = {
  name: 'as-text',
  setup(bundle) {
    bundle.onLoad({ filter: /evidence[\\/]model\.json$/ }, ({ path }) => ({
      contents: parsedLate(readFileSync(path, 'utf8').trim()),
      loader: 'js',
    }));
  },
};
const parsedLate = (text) => {
  const parts = Object.keys(JSON.parse(text)).map((name) => `get ${name}() { return read().${name}; }`);
  return `let made; const read = () => (made ??= JSON.parse(${JSON.stringify(text)}));\nexport default { ${parts.join(', ')} };`;
};
/** Of the queue's library what a fleet does not use: schedules, and another database than Redis. */
const lean = {
  name: 'lean',
  setup(bundle) {
    bundle.onResolve({ filter: /^cron-parser$|\/postgres(?:\/|$)/ }, ({ path, importer }) =>
      /[\\/]bullmq[\\/]/.test(importer) ? { path, namespace: 'left-out' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};
/** SQLite stands compressed inside its chunk, so that no file has to be found beside it. */
const inside = {
  name: 'inside',
  setup(bundle) {
    const start = 'var Module=typeof Module!="undefined"?Module:{};';
    bundle.onLoad({ filter: /node-sqlite3-wasm\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes(start)) throw new Error('SQLite begins otherwise than it did: look at build/build.mjs');
      const unpacked = "require('node:zlib').brotliDecompressSync(require('./node-sqlite3-wasm.wasm'))";
      return {
        contents: source.replace(start, `var Module={wasmBinary:${unpacked}};`).replaceAll(/__dirname|__filename/g, '""'),
        loader: 'js',
        resolveDir: dirname(path),
      };
    });
    bundle.onLoad({ filter: /node-sqlite3-wasm\.wasm$/ }, ({ path }) => ({
      contents: brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }),
      loader: 'binary',
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
/** What names this very program: whatever its sources or its libraries change is another one. */
const sources = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
for (const name of readdirSync(join(root, 'src'), { recursive: true }).sort())
  if (/\.\w+$/.test(name)) sources.update(`${name.replaceAll('\\', '/')}\0`).update(readFileSync(join(root, 'src', name)));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'linked',
  logLevel: 'warning',
  absWorkingDir: root,
  sourcemap: false,
  mainFields: ['module', 'main'],
  plugins: [noteLibraries, asText, late],
  alias: { debug: join(root, 'build/quiet-debug.cjs') },
  define: { SECRETS_HOOKS_VERSION: JSON.stringify(version), SECRETS_HOOKS_BUILD: JSON.stringify(sources.digest('hex')) },
};
const require = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** What a hook seldom needs stands in a file of its own beside the hooks, loaded when it is asked for. */
const apart = {
  name: 'apart',
  setup(bundle) {
    for (const [filter, path] of [
      [/detect\/custom\.ts$/, './custom.cjs'],
      [/io\/clean-memory\.ts$/, './clean-memory.cjs'],
    ])
      bundle.onResolve({ filter }, ({ kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};
for (const [source, name] of [
  ['detect/custom.ts', 'custom.cjs'],
  ['io/clean-memory.ts', 'clean-memory.cjs'],
])
  await build({ ...common, entryPoints: [join('src', source)], outfile: join(dist, 'hooks', name), format: 'cjs', minify: true });
const hooks = readdirSync(join(root, 'hooks')).filter((name) => name.endsWith('.ts'));
/** CommonJS, `require` in place of `import()`: code that is run from what V8 kept has no loader for it. */
const kept = {
  ...common,
  plugins: [
    ...common.plugins,
    withIndex(await prebuiltIndex(root, common)),
    // a detector's module is evaluated when one of its keywords is found
    lazyImports(/detect[\\/](?:catalogue|rules)\.ts$/, /\/(?:containers|decode)\/all\.ts"$|file-rules\.ts"$/),
  ],
  format: 'cjs',
  charset: 'ascii',
  supported: { 'dynamic-import': false },
  minify: true,
};
// all hooks share one bundle; what stands before it is small
await build({ ...kept, entryPoints: ['src/commands/hooks/entry.ts'], outfile: join(dist, 'hooks/run.cjs'), plugins: [...kept.plugins, apart] });
const shared = {
  name: 'shared',
  setup(bundle) {
    bundle.onResolve({ filter: /commands\/hooks\/entry\.ts$/ }, () => ({ path: './run.cjs', external: true }));
  },
};
await build({
  ...kept,
  entryPoints: hooks.map((name) => join(root, 'hooks', name)),
  outdir: join(dist, 'hooks'),
  plugins: [shared],
  outExtension: { '.js': '.main.cjs' },
});
/**
 * Wrapped here, because joining the parts at each start would copy the text. The launcher reads a byte as a character, which is faster; the
 * bundler leaves letters of other alphabets in patterns as they are.
 */
for (const name of ['run.cjs', 'custom.cjs', 'clean-memory.cjs', ...hooks.map((hook) => hook.replace(/\.ts$/, '.main.cjs'))]) {
  const file = join(dist, 'hooks', name);
  const text = readFileSync(file, 'utf8').trimEnd();
  const ascii = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${ascii}\n})\n`);
}
// What the installed hook files source.
copyFileSync(join(root, 'hooks/hook.sh'), join(dist, 'hooks/hook.sh'));
/** V8 knows its code by the length of the text only: the name says of which build it is. */
const digest = createHash('sha256');
for (const name of readdirSync(join(dist, 'hooks')).sort()) digest.update(readFileSync(join(dist, 'hooks', name)));
const keptCode = readFileSync(join(root, 'build/kept-code.cjs'), 'utf8').replace('DIGEST', digest.digest('hex').slice(0, 12));
for (const name of hooks) writeFileSync(join(dist, 'hooks', name.replace(/\.ts$/, '.cjs')), keptCode.replaceAll('HOOK', name.replace(/\.ts$/, '')));
if (existsSync(join(root, 'src/cli.ts'))) {
  await build({
    ...common,
    entryPoints: ['src/cli.ts', 'src/worker.ts', 'src/fleet-worker.ts'],
    outdir: dist,
    plugins: [noteLibraries, asText, late, lean, inside],
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: `#!/usr/bin/env node\n${require}` },
    minify: true,
  });
  await joinChunks(dist, ['cli.js', 'worker.js', 'fleet-worker.js']);
  editorSchema(root, dist);
  await page(root, dist);
}
if (existsSync(join(root, 'src/api.ts'))) {
  await build({ ...common, entryPoints: ['src/api.ts'], outfile: join(dist, 'api.cjs'), format: 'cjs', minify: true });
  // one copy of the code, and one of its state, however it is imported
  writeFileSync(join(dist, 'api.js'), "export * from './api.cjs';\n");
}
for (const [format, extension] of [
  ['esm', 'js'],
  ['cjs', 'cjs'],
])
  await build({ ...common, entryPoints: ['src/lint-staged.ts'], outfile: join(dist, `lint-staged.${extension}`), format });
for (const extension of ['ts', 'cts'])
  writeFileSync(join(dist, `lint-staged.d.${extension}`), "declare const configuration: Readonly<Record<'*', () => string>>;\nexport default configuration;\n");
await guardEntries(
  dist,
  hooks.map((name) => basename(name, '.ts')),
  engines.node,
);
const types = await rollup({ input: join(root, 'src/api.ts'), plugins: [dts({ tsconfig: join(root, 'tsconfig.json') })], external: [/^node:/] });
for (const file of ['api.d.ts', 'api.d.cts']) await types.write({ file: join(dist, file), format: 'es' });
await types.close();
writeBill(root, dist);
console.log(`built ${hooks.map((name) => basename(name, '.ts')).join(', ')}, cli, page, api`);
