// It fails closed: whatever breaks on the way of a hook, the commit is refused with status 2 and one sentence, and nothing is half written.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Repo, folder, tidy } from './lab.ts';

afterAll(tidy);

const hook = (name: string): string => join(import.meta.dirname, '../../dist/hooks', `${name}.cjs`);
/** A `git` that stands before the real one on the PATH. */
const fakeGit = (script: string): NodeJS.ProcessEnv => {
  const bin = folder('bin-');
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\nexec "${process.env['REAL_GIT'] ?? '/usr/bin/git'}" "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  return { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
};

describe('A hook that cannot do its work refuses', () => {
  const staged = (): Repo => {
    const repo = Repo.make();
    repo.stage('b.txt', `harmless\n${repo.line}`);
    return repo;
  };
  const faults: readonly (readonly [string, string])[] = [
    ['git is killed', 'kill -9 $$'],
    ['git fails on the listing', 'case "$*" in *diff*) echo broken >&2; exit 128;; esac'],
    ['git lists nothing and fails', 'case "$*" in *diff*) exit 1;; esac'],
    ['cat-file dies at once', 'case "$*" in *cat-file*) exit 1;; esac'],
    ['cat-file answers nothing', 'case "$*" in *cat-file*) exit 0;; esac'],
    ['cat-file answers garbage', 'case "$*" in *cat-file*) echo "this is no object"; sleep 1; exit 0;; esac'],
    ['cat-file is cut off', 'case "$*" in *cat-file*) printf "%040d blob 1000\\nshort" 1; exit 0;; esac'],
  ];
  test.each(faults)('%s', (_, script) => {
    const repo = staged();
    const done = repo.run([hook('pre-commit')], { command: process.execPath, env: fakeGit(script) });
    expect(done.status).toBe(2);
    expect(done.out).toMatch(/^secrets-hooks: refused, because this hook could not do its work: [^\n]+\n( {2}[^\n]+\n){0,1}$/);
  });
  test('there is no git', () => {
    const repo = staged();
    const done = repo.run([hook('pre-commit')], { command: process.execPath, env: { PATH: '/nowhere' } });
    expect(done).toMatchObject({ status: 2 });
    expect(done.out).toContain('git could not be started');
  });
  test('an object is missing', () => {
    const repo = Repo.make();
    repo.stage('b.txt', 'some text\n');
    const id = repo.git('rev-parse', ':b.txt');
    rmSync(join(repo.top, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
    const done = repo.run([hook('pre-commit')], { command: process.execPath });
    expect(done.status).toBe(2);
    expect(done.out).toContain('git does not have this object');
  });
  test('the index cannot be read', () => {
    const repo = staged();
    writeFileSync(join(repo.top, '.git/index'), 'DIRCgarbage');
    expect(repo.run([hook('pre-commit')], { command: process.execPath })).toMatchObject({ status: 2 });
  });
  test.each([
    ['no JSON', '{ "version": 1,, }'],
    ['an unknown key', '{ "version": 1, "refuze": "low" }'],
    ['prototype pollution', '{ "version": 1, "__proto__": { "refuse": "critical" } }'],
    ['a key twice', '{ "version": 1, "refuse": "low", "refuse": "critical" }'],
    ['a pattern that is none', '{ "version": 1, "custom": [{ "id": "x", "title": "xxx", "keywords": ["abc"], "pattern": "(abc" }] }'],
  ])('the policy is not valid: %s', (_, text) => {
    const repo = Repo.make();
    repo.stage('.secrets-hooks/policy.json', text);
    const done = repo.run([hook('pre-commit')], { command: process.execPath });
    expect(done.status).toBe(2);
    expect(done.out).toMatch(/policy/);
  });
  test('the ledger is not valid', () => {
    const repo = Repo.make();
    repo.stage('.secrets-hooks/incidents/x/y.json', '{ "version": 1 }');
    expect(repo.run([hook('pre-commit')], { command: process.execPath })).toMatchObject({ status: 2 });
  });
  test('stdin of pre-push is not what git sends', () => {
    const repo = Repo.make();
    expect(repo.run([hook('pre-push'), 'origin', 'url'], { command: process.execPath, input: 'rubbish\n' })).toMatchObject({ status: 2 });
  });
  test('stderr is closed, stdout is closed, the reader has gone away', () => {
    const repo = staged();
    for (const tail of ['2>&-', '>&-', '2>&- >&- <&-', '2>&1 | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}']) {
      const done = repo.run(['-c', `'${process.execPath}' '${hook('pre-commit')}' ${tail}`], { command: 'bash' });
      expect([1, 2]).toContain(done.status);
    }
  });
  test('the disk is full: where a hook needs room to ask git about ignore rules, it refuses', () => {
    const disk = folder('full-');
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]).status === 0;
    if (!mounted) return; // only root may make a disk that is full
    try {
      spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'fill')}`, 'bs=4k'], { stdio: 'ignore' });
      const repo = Repo.make();
      repo.stage('.gitignore', '*.log\n');
      const done = repo.run([hook('pre-commit')], { command: process.execPath, env: { ...process.env, TMPDIR: disk } });
      expect(done.status).toBe(2);
      expect(done.out).toMatch(/^secrets-hooks: refused, because this hook could not do its work: /);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
  test('a hook leaves nothing behind', () => {
    const repo = staged();
    const temporary = folder('tmp-');
    mkdirSync(temporary, { recursive: true });
    repo.run([hook('pre-commit')], { command: process.execPath, env: { ...process.env, TMPDIR: temporary } });
    expect(readdirSync(temporary)).toEqual([]);
    expect(repo.git('status', '--porcelain')).toBe('A  b.txt');
  });
});
