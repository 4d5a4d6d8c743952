// The hook for coding agents: what goes past the hooks, what would publish a secret, and what is nobody's harm; in each agent's own words.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callOf } from '../../src/commands/agent/call.ts';
import { evasionIn } from '../../src/commands/agent/evasion.ts';
import { commandsOf } from '../../src/commands/agent/shell.ts';
import { Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const cli = join(import.meta.dirname, '../../dist/cli.js');

test.each([
  ['git commit --no-verify -m x', 'no-verify'],
  ['git commit -nm "x"', 'no-verify'],
  ['git commit -anm x', 'no-verify'],
  ['git commit -m x -n', 'no-verify'],
  ['git commit --no-verif', 'no-verify'],
  ['git push origin main --no-verify', 'no-verify'],
  ['git merge --no-verify topic', 'no-verify'],
  ['git am -n < x.patch', 'no-verify'],
  ['cd /tmp/x && /usr/bin/git -C sub -c user.name=x commit --no-verify', 'no-verify'],
  ['npm test || (git add -A; git commit -m "it\'s fine" --no-verify)', 'no-verify'],
  ['echo "$(git commit --no-verify -m x)"', 'no-verify'],
  ['bash -lc "git commit -n -m x"', 'no-verify'],
  ['sudo -u me env A=1 git commit -n', 'no-verify'],
  ['eval "git push --no-verify"', 'no-verify'],
  ['git -c alias.x="commit --no-verify" x', 'no-verify'],
  ['git commit \\\n  --no-verify', 'no-verify'],
  ['if true; then git commit --no-ver""ify; fi', 'no-verify'],
  ['powershell -Command "git commit --no-verify"', 'no-verify'],
  ['HUSKY=0 git commit -m x', 'switch'],
  ['export HUSKY=0; git commit -m x', 'switch'],
  ['env HUSKY=0 git push', 'switch'],
  ['$env:HUSKY=0; git commit -m x', 'switch'],
  ['set HUSKY=0 && git commit', 'switch'],
  ['LEFTHOOK=0 git commit -m x', 'switch'],
  ['SKIP=secrets-hooks git commit -m x', 'switch'],
  ['SKIP_SIMPLE_GIT_HOOKS=1 git commit -m x', 'switch'],
  ['git -c core.hooksPath=/dev/null commit -m x', 'hooks-path'],
  ['git config core.hooksPath /dev/null', 'hooks-path'],
  ['git config --local --unset core.hooksPath', 'hooks-path'],
  ['git config set core.hooksPath x', 'hooks-path'],
  ['git -c hook.pre-push.enabled=false push', 'hooks-path'],
  ['git config hook.pre-commit.enabled false', 'hooks-path'],
  ['GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/x git commit', 'hooks-path'],
  ['rm -f .git/hooks/pre-commit', 'hook-file'],
  ['chmod -x /srv/app/.git/hooks/pre-push', 'hook-file'],
  ['echo exit 0 > .husky/pre-commit', 'hook-file'],
  ['sed -i d .git/hooks/pre-commit', 'hook-file'],
  ['npx secrets-hooks uninstall', 'uninstall'],
])('past the hooks: %s', (command, code) => {
  expect(evasionIn(command)?.code).toBe(code);
});

test.each([
  'git commit -m "never use --no-verify"',
  "git commit -m '-n'",
  'git commit -F -n.txt',
  'git commit --message "--no-verify is refused"',
  'git commit -- --no-verify',
  'git commit -m n',
  'git commit -Sn -m x',
  'git push -n origin main',
  'git log -n 5',
  'git merge -n topic',
  'git config core.hooksPath',
  'git config hook.linter.enabled false',
  'git config --get hook.pre-commit.enabled',
  'git config --get core.hooksPath',
  'git config user.name "core.hooksPath x"',
  'HUSKY=1 git commit -m x',
  'cat .husky/pre-commit .git/hooks/pre-commit',
  'ls .git/hooks && npx secrets-hooks doctor',
  'grep -rn -- --no-verify docs',
  'cat > docs/rules.md <<EOF\ngit commit --no-verify is refused\nEOF\ngit add docs',
  'echo "HUSKY=0 git commit"',
  'SKIP=eslint git commit -m x',
  "printf '%s' \"it's\" # git commit --no-verify",
])('nobody’s harm: %s', (command) => {
  expect(evasionIn(command)).toBeUndefined();
});

test('any text is taken apart, in time that grows with its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '$(', ')', '`', '\n', '<<', '>', ';', '#', '&'), maxLength: 200 }), (text) => {
      expect(Array.isArray(commandsOf(text))).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(commandsOf('a "b c"\\ d \'e\' > f <<< g; h')).toEqual([
    { assignments: [], words: ['a', 'b c d', 'e'], targets: ['f'] },
    { assignments: [], words: ['h'], targets: [] },
  ]);
});

describe('calls, as agents send them', () => {
  const write = [{ path: 'a.js', edits: [{ before: undefined, after: 'x' }] }];
  test.each([
    ['Claude Code, Bash', { hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command: 'ls' }, cwd: '/w' }, 'status', ['ls'], []],
    ['Claude Code, Write', { hook_event_name: 'PreToolUse', tool_name: 'Write', tool_input: { file_path: 'a.js', content: 'x' } }, 'status', [], write],
    [
      'Claude Code, MultiEdit',
      { tool_name: 'MultiEdit', tool_input: { file_path: 'a.js', edits: [{ old_string: 'o', new_string: 'x' }] } },
      'status',
      [],
      [{ path: 'a.js', edits: [{ before: 'o', after: 'x' }] }],
    ],
    ['Codex, a list of words', { tool_name: 'shell', tool_input: { command: ['bash', '-lc', 'ls'] } }, 'status', ["'bash' '-lc' 'ls'"], []],
    ['Codex, a patch', { tool_name: 'apply_patch', tool_input: { command: '*** Begin Patch\n*** Add File: a.js\n+x\n*** End Patch' } }, 'status', [], write],
    ['Gemini CLI', { hook_event_name: 'BeforeTool', tool_name: 'write_file', tool_input: { file_path: 'a.js', content: 'x' } }, 'status', [], write],
    ['Cursor', { hook_event_name: 'beforeShellExecution', command: 'ls', cwd: '/w' }, 'cursor', ['ls'], []],
    ['Copilot', { toolName: 'create', toolArgs: '{"path":"a.js","file_text":"x"}' }, 'copilot', [], write],
    ['Windsurf', { agent_action_name: 'pre_run_command', tool_info: { command_line: 'ls', cwd: '/w' } }, 'status', ['ls'], []],
    ['a tool that reads', { tool_name: 'Read', tool_input: { file_path: 'a.js' } }, 'status', [], []],
  ])('%s', (_, input, asker, commands, writes) => {
    expect(callOf(JSON.stringify(input))).toMatchObject({ asker, commands, writes });
  });
  test('what is no call is none', () => {
    for (const text of ['', '[]', '"x"', '{', 'null']) expect(callOf(text)).toBeUndefined();
  });
});

describe('through the command line', () => {
  const value = `k${randomBytes(12).toString('hex')}Zq4x`;
  const ask = (repo: Repo, input: object | string): { status: number | null; stdout: string; stderr: string } => {
    const done = spawnSync(process.execPath, [cli, 'agent'], {
      cwd: repo.top,
      encoding: 'utf8',
      input: typeof input === 'string' ? input : JSON.stringify({ cwd: repo.top, ...input }),
    });
    expect(done.stdout + done.stderr).not.toContain(value);
    expect(done.stdout + done.stderr).not.toContain(repo.token);
    return done;
  };
  const write = (repo: Repo, path: string, content: string) => ask(repo, { tool_name: 'Write', tool_input: { file_path: join(repo.top, path), content } });

  test('a write of a secret is refused with the way on; a reference, an ignored file, a file elsewhere pass', () => {
    const repo = Repo.make();
    repo.stage('.gitignore', '.env\n');
    repo.past('commit', '-q', '-m', 'ignore');
    const refused = write(repo, 'src/new/a.js', `const dbPassword = '${value}';\n`);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('src/new/a.js:1: Password');
    expect(refused.stderr).toContain('process.env.DB_PASSWORD');
    expect(write(repo, 'src/a.js', 'const dbPassword = process.env.DB_PASSWORD;\n').status).toBe(0);
    expect(write(repo, '.env', `DB_PASSWORD=${value}\n`).status).toBe(0);
    expect(write(repo, 'config/.env.production', 'A=1\n').status).toBe(2);
    expect(write(repo, '../elsewhere.js', `const dbPassword = '${value}';\n`).status).toBe(0);
  });

  test('an edit is looked at in its file; what stood there before is not held against it', () => {
    const repo = Repo.make();
    repo.plant('a.js', `const dbPassword = '${value}';\nlet a = 1;\n`);
    const edit = (old_string: string, new_string: string) => ask(repo, { tool_name: 'Edit', tool_input: { file_path: 'a.js', old_string, new_string } }).status;
    expect(edit('let a = 1;', 'let a = 2;')).toBe(0);
    expect(edit('let a = 1;', `let apiKey = '${value}9';`)).toBe(2);
    expect(edit('not there', `const apiToken = '${value}8';`)).toBe(2);
  });

  test('a command that writes or commits a secret, and one that only uses it', () => {
    const repo = Repo.make();
    const run = (command: string) => ask(repo, { tool_name: 'Bash', tool_input: { command } }).status;
    expect(run(`cat > a.sh <<'EOF'\nexport TOKEN=${repo.token}\nEOF`)).toBe(2);
    expect(run(`echo 'x = "${repo.token}"' | tee -a a.py`)).toBe(2);
    expect(run(`git commit -m "use ${repo.token}"`)).toBe(2);
    expect(run(`GITHUB_TOKEN=${repo.token} gh pr list 2>&1 >/dev/null`)).toBe(0);
    expect(run('git commit -m "Say more" && git push')).toBe(0);
  });

  test('each agent gets its answer', () => {
    const repo = Repo.make();
    const cursor = ask(repo, { hook_event_name: 'beforeShellExecution', command: 'git commit -n' });
    expect(cursor.status).toBe(0);
    expect(JSON.parse(cursor.stdout)).toMatchObject({ permission: 'deny', agent_message: expect.stringContaining('git commit -n') as unknown });
    const copilot = ask(repo, { toolName: 'bash', toolArgs: JSON.stringify({ command: 'HUSKY=0 git commit' }) });
    expect(JSON.parse(copilot.stdout)).toMatchObject({ permissionDecision: 'deny', permissionDecisionReason: expect.stringContaining('HUSKY=0') as unknown });
  });

  test('the hooks’ own files are not edited away', () => {
    const repo = Repo.make();
    expect(write(repo, '.git/hooks/pre-commit', '#!/bin/sh\n').status).toBe(2);
    const edit = { file_path: '.husky/pre-commit', old_string: 'npx secrets-hooks run pre-commit', new_string: '' };
    expect(ask(repo, { tool_name: 'Edit', tool_input: edit }).status).toBe(2);
  });

  test('what cannot be read refuses, without quoting it', () => {
    const repo = Repo.make();
    expect(ask(repo, `{ "tool_input": { "command": "${value}`)).toMatchObject({ status: 2 });
    repo.plant('.secrets-hooks/policy.json', '{ "version": 2 }\n');
    expect(write(repo, 'a.txt', 'x\n')).toMatchObject({ status: 2 });
  });
});
