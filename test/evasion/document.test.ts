// docs/evasion.md says what the tests show: the same ways, with the same answers, under the same headings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Repo } from '../hooks/lab.ts';
import { answers } from './way.ts';
import { fileWays, gitWays } from './ways.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/evasion.md'), 'utf8');
/** `| way | answer: why | test |` under `## group`. */
const rows = text.split(/^## /m).flatMap((section) => {
  const group = section.slice(0, section.indexOf('\n'));
  return section.split('\n').flatMap((line) => {
    const [, way = '', told = '', shown = ''] = line.split(' | ').length === 3 ? (/^\| (.+) \| (.+) \| `(.+)` \|$/.exec(line) ?? []) : [];
    const [answer = '', why = ''] = told.split(/: (.*)/s);
    return way === '' ? [] : [{ group, way, answer, why, shown }];
  });
});
const shown = [
  ...fileWays.map(({ group, way, answer }) => ({ group, way, answer, shown: 'files.test.ts' })),
  ...gitWays(() => undefined as unknown as Repo).map(({ group, way, answer }) => ({ group, way, answer, shown: 'git.test.ts' })),
];

test('each row is a test, and each test a row', () => {
  expect(rows.map(({ group, way, answer, shown }) => ({ group, way, answer, shown }))).toEqual(shown);
});

test('no way stands there twice', () => {
  expect(new Set(shown.map(({ way }) => way)).size).toBe(shown.length);
});

test('what slips past has its reason', () => {
  expect(rows.filter(({ answer, why }) => answer === 'out of reach' && why.length < 20).map(({ way }) => way)).toEqual([]);
});

test('the count in the text is that of the rows', () => {
  for (const answer of answers) expect(text).toContain(`| ${answer} | ${shown.filter((one) => one.answer === answer).length} |`);
});
