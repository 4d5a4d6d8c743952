// Shows the main job: a fresh repository, hooks installed, a commit with a secret refused before your eyes.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { token } from './token.mjs';

const root = join(import.meta.dirname, '..');
const repository = mkdtempSync(join(tmpdir(), 'secrets-hooks-demo-'));
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
const run = (command, args, quiet = false) => {
  if (!quiet)
    console.log(`\n$ ${[command === process.execPath ? 'npx secrets-hooks' : command, ...args.slice(command === process.execPath ? 1 : 0)].join(' ')}`);
  return spawnSync(command, args, { cwd: repository, env, stdio: quiet ? 'ignore' : 'inherit' }).status;
};

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
