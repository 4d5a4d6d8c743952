// Names made harmless: for the eye, and for a shell into which somebody copies them.
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shortened, wrapped } from '../../src/report/layout.ts';
import { printable, shellQuoted } from '../../src/report/printable.ts';
import { variableOf } from '../../src/report/naming.ts';

const bash = spawnSync('bash', ['-c', 'true']).status === 0 ? test : test.skip;
/** What a shell makes of it: the bytes of each argument. */
const echoed = (quoted: readonly string[]): Buffer[] => {
  const out = execFileSync('bash', ['-c', `printf '%s\\0' ${quoted.join(' ')}`], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  const list: Buffer[] = [];
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(0, at);
    list.push(out.subarray(at, end));
    at = end + 1;
  }
  return list;
};
const bytes = (path: string): Buffer =>
  Buffer.concat([...path].map((one) => (/^[\udc80-\udcff]$/.test(one) ? Buffer.from([one.charCodeAt(0) - 0xdc00]) : Buffer.from(one, 'utf8'))));

describe('A path in a command that is copied', () => {
  bash('comes back byte for byte, and runs nothing', () => {
    const hostile = [
      'a b',
      "it's",
      '$(touch pwned)',
      '`id`',
      '-rf',
      '~root',
      '#x',
      'a\nb',
      "\u200b\\'; touch pwned #",
      "\u200b\\\\'; touch pwned #",
      '\u202e\u001b[31m',
      'x\udcff\udc80y',
      '\u{e0041}z',
      '!!',
      '*?[a]',
      'ü',
      '',
    ];
    expect(echoed(hostile.map(shellQuoted)).map((one) => one.toString('latin1'))).toEqual(hostile.map((path) => bytes(path).toString('latin1')));
  });
  bash('whatever the name is', () => {
    const character = fc.oneof(
      fc.constantFrom("'", '\\', '"', '$', '`', '\n', '\u200b', '\u202e', '\udcff', '!', ' ', '-', 'n', 'x41', 'u0041'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const name = fc.array(character, { minLength: 1, maxLength: 8 }).map((list) => list.join('').replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(name, { minLength: 40, maxLength: 40 }), (names) => {
        expect(echoed(names.map(shellQuoted)).map((one) => one.toString('latin1'))).toEqual(names.map((path) => bytes(path).toString('latin1')));
      }),
      { numRuns: 40 },
    );
  });
});

test('printable: nothing that moves, hides or turns characters is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
      expect(printable(text).isWellFormed()).toBe(true);
    }),
  );
});

test('layout: no word is lost, long names keep their end', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 40 }), (words) => {
      const lines = wrapped(words.join(' '), 80, '  ', '    ');
      expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    }),
  );
  expect(shortened(`${'a'.repeat(500)}/end.ts`, 40)).toMatch(/^a{13}….*\/end\.ts$/);
  expect(shortened(`${'a'.repeat(500)}/end.ts`, 40)).toHaveLength(40);
});

test.each([
  ['apiKey', 'API_KEY'],
  ['db.password', 'DB_PASSWORD'],
  ['X-Api-Key', 'X_API_KEY'],
  ['"quoted"', 'QUOTED'],
  ['1st', 'SOME_RULE'],
  [undefined, 'SOME_RULE'],
  ['$(rm)', 'SOME_RULE'],
])('%s → %s', (key, name) => {
  expect(variableOf(key, 'some-rule')).toBe(name);
});
