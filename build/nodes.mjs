// Runs the main job on the other Node versions that are supported; their binaries come as npm packages.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'secrets-hooks-nodes-'));
let failed = 0;
try {
  for (const major of ['22', '24']) {
    const prefix = join(folder, major);
    const installed = spawnSync('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--loglevel=error', `node@${major}`], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const binary = [
      `node_modules/node/node_modules/node-${process.platform}-${process.arch}/bin/node`,
      `node_modules/node-${process.platform}-${process.arch}/bin/node`,
      'node_modules/node/bin/node',
    ].map((name) => join(prefix, name));
    const node = binary.find((path) => spawnSync(path, ['--version']).status === 0);
    if (installed.status !== 0 || node === undefined) {
      console.log(`Node ${major}: could not be installed`);
      failed += 1;
      continue;
    }
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
    const demo = spawnSync(node, [join(root, 'build/demo.mjs')], { env, encoding: 'utf8' });
    console.log(
      `Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}: ${demo.status === 0 ? 'a secret is refused, a reference passes' : `failed\n${demo.stdout}${demo.stderr}`}`,
    );
    if (demo.status !== 0) failed += 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
