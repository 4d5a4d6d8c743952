// The list of a fleet: what may stand in it, and what is refused before git sees it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Pace } from '../../src/fleet/rate-limit.ts';
import { fallsTo, rangesOf, shardsFor } from '../../src/fleet/sharding.ts';
import { listedIn, nameOfUrl, urlOf } from '../../src/fleet/source.ts';
import { Failure } from '../../src/io/failure.ts';
import { fleetSources } from '../../src/fleet/read-sources.ts';

const base = mkdtempSync(join(tmpdir(), 'sources-'));
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('A line of the list', () => {
  test.each([
    ['', undefined],
    ['# a comment', undefined],
    ['../shop', { at: '../shop' }],
    ['"a place" owner=shop', { at: 'a place', owner: 'shop' }],
    ['https://git.example.org/a/b.git name=b owner=a', { at: 'https://git.example.org/a/b.git', name: 'b', owner: 'a' }],
    ['place --upload-pack=x', 'unknown-word'],
    ['a\u0007b', 'control-character'],
  ])('%s', (line, listed) => {
    expect(listedIn(line)).toEqual(listed);
  });

  const user = ['to', 'ken'].join('');
  test.each([
    ['https://git.example.org/shop/web.git', { host: 'git.example.org', path: '/shop/web.git' }],
    ['ssh://git@git.example.org:2222/shop/web', { host: 'git.example.org:2222', path: '/shop/web' }],
    ['git@git.example.org:shop/web.git', { host: 'git.example.org', path: '/shop/web.git' }],
    ['file:///srv/git/web.git', { host: '', path: '/srv/git/web.git' }],
    ['/srv/git/web.git', undefined],
    ['C:\\repos\\web', undefined],
    ['--upload-pack=touch x', 'option-like'],
    ['-oProxyCommand=x:y', 'option-like'],
    ['ssh://-oProxyCommand=x/y', 'option-like'],
    ['ext::sh -c x', 'unknown-transport'],
    ['git://git.example.org/x', 'unknown-transport'],
    [`https://${user}:x@git.example.org/a`, 'has-password'],
    [`https://${user}@git.example.org/a`, 'has-password'],
    [`https://git.example.org/a?private_${user}=x`, 'has-password'],
  ])('%s is given to git, or not', (at, url) => {
    expect(urlOf(at)).toEqual(url);
  });

  test('names', () => {
    expect(nameOfUrl({ host: 'git.example.org', path: '/shop/web.git' })).toBe('git.example.org/shop/web');
  });
});

describe('A list', () => {
  test('a file: paths from its folder, names told apart, each place once', () => {
    const file = join(base, 'list.txt');
    writeFileSync(file, '# all\nteam/web.git\nhttps://git.example.org/team/web owner=web\nother/web name=team/web\nteam/web.git\n');
    expect(fleetSources('list.txt', base)).toEqual([
      { name: 'team/web', at: join(base, 'team/web.git'), kind: 'folder', owner: 'team' },
      { name: 'git.example.org/team/web', at: 'https://git.example.org/team/web', kind: 'url', host: 'git.example.org', owner: 'web' },
      { name: 'team/web~2', at: join(base, 'other/web'), kind: 'folder', owner: 'team' },
    ]);
  });

  test('a folder: repositories below it, bare or not, and nothing inside of them', () => {
    for (const path of ['tree/a/web.git/objects', 'tree/a/web.git/refs', 'tree/b/shop/.git', 'tree/b/shop/vendor/x/.git', 'tree/c/none'])
      mkdirSync(join(base, path), { recursive: true });
    writeFileSync(join(base, 'tree/a/web.git/HEAD'), '');
    expect(fleetSources('tree', base).map(({ name, owner }) => [name, owner])).toEqual([
      ['a/web', 'a'],
      ['b/shop', 'b'],
    ]);
  });

  test('a URL with a password is refused by its line, and is not shown', () => {
    const password = ['hun', 'ter', '2'].join('');
    writeFileSync(join(base, 'bad.txt'), `ok\nhttps://me:${password}@git.example.org/x\n`);
    const attempt = (): unknown => fleetSources('bad.txt', base);
    expect(attempt).toThrow(Failure);
    expect(attempt).toThrow(/^bad\.txt:2: the URL carries a user or a password$/);
  });
});

describe('Dividing', () => {
  test('a small repository is one range, a large one some, and together they are all of it', () => {
    expect(rangesOf({ commits: 0, bytes: 0 })).toEqual([]);
    expect(rangesOf({ commits: 300, bytes: 1e6 })).toEqual([{ from: 0, to: 300 }]);
    for (const measure of [
      { commits: 1_000_001, bytes: 0 },
      { commits: 10, bytes: 1e12 },
      { commits: 9_000, bytes: 4e8 },
    ]) {
      const ranges = rangesOf(measure);
      expect(ranges.length).toBeGreaterThan(1);
      expect(ranges.length).toBeLessThanOrEqual(64);
      expect(ranges.reduce((at, { from, to }) => (expect(from).toBe(at), expect(to).toBeGreaterThan(from), to), 0)).toBe(measure.commits);
    }
  });
  test('each blob falls to one shard', () => {
    expect([shardsFor(10), shardsFor(60_001)]).toEqual([1, 2]);
    for (const blob of ['0'.repeat(40), 'f'.repeat(40), 'a1b2c3d4'.repeat(5)])
      expect([0, 1, 2].filter((part) => fallsTo(blob, { part, of: 3 }))).toHaveLength(1);
  });
});

test('A host is asked by so many at once and so often a minute; folders wait for nothing', () => {
  const pace = new Pace({ together: 2, perMinute: 60 });
  pace.begin('a', 0);
  expect([pace.wait('a', 0), pace.wait('a', 1_000), pace.wait('b', 0), pace.wait(undefined, 0)]).toEqual([1_000, 0, 0, 0]);
  pace.begin('a', 1_000);
  expect(pace.wait('a', 10_000)).toBe(Infinity);
  pace.end('a');
  expect(pace.wait('a', 10_000)).toBe(0);
});
