// Shows the main job: a fresh repository, hooks installed, a commit with a secret refused before your eyes.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const repository = mkdtempSync(join(tmpdir(), 'secrets-hooks-demo-'));
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
const run = (command, args, quiet = false) => {
  if (!quiet)
    console.log(`\n$ ${[command === process.execPath ? 'npx secrets-hooks' : command, ...args.slice(command === process.execPath ? 1 : 0)].join(' ')}`);
  return spawnSync(command, args, { cwd: repository, env, stdio: quiet ? 'ignore' : 'inherit' }).status;
};

/** A GitHub token that was never issued, with a checksum that holds: 30 random characters and their CRC32 in base 62. */
function token() {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const body = Array.from(randomBytes(30), (byte) => digits[byte % 62]).join('');
  let sum = crc32(body);
  let tail = '';
  for (let i = 0; i < 6; i += 1) {
    tail = digits[sum % 62] + tail;
    sum = Math.floor(sum / 62);
  }
  return `ghp_${body}${tail}`;
}

try {
  execFileSync('git', ['init', '-q', '-b', 'main', repository], { env });
  for (const [name, value] of [
    ['user.name', 'Demo'],
    ['user.email', 'demo@example.org'],
    ['commit.gpgsign', 'false'],
  ])
    execFileSync('git', ['config', name, value], { cwd: repository, env });
  console.log('A fresh repository:');
  if (run(process.execPath, [join(root, 'dist/cli.js'), 'install']) !== 0) throw new Error('the hooks could not be installed');
  run('git', ['add', '-A'], true);
  run('git', ['commit', '-q', '-m', 'Guard this repository']);
  writeFileSync(join(repository, 'deploy.js'), `import { Octokit } from 'octokit';\n\nconst octokit = new Octokit({ auth: '${token()}' });\n`);
  run('git', ['add', 'deploy.js']);
  const refused = run('git', ['commit', '-m', 'Deploy']) !== 0;
  console.log(`\n${refused ? 'The commit was refused: nothing was written, the file is still staged.' : 'THE COMMIT WAS LET THROUGH'}`);
  writeFileSync(join(repository, 'deploy.js'), `import { Octokit } from 'octokit';\n\nconst octokit = new Octokit({ auth: process.env.GITHUB_TOKEN });\n`);
  console.log('\nThe same with a reference in place of the literal:');
  run('git', ['add', 'deploy.js']);
  const passed = run('git', ['commit', '-q', '-m', 'Deploy']) === 0;
  console.log(passed ? 'It passed.' : 'IT WAS REFUSED');
  process.exitCode = refused && passed ? 0 : 1;
} finally {
  rmSync(repository, { recursive: true, force: true });
}
