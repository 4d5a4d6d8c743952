// Completion as a shell does it, from the built command line.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const script = (shell: string): string => execFileSync(process.execPath, [cli, 'completion', shell], { encoding: 'utf8' });
const where = (shell: string) => (spawnSync(shell, ['-c', 'true']).status === 0 ? test : test.skip);

const bashScript = script('bash');
where('bash').each([
  ['po', 'policy'],
  ['policy|', 'init check explain diff pull replay'],
  ['policy|replay|', ''],
  ['scan|--policy|--', ''],
  ['policy|replay|--l', '--last'],
  ['scan|--format|s', 'sarif'],
  ['scan|--staged|--fail-on|m', 'medium'],
  ['run|pre-', 'pre-commit pre-merge-commit pre-push pre-receive'],
  ['scan|--explain|--ou', '--output'],
])('bash: %s', (typed, words) => {
  const parts = ['secrets-hooks', ...typed.split('|')].map((word) => `'${word}'`).join(' ');
  const out = execFileSync(
    'bash',
    ['-c', `${bashScript}\nCOMP_WORDS=(${parts}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _secrets_hooks; echo "\${COMPREPLY[*]}"`],
    {
      encoding: 'utf8',
    },
  );
  expect(out.trim()).toBe(words);
});

where('zsh')('zsh takes it', () => {
  const out = execFileSync('zsh', ['-f', '-c', `autoload -Uz compinit && compinit -u -D\n${script('zsh')}\nprint -r -- $_comps[secrets-hooks]`], {
    encoding: 'utf8',
  });
  expect(out).toContain('_secrets_hooks');
  expect(script('zsh')).toContain("'--staged:what the next commit would publish'");
});

where('fish').each([
  ['po', 'policy'],
  ['policy ', 'init'],
  ['policy replay --', '--last'],
  ['scan --format s', 'sarif'],
  ['run pre-', 'pre-receive'],
])('fish: %s', (typed, word) => {
  const out = execFileSync('fish', ['--no-config', '-c', `${script('fish')}\ncomplete -C 'secrets-hooks ${typed}'`], { encoding: 'utf8' });
  expect(out.split('\n').map((line) => line.split('\t')[0])).toContain(word);
});

test('PowerShell: every verb and every choice stands in it', () => {
  const text = script('powershell');
  expect(text).toContain("'scan --fail-on' = [ordered]@{ 'low' = ''; 'medium' = ''; 'high' = ''; 'critical' = ''; 'none' = '' }");
  expect(text).toMatch(/'policy' = \[ordered\]@\{ 'init' = 'write the defaults'; 'check' = /);
  expect(text).toContain("'run' = 'a hook''s work, as git calls it'");
  expect(text.split('{').length).toBe(text.split('}').length);
});

test('a shell that is not known: one sentence and status 2', () => {
  const done = spawnSync(process.execPath, [cli, 'completion', 'tcsh'], { encoding: 'utf8' });
  expect(done.status).toBe(2);
  expect(done.stderr).toContain('Choose one of bash, zsh, fish, powershell');
});
