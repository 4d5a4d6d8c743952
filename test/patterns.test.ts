// No pattern takes more than linear time: each one of src/ was proved so by `npm run patterns`, or is linear within a bound that is written down.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { patternsOf } from './patterns/patterns.ts';

const root = join(import.meta.dirname, '..');
const list = <T>(name: string): Readonly<Record<string, T>> => JSON.parse(readFileSync(join(root, 'test/patterns', name), 'utf8')) as Record<string, T>;
const proved = list<'automaton' | 'search'>('proved.json');
const bounded = list<{ readonly where: string; readonly most: number; readonly why: string }>('bounded.json');

test('every pattern was proved linear: run `npm run patterns` after one is added or changed', async () => {
  const patterns = await patternsOf(root);
  expect(patterns.length).toBeGreaterThan(1000);
  expect(
    patterns.filter(({ key }) => proved[key] === undefined && bounded[key] === undefined).map(({ file, source, flags }) => `${file} /${source}/${flags}`),
  ).toEqual([]);
});

test('no exception is kept longer than its pattern, and each has a bound and a reason', async () => {
  const keys = new Set((await patternsOf(root)).map(({ key }) => key));
  expect(Object.entries(bounded).filter(([key, { most, why }]) => !keys.has(key) || !(most <= 6000) || why.length < 10)).toEqual([]);
});
