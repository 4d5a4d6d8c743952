// Runs the main job on the other supported Node versions, and tries an old one; their binaries come as npm packages.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** What scans and a push say on stderr besides what they have found, which is nothing: a warning of node's, a flag that it does not know. */
function noiseOf(node, env) {
  const top = mkdtempSync(join(tmpdir(), 'secrets-hooks-quiet-'));
  const run = (command, args, input = '') => spawnSync(command, args, { cwd: top, env, input, encoding: 'utf8' });
  const git = (...args) => run('git', ['-c', 'user.name=Quiet', '-c', 'user.email=quiet@example.org', '-c', 'commit.gpgsign=false', ...args]).stdout.trim();
  git('init', '-q', '-b', 'main');
  writeFileSync(join(top, 'a.ts'), 'export const limit = 3;\n');
  git('add', 'a.ts');
  git('commit', '-q', '--no-verify', '-m', 'first');
  const cli = join(root, 'dist/cli.js');
  const update = `refs/heads/main ${git('rev-parse', 'HEAD')} refs/heads/main ${'0'.repeat(40)}\n`;
  const done = [
    run(node, [cli, 'scan', '.']),
    run(node, [cli, 'scan', '--history']),
    run(node, [cli, 'run', 'pre-push', 'origin', 'url'], update),
    run(node, [join(root, 'dist/hooks/pre-push.cjs'), 'origin', 'url'], update),
  ];
  rmSync(top, { recursive: true, force: true });
  return done.flatMap(({ status, stderr }) => (status === 0 && stderr === '' ? [] : [`status ${status}: ${stderr}`])).join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'secrets-hooks-nodes-'));
let failed = 0;
/** Installs a Node version from npm. @returns its binary, or undefined */
function install(major) {
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
  if (installed.status === 0 && node !== undefined) return node;
  console.log(`Node ${major}: could not be installed`);
  failed += 1;
  return undefined;
}

try {
  for (const major of ['22', '24']) {
    const node = install(major);
    if (node === undefined) continue;
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
    const demo = spawnSync(node, [join(root, 'build/demo.mjs')], { env, encoding: 'utf8' });
    const noise = noiseOf(node, env);
    const said = demo.status !== 0 ? `failed\n${demo.stdout}${demo.stderr}` : noise !== '' ? `says what nobody asked for\n${noise}` : undefined;
    console.log(`Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}: ${said ?? 'a secret is refused, a reference passes'}`);
    if (said !== undefined) failed += 1;
  }
  // an entry point that such a Node can't parse would end with a stack trace
  const old = install('12');
  for (const entry of old === undefined ? [] : ['dist/cli.js', 'dist/hooks/pre-commit.cjs', 'dist/hooks/pre-push.cjs']) {
    const { status, stdout, stderr } = spawnSync(old, [join(root, entry)], { input: '', encoding: 'utf8' });
    const isPlain = status === 2 && /^secrets-hooks: [^\n]*is too old: version [\d.]+ or newer is needed\.\n$/.test(stdout + stderr);
    console.log(`Node 12, ${entry}: ${isPlain ? 'one sentence names the version that is needed' : `failed\n${stdout}${stderr}`}`);
    if (!isPlain) failed += 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
