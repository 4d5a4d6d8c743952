// Input made to keep the decoders and containers busy ends soon, and what was left out is told.
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const look = (bytes: Uint8Array | string, path = 'x.txt') =>
  engine({ path: path as Path, origin: 'file', bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes });
const timed = (bytes: Uint8Array | string): number => {
  const before = process.cpuUsage();
  look(bytes);
  return process.cpuUsage(before).user / 1000;
};
const prose = 'the quick brown fox jumps over the lazy dog and then goes home again. ';
const wrap = (text: string): string => text.replace(/.{76}/g, '$&\n');

test.each([
  ['wrapped base64', (size: number) => wrap(Buffer.from(prose.repeat(size / 70)).toString('base64'))],
  ['sparse percent escapes', (size: number) => `%41%42${'a'.repeat(400)}`.repeat(size / 406)],
  ['sparse unicode escapes', (size: number) => `\\u0041\\u0042${'a'.repeat(400)}`.repeat(size / 412)],
  ['many Secrets without data', (size: number) => 'kind: Secret\ndata:\n'.repeat(size / 19)],
  ['joined strings', (size: number) => '"ab" + '.repeat(size / 7)],
])('%s: a megabyte is a matter of a moment', (_, make) => {
  // processor time: 20 seconds and more where the work grows with the square of the size
  expect(timed(make(1_000_000))).toBeLessThan(10_000);
});

test('text packed into text packed into text ends at a budget that is told', () => {
  let text = prose;
  for (let level = 0; level < 3; level += 1) text = `${gzipSync(text).toString('base64')}\n - \n`.repeat(400);
  const { unread } = look(gzipSync(text).toString('base64'));
  expect(unread.map((one) => one.reason)).toContain('too-large');
});

test('archives full of archives end at a budget that is told', () => {
  const bomb = zipSync({ zeros: new Uint8Array(60_000_000) });
  const files = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${index}.zip`, bomb]));
  expect(look(zipSync(files), 'x.zip').unread.map((one) => one.reason)).toEqual(['too-large']);
});

test('what is encoded deeper than the limit is told', () => {
  let text = prose;
  for (let level = 0; level < 7; level += 1) text = Buffer.from(text).toString('base64');
  expect(look(text).unread).toEqual([{ file: 'x.txt', reason: 'too-deep' }]);
});

const marks = [
  'kind: Secret',
  '"kind":"Secret"',
  '"kind": "Secret"',
  'data:',
  '"data":{',
  'password: ',
  'password=',
  'value: ',
  '| ',
  '---',
  'machine ',
  'default',
  'tokens:',
];
const glue = [
  '\n',
  '\r\n',
  '\n\n',
  ' ',
  '  ',
  '\t',
  '- ',
  '}',
  '"',
  "'",
  '`',
  ',',
  '(',
  '<a>',
  '=',
  '"""',
  ': &a ',
  ': |\n  ',
  '" + "',
  "' . '",
  '"\n"',
  '\\\n',
];
const encoded = ['%41%42', '\\u0041', '\\x41', '\\101', '&#65;', Buffer.from(prose).toString('base64'), Buffer.from(prose).toString('hex')];

test('any mixture of what wakes decoders and readers comes to an end, with places inside the text', () => {
  const bits = fc.array(fc.constantFrom(...marks, ...glue, ...encoded), { maxLength: 40 });
  const paths = fc.constantFrom('a.yaml', 'a.json', 'a.xml', 'a.tf', '.env', 'a.js', 'a.txt', 'a.ini');
  fc.assert(
    fc.property(bits, paths, (parts, path) => {
      const { candidates, view } = look(parts.join(''), path);
      for (const { start, end } of candidates) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(view.text.length);
      }
    }),
    { numRuns: 3000 },
  );
});

test('joined strings that look nested are no reason to be unsure', () => {
  // each chain sees those in front of it on the line
  const letters = '"ab"+"cd";'.repeat(12);
  expect(look(letters, 'a.ttf').unread).toEqual([]);
});

test('an empty line in front of everything is no trap', () => {
  expect(look('\nkind: Secret\ndata:\n  a: b\n', 'a.yaml').unread).toEqual([]);
});
