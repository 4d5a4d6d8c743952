// dist/ui: the page of `secrets-hooks ui` as static files, and dist/policy.schema.json: the policy's schema with the name of every rule, for editors.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { noteLibraries } from './sbom.mjs';

export async function page(root, dist) {
  const from = join(root, 'src/ui/app');
  const to = join(dist, 'ui');
  mkdirSync(to, { recursive: true });
  await build({
    entryPoints: { app: join(from, 'main.tsx') },
    outdir: to,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    mainFields: ['module', 'main'],
    legalComments: 'linked',
    logLevel: 'warning',
    plugins: [noteLibraries],
  });
  await build({
    entryPoints: [join(from, 'app.css')],
    outfile: join(to, 'app.css'),
    minify: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    logLevel: 'warning',
  });
  copyFileSync(join(from, 'index.html'), join(to, 'index.html'));
}

/** Editors complete the names of rules and say what each finds; the validator needs none of that. */
export function editorSchema(root, dist) {
  const schema = JSON.parse(readFileSync(join(root, 'schemas/policy.schema.json'), 'utf8'));
  const rules = JSON.parse(
    execFileSync(process.execPath, [join(dist, 'cli.js'), 'rules', 'list', '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 26, cwd: root }),
  );
  schema.$defs.rules.properties = Object.fromEntries(
    rules.map(({ id, title, severity, class: kind }) => [
      id,
      { $ref: '#/$defs/rules/additionalProperties', description: `${title} (${kind}, ${severity} of itself).` },
    ]),
  );
  writeFileSync(join(dist, 'policy.schema.json'), JSON.stringify(schema));
}
