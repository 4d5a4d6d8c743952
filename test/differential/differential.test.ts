// However the same files are looked at, the same is found: staged, range, history, work tree; one thread or five; with any gate; by git or by isomorphic-git.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BatchParser } from '../../src/io/objects.ts';
import { Repo, tidy, token } from '../hooks/lab.ts';
import { generatedFiles } from './generated.ts';
import { committedWays, history, historyAlone, said, stagedWays, type Looks } from './ways.ts';

const worker = new URL('../../dist/worker.js', import.meta.url);
const files = generatedFiles(20_260, 96);
let repo: Repo;
let looks: Looks;
let expected: readonly string[];

beforeAll(async () => {
  repo = Repo.make();
  for (const { path, bytes } of files) repo.write(path, bytes);
  repo.git('add', '-f', '-A');
  looks = { top: repo.top, paths: files.map(({ path }) => path), worker };
  expected = said(await stagedWays[0]![1](looks));
});
afterAll(tidy);

test('nearly all of what was planted is found, and in nothing else', () => {
  const found = new Set(expected.map((line) => line.replace(/ \d+:\d+ .*/, '')));
  expect([...found].filter((path) => files.some((file) => file.path === path && !file.holds))).toEqual([]);
  expect(found.size).toBe(files.filter(({ holds }) => holds).length);
});

test.each(stagedWays)('%s', async (_, look) => {
  expect(said(await look(looks))).toEqual(expected);
});

describe('when it is committed and packed', () => {
  beforeAll(() => {
    repo.past('commit', '-q', '-m', 'all of it');
    repo.git('repack', '-q', '-a', '-d');
  });

  test.each(committedWays)('%s', async (_, look) => {
    expect(said(await look(looks))).toEqual(expected);
  });

  test('the stream of objects in pieces of any size', () => {
    const bytes = execFileSync('git', ['cat-file', '--batch', '--batch-all-objects'], { cwd: repo.top });
    const inPieces = (size: number): readonly string[] => {
      const parser = new BatchParser();
      const ids: string[] = [];
      for (let at = 0; at < bytes.length; at += size)
        for (const object of parser.feed(bytes.subarray(at, at + size)))
          ids.push('id' in object ? `${object.id} ${object.bytes.toString('base64')}` : object.missing);
      expect(parser.unfinished).toBe(false);
      return ids;
    };
    const whole = inPieces(bytes.length);
    for (const size of [3, 41, 4096, 65_536]) expect(inPieces(size)).toEqual(whole);
  });
});

test('a history with merges, renames, copies, odd names, tags and notes: packs, cat-file and isomorphic-git', async () => {
  const other = Repo.make();
  other.plant('src/a.ts', other.line);
  other.git('mv', 'src/a.ts', 'src/b.ts');
  other.past('commit', '-q', '-m', 'renamed');
  other.git('checkout', '-q', '-b', 'side');
  other.plant('copy/.env', other.line, `said ${token()}`);
  other.plant('odd/a\nb.txt', `token = "${token()}"\n`);
  other.plant(`names/${token()}.txt`, 'nothing\n');
  other.git('checkout', '-q', 'main');
  other.plant('main.txt', `token = "${token()}"\n`);
  other.git('-c', 'core.hooksPath=/dev/null', 'merge', '-q', '--no-commit', 'side');
  other.stage('only-in-the-merge.txt', `token = "${token()}"\n`);
  other.past('commit', '-q', '-m', 'merged');
  other.past('-c', `user.email=${token()}@example.org`, 'commit', '-q', '--allow-empty', '-m', 'by somebody');
  other.past('tag', '-a', 'v1', '-m', `release ${token()}`);
  other.git('branch', `topic-${token()}`);
  other.past('notes', 'add', '-m', `token = "${token()}"`);
  const looks = { top: other.top, paths: [], worker };
  const at = async (look: (looks: Looks) => ReturnType<typeof historyAlone>): Promise<readonly unknown[]> =>
    (await look(looks)).map(({ commit, file, ruleId, fingerprint, severity, startLine }) => ({ commit, file, ruleId, fingerprint, severity, startLine }));
  const loose = await at(history('packs', 0));
  expect(loose.length).toBeGreaterThan(9);
  expect(await at(history('git', 0))).toEqual(loose);
  expect(await at(historyAlone)).toEqual(loose);
  other.git('pack-refs', '--all');
  other.git('repack', '-q', '-a', '-d');
  expect(await at(history('packs', 0))).toEqual(loose);
  expect(await at(historyAlone)).toEqual(loose);
});
