// Which URLs name one repository, and how FETCH_HEAD is read.
import { expect, test } from '@jest/globals';
import { parseFetchHead } from '../../src/io/fetch-head.ts';
import { parseSightings } from '../../src/io/remote-record.ts';
import { destinationOf, writtenForm } from '../../src/io/remote-url.ts';

const fits = (pushed: string, written: string): boolean => destinationOf(pushed).writtenAs.has(writtenForm(written));

test.each([
  ['git@github.com:o/r.git', 'github.com:o/r'],
  ['git@github.com:o/r.git', 'https://github.com/o/r'],
  ['ssh://git@GitHub.com/o/r.git', 'github.com:o/r'],
  ['ssh://git@example.org:22/o/r', 'https://example.org:443/o/r.git/'],
  ['https://user:x@example.org/o/r.git', 'https://example.org/o/r'],
  ['ssh://ann@gerrit.example.org:29418/o/r', 'ssh://gerrit.example.org:29418/o/r'],
  ['file:///srv/r.git', '/srv/r'],
  ['../r.git', '../r'],
  ['C:/repos/r.git', 'C:/repos/r'],
])('%s is what git writes down as %s', (pushed, written) => {
  expect(fits(pushed, written)).toBe(true);
});

test.each([
  ['git@github.com:o/r.git', 'github.com:o/other'],
  ['git@github.com:o/r.git', 'https://github.org/o/r'],
  ['git@github.com:o/r.git', 'https://github.com:8443/o/r'],
  ['ann@example.org:r.git', 'https://example.org/r'],
  ['ann@example.org:r.git', 'example.org:/r'],
  ['ssh://ann@example.org:2222/o/r', 'ssh://example.org/o/r'],
  ['https://example.org/o/r', 'https://example.org/O/r'],
  ['/srv/r', 'host:/srv/r'],
  ['/srv/r', '../r'],
  ['ext::sh -c x', 'ext::sh -c y'],
])('%s is not what git writes down as %s', (pushed, written) => {
  expect(fits(pushed, written)).toBe(false);
});

test("users' homes on one host, and neighbours with and without .git, look the same in FETCH_HEAD: that is known, and they are remembered apart", () => {
  const [ann, bob] = ['ann@example.org:r', 'bob@example.org:r'].map(destinationOf);
  expect([ann?.isAmbiguous, bob?.isAmbiguous, destinationOf('git@example.org:r').isAmbiguous]).toEqual([true, true, false]);
  expect(ann?.id).not.toBe(bob?.id);
  expect(destinationOf('/srv/r').neighbour).toBe('/srv/r.git');
  expect(destinationOf('/srv/r.git').neighbour).toBe('/srv/r');
  expect(destinationOf('/srv/r.git').id).not.toBe(destinationOf('/srv/r').id);
  expect(JSON.stringify([...destinationOf('https://user:word@example.org/r').writtenAs])).not.toContain('word');
});

test('FETCH_HEAD and the record of earlier pushes: what is damaged is left out', () => {
  const id = 'ab'.repeat(20);
  const text = [
    `${id}\t\tbranch 'main' of github.com:o/r`,
    `${id}\tnot-for-merge\tbranch 'it's/x' of /srv/a folder/r`,
    `${id}\tnot-for-merge\ttag 'v1' of https://example.org/r`,
    `${id}\t\t../r`,
    `${id}\t\t'refs/pull/1/head' of https://example.org/r`,
    `${id.slice(1)}\t\tbranch 'cut' of x`,
    `${id} branch 'x' of y`,
    '',
  ].join('\n');
  expect(parseFetchHead(text).map(({ ref, url, isConfigured }) => [ref, url, isConfigured])).toEqual([
    ['refs/heads/main', 'github.com:o/r', false],
    ["refs/heads/it's/x", '/srv/a folder/r', true],
    ['refs/tags/v1', 'https://example.org/r', false],
    ['HEAD', '../r', false],
    ['refs/pull/1/head', 'https://example.org/r', false],
  ]);
  const line = `0123456789abcdef 1700000000000 seen ${id} refs/heads/main`;
  expect(parseSightings(`${line}\n${line.slice(0, 40)}\n${line.replace('seen', 'felt')}\n${line.replace('0', 'x')}`)).toHaveLength(1);
});
