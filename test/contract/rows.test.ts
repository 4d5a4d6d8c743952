// The rows are whole: each row of the contract has its cases, and each test that docs/contract.md names exists.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { contentRows } from './rows/content.ts';
import { placeRows } from './rows/places.ts';
import { ruleRows } from './rows/rules.ts';

const root = join(import.meta.dirname, '../..');
const rows = [...contentRows, ...placeRows, ...ruleRows];
const names = 'C2.1 C2.2 C3.1 C3.2 C3.3 C3.4 C4.1a C4.1b C4.1c C4.1d C4.2a C4.2b C4.2c C5.1a C5.1b C5.2 C6 C7 C8 C9 C10a C10b C10c C11 C12 C13'.split(' ');
const page = readFileSync(join(root, 'docs/contract.md'), 'utf8');

describe('Each row of the contract', () => {
  test('is there once', () => {
    expect(rows.map(({ row }) => row).sort()).toEqual([...names].sort());
  });
  test.each(names)('%s has three refusals and three permissions at least, each by a name of its own', (name) => {
    const row = rows.find((one) => one.row === name);
    for (const cases of [row?.refused ?? [], row?.allowed ?? []]) {
      expect(cases.length).toBeGreaterThanOrEqual(3);
      expect(new Set(cases.map(({ what }) => what)).size).toBe(cases.length);
    }
  });
  test.each(names)('%s stands in docs/contract.md', (name) => {
    expect(page).toMatch(new RegExp(`^\\| ${name.replace('.', '\\.')} `, 'm'));
  });
});

describe('docs/contract.md', () => {
  const files = [...page.matchAll(/`((?:test|src|bench)\/[\w./-]+)`/g)].map(([, file]) => file ?? '');
  test('names files that exist', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
  test('names tests that exist', () => {
    const titles = rows.flatMap(({ row, refused, allowed }) => [
      ...refused.map(({ what }) => `${row} refused: ${what}`),
      ...allowed.map(({ what }) => `${row} allowed: ${what}`),
    ]);
    const others = ['logs', 'stores', 'ten-ways', 'clones', 'allow', 'bypass']
      .map((name) => readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8'))
      .join('\n');
    const named = [...page.matchAll(/“([^”]+)”/g)].map(([, title]) => title ?? '');
    expect(named.length).toBeGreaterThan(names.length);
    expect(named.filter((title) => !titles.includes(title) && !others.includes(title))).toEqual([]);
  });
});
