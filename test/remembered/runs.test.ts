// Second runs: what was clean is not looked at again, and whatever is not clean is told each time.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { worthRemembering } from '../../src/commands/remembered.ts';
import { folder, Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const cli = join(import.meta.dirname, '../../dist/cli.js');
const many = worthRemembering + 10;
const text = (number: number): string => `export const limit${number} = ${number};\n`.repeat(20);

interface Told {
  readonly findings: readonly { readonly file: string; readonly ruleId: string }[];
  readonly summary: { readonly files: number; readonly bytes: number; readonly commits: number };
}

/** A repository with many files staged and hooks in force, and a home of its own. */
class Lab {
  readonly repo = Repo.make();
  readonly home = folder('home-');
  readonly env: NodeJS.ProcessEnv = {
    ...process.env,
    SECRETS_HOOKS_CACHE: '',
    HOME: this.home,
    XDG_CACHE_HOME: join(this.home, '.cache'),
    LOCALAPPDATA: this.home,
  };

  constructor() {
    for (let number = 0; number < many; number += 1) this.repo.write(`src/${number}.ts`, text(number));
    this.repo.git('add', '-A');
  }

  scan(...args: readonly string[]): Told {
    const done = this.repo.run([cli, 'scan', '--format', 'json', ...args], { command: process.execPath, env: this.env });
    return JSON.parse(done.stdout) as Told;
  }

  commit(): { readonly ok: boolean; readonly out: string } {
    return this.repo.run(['commit', '-q', '-m', 'many'], { env: this.env });
  }

  get memories(): readonly string[] {
    const base = process.platform === 'darwin' ? 'Library/Caches' : process.platform === 'win32' ? '.' : '.cache';
    return readdirSync(join(this.home, base, 'secrets-hooks/clean'));
  }
}

test('a commit that was refused for one file is judged anew, and the rest of it is known', () => {
  const lab = new Lab();
  lab.repo.stage('src/one.ts', lab.repo.line);
  for (let round = 0; round < 2; round += 1) expect(lab.commit()).toMatchObject({ ok: false, out: expect.stringContaining('src/one.ts:1') as unknown });
  const { findings, summary } = lab.scan('--staged');
  expect(findings.map(({ file }) => file)).toEqual(['src/one.ts']);
  expect(summary.files).toBe(many + 1);
  expect(summary.bytes).toBeLessThan(text(1).length);
  lab.repo.git('rm', '-q', '-f', '--cached', 'src/one.ts');
  expect(lab.commit()).toMatchObject({ ok: true });
});

test('what a commit has looked at is known to its push, and a secret that came past the hooks is refused there', () => {
  const lab = new Lab();
  lab.repo.remote();
  lab.repo.past('push', '-q', 'origin', 'main');
  expect(lab.commit()).toMatchObject({ ok: true });
  expect(lab.scan('--range', 'origin/main..HEAD').summary).toMatchObject({ bytes: 0, files: many });
  lab.repo.plant('src/0.ts', lab.repo.line);
  expect(lab.repo.run(['push', '-q', 'origin', 'main'], { env: lab.env })).toMatchObject({ ok: false, out: expect.stringContaining('src/0.ts:1') as unknown });
  lab.repo.past('reset', '-q', '--hard', 'HEAD~1');
  expect(lab.repo.run(['push', '-q', 'origin', 'main'], { env: lab.env })).toMatchObject({ ok: true });
});

describe('a history', () => {
  let lab: Lab;
  let first: Told;
  beforeAll(() => {
    lab = new Lab();
    lab.repo.past('commit', '-q', '-m', 'many');
    lab.repo.plant('src/1.ts', `${text(1)}${lab.repo.line}`);
    lab.repo.plant('src/1.ts', text(2), `says ${lab.repo.token}`);
    lab.repo.past('tag', '-a', '-m', 'first', 'v1');
  });
  test.each([false, true])('is told alike in the second run, and in the third; packed: %s', (packed) => {
    if (packed) {
      lab.repo.git('gc', '-q');
      rmSync(join(lab.home), { recursive: true });
    }
    first = lab.scan('--history');
    expect(first.findings.map(({ file }) => file).sort()).toEqual(['commit message', 'src/1.ts']);
    for (let round = 0; round < 2; round += 1) {
      const again = lab.scan('--history');
      expect(again.findings).toEqual(first.findings);
      expect(again.summary).toMatchObject({ files: first.summary.files, commits: first.summary.commits });
      expect(again.summary.bytes).toBeLessThan(first.summary.bytes / 50);
    }
  });
  test('and what is new in it is looked at', () => {
    const commit = lab.repo.plant('src/7.ts', `${text(7)}${lab.repo.line}`);
    expect(lab.scan('--history').findings).toMatchObject([{ file: 'commit message' }, { file: 'src/1.ts' }, { file: 'src/7.ts', commit }]);
  });
});

test('a tree is known by the bytes of its files', () => {
  const lab = new Lab();
  const first = lab.scan('.');
  lab.repo.write('src/3.ts', lab.repo.line);
  lab.repo.git('mv', '-f', 'src/4.ts', 'src/.env');
  expect([first.findings, lab.scan('.').findings.map(({ file }) => file)]).toEqual([[], ['src/.env', 'src/3.ts']]);
});

test('a rule that is turned on finds what was clean without it', () => {
  const lab = new Lab();
  const policy = (rules: object): void => {
    lab.repo.write('.secrets-hooks/policy.json', JSON.stringify({ version: 1, rules }));
  };
  policy({ 'github-personal-access-token': { enabled: false }, 'generic-secret': { enabled: false } });
  lab.repo.write('src/3.ts', `${text(3)}export const words = ['${lab.repo.token}'];\n`);
  expect([lab.scan('.').findings, lab.scan('.').findings]).toEqual([[], []]);
  policy({});
  expect(lab.scan('.').findings).toMatchObject([{ file: 'src/3.ts', ruleId: 'github-personal-access-token' }]);
  expect(lab.memories).toHaveLength(2);
});
