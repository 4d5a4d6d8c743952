// A repository that means harm: nothing of it is run, what cannot be looked at is refused, and the answer comes.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
import { Repo, folder, tidy } from '../hooks/lab.ts';

const commit = ['commit', '-q', '-m', 'x'] as const;
const cli = join(import.meta.dirname, '../../dist/cli.js');
let repo: Repo;
let first: string;
beforeAll(() => {
  repo = Repo.make();
  first = repo.git('rev-parse', 'HEAD');
});
beforeEach(() => {
  repo.git('reset', '-q', '--hard', first);
});
afterAll(tidy);

describe('Names and links', () => {
  test('a path of 4 KiB, with control and bidirectional characters and bytes that are no UTF-8', () => {
    repo.write('s.txt', repo.line);
    const blob = repo.git('hash-object', '-w', 's.txt');
    const part = `${'p'.repeat(200)}\u001b[31m\u202e`;
    const path = Buffer.concat([Buffer.from(`${part}/`.repeat(19)), Buffer.from([0xe9, 0xff]), Buffer.from('-x\n.txt')]);
    const entry = Buffer.concat([Buffer.from(`100644 ${blob}\t`), path, Buffer.from('\0')]);
    expect(spawnSync('git', ['update-index', '-z', '--index-info'], { cwd: repo.top, input: entry }).status).toBe(0);
    const { out } = repo.commitBlocks();
    expect(out).not.toContain('\u001b');
    expect(Buffer.from(out, 'latin1').toString('utf8')).not.toContain('\u202e');
  });
  test('the address and the path of a submodule that look like options', () => {
    const mark = join(folder(), 'ran');
    repo.stage('.gitmodules', `[submodule "-u./x"]\n\tpath = --upload-pack=x\n\turl = --upload-pack=touch ${mark}\n\tupdate = !touch ${mark}\n`);
    repo.git('update-index', '--add', '--cacheinfo', `160000,${first},--upload-pack=x`);
    repo.commitAllows();
    repo.run([cli, 'scan', '--history'], { command: process.execPath });
    expect(existsSync(mark)).toBe(false);
  });
  test('alternates that lead in a circle', () => {
    repo.write('.git/objects/info/alternates', `${join(repo.top, '.git/objects')}\n`);
    repo.stage('s.txt', repo.line);
    repo.commitBlocks();
    writeFileSync(join(repo.top, '.git/objects/info/alternates'), '');
  });
});

describe('Sizes', () => {
  test('a file of a million lines, a line of 60 MB', () => {
    repo.stage('lines.txt', Buffer.concat([Buffer.alloc(1_000_000 * 5, 'abcd\n'), Buffer.from(repo.line)]));
    repo.stage('line.txt', Buffer.concat([Buffer.alloc(60_000_000, 'abcd '), Buffer.from(repo.line)]));
    const { out } = repo.commitBlocks();
    expect(out).toContain('lines.txt:1000001');
    expect(out).toContain('line.txt:1');
  });
  test('a tree of 40,000 entries', () => {
    repo.write('s.txt', repo.line);
    const [blob, clean] = [repo.git('hash-object', '-w', 's.txt'), repo.git('rev-parse', 'HEAD:a.txt')];
    const entries = Array.from({ length: 40_000 }, (_, at) => `100644 ${at === 39_999 ? blob : clean}\td/${String(at).padStart(5, '0')}\n`);
    repo.run(['update-index', '--index-info'], { input: entries.join('') });
    expect(repo.commitBlocks().out).toContain('d/39999');
  });
});

describe('What git itself cannot read', () => {
  test('a pack that is broken', () => {
    repo.write('b.txt', 'b\n'.repeat(99));
    const blob = repo.git('hash-object', '-w', 'b.txt');
    repo.git('update-index', '--add', '--cacheinfo', `100644,${blob},b.txt`);
    repo.run(['pack-objects', '-q', '.git/objects/pack/pack'], { input: `${blob}\n` });
    repo.git('prune-packed', '-q');
    const packs = join(repo.top, '.git/objects/pack');
    const pack = join(packs, readdirSync(packs).find((name) => name.endsWith('.pack')) ?? '');
    chmodSync(pack, 0o644);
    writeFileSync(pack, Buffer.concat([readFileSync(pack).subarray(0, 12), Buffer.alloc(8, 0xff), readFileSync(pack).subarray(20)]));
    const done = repo.run(commit);
    expect(done.ok).toBe(false);
    expect(done.out).toContain('secrets-hooks:');
    expect(done.out).not.toContain('internal error');
    rmSync(packs, { recursive: true });
    repo.git('update-index', '--force-remove', 'b.txt');
  });
});

describe('Policies that mean harm', () => {
  test.each([
    ['extends itself', '{ "version": 1, "extends": "./policy.json" }'],
    ['reaches out of the repository', '{ "version": 1, "extends": "../../../../etc/passwd" }'],
    ['pollutes the prototype', '{ "version": 1, "__proto__": { "refuse": "critical" } }'],
    ['pollutes it deeper', '{ "version": 1, "rules": { "__proto__": { "enabled": false } } }'],
    [
      'allows all of the tree',
      '{ "version": 1, "allow": [{ "rule": "unread-file", "path": "**", "reason": "because of me", "owner": "A", "expires": "2026-12-31" }] }',
    ],
    ['is deeper than a stack', `{ "version": 1, "rules": ${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)} }`],
  ])('a policy that %s is none', (_, text) => {
    expect(() => loadPolicy(text)).not.toThrow();
    expect(loadPolicy(text)).toHaveProperty('problems');
    expect(({} as { refuse?: string }).refuse).toBeUndefined();
  });
});
