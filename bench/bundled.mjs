// TypeScript of this project, bundled for a bench to import: sources as they are, not as they were built last.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** @param name of the file in build/out @param contents a module that exports what is wanted, with paths from the project's top @param external libraries that stay outside @returns path of the bundle, which goes when the process does */
export async function bundled(name, contents, external = []) {
  mkdirSync(join(root, 'build/out'), { recursive: true });
  const outfile = join(root, 'build/out', `${name}-${process.pid}.mjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
    external,
    mainFields: ['module', 'main'],
    alias: { debug: join(root, 'build/quiet-debug.cjs') },
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return outfile;
}
