// Every call of a hook to the disk or to git, one after the other, goes wrong in every way: the secret is never let through, nothing hangs, nothing shows.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Repo, folder, tidy } from './lab.ts';

afterAll(tidy);

const inject = join(import.meta.dirname, 'faults/inject.cjs');
const hook = (name: string): string => join(import.meta.dirname, '../../dist/hooks', `${name}.cjs`);
const ofDisk = (call: string): readonly string[] =>
  /^(?:write|append|mkdir)/.test(call) ? ['ENOSPC'] : /^open/.test(call) ? ['EMFILE'] : /^readSync/.test(call) ? ['EIO', 'short'] : ['EIO'];
const ofProcesses = ['EMFILE', 'killed', 'cut', 'silent', 'garbage'];

/** What a hook is run with: its arguments and what git writes to it. */
interface Case {
  readonly name: string;
  readonly make: (repo: Repo) => { readonly args: readonly string[]; readonly input: string };
}
const cases: readonly Case[] = [
  {
    name: 'pre-commit',
    make(repo) {
      repo.stage('src/b.txt', `harmless\n${repo.line}`);
      return { args: [], input: '' };
    },
  },
  {
    name: 'commit-msg',
    make(repo) {
      repo.write('.git/COMMIT_EDITMSG', `deploy\n\n${repo.line}`);
      return { args: ['.git/COMMIT_EDITMSG'], input: '' };
    },
  },
  {
    name: 'pre-push',
    make(repo) {
      repo.remote();
      const base = repo.git('rev-parse', 'HEAD');
      repo.git('push', '-q', '--no-verify', 'origin', 'main');
      const tip = repo.plant('src/b.txt', repo.line);
      return { args: ['origin', 'url'], input: `refs/heads/main ${tip} refs/heads/main ${base}\n` };
    },
  },
];

function run(
  repo: Repo,
  name: string,
  given: ReturnType<Case['make']>,
  env: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly out: string } {
  const done = spawnSync(process.execPath, ['--require', inject, hook(name), ...given.args], {
    cwd: repo.top,
    encoding: 'latin1',
    input: given.input,
    env: { ...process.env, ...env },
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

describe.each(cases)('$name', ({ name, make }) => {
  test('whatever goes wrong, it refuses, in few words and without the value', () => {
    const repo = Repo.make();
    const given = make(repo);
    const log = join(folder('faults-'), 'calls.json');
    run(repo, name, given, { FAULT_LOG: log }); // the first start keeps compiled code
    expect(run(repo, name, given, { FAULT_LOG: log }).status).toBe(1);
    const calls = JSON.parse(readFileSync(log, 'utf8')) as readonly string[];
    expect(calls.length).toBeGreaterThan(5);
    const wrong: unknown[] = [];
    const seen: Record<string, number> = {};
    calls.forEach((call, at) => {
      for (const kind of call.startsWith('spawn') ? ofProcesses : ofDisk(call)) {
        const { status, out } = run(repo, name, given, { FAULT_AT: String(at), FAULT_KIND: kind });
        seen[String(status)] = (seen[String(status)] ?? 0) + 1;
        const refused = status === 1 || status === 2;
        if (!refused || out.includes(repo.token) || (status === 2 && out.split('\n').length > 12))
          wrong.push({ call, at, kind, status, out: out.slice(0, 400) });
      }
    });
    expect(wrong).toEqual([]);
    expect(seen['2']).toBeGreaterThan(0);
  });
});

test('out of memory', () => {
  const repo = Repo.make();
  repo.stage('big.txt', `${'some words of text\n'.repeat(2_000_000)}${repo.line}`);
  const done = spawnSync(process.execPath, ['--max-old-space-size=6', '--max-semi-space-size=1', hook('pre-commit')], {
    cwd: repo.top,
    encoding: 'latin1',
    timeout: 60_000,
  });
  expect(done.status).not.toBe(0);
  expect(done.stdout + done.stderr).not.toContain(repo.token);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)('%s while it works', (signal) => {
  const repo = Repo.make();
  repo.stage('b.txt', repo.line);
  const script = `'${process.execPath}' '${hook('pre-commit')}' & sleep 0.02; kill -${signal.slice(3)} $! 2>/dev/null; wait $!`;
  for (let time = 0; time < 3; time += 1) {
    const done = repo.run(['-c', script], { command: 'bash' });
    expect(done.status).not.toBe(0);
  }
  expect(repo.git('status', '--porcelain')).toBe('A  b.txt');
});
