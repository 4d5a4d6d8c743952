// Bundles train.ts and runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'train-'));
const outfile = join(folder, 'train.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'train.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, ['--max-old-space-size=8000', outfile, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TRAIN_HOME: join(import.meta.dirname, 'train.ts') },
  }).status ?? 1;
