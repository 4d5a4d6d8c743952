// What a shim hands over counts only where it is whole and could have come from git; else git is asked in the usual way.
import { expect, test } from '@jest/globals';
import { endMark, fedNames, feedOf } from '../src/io/feed.ts';

const id = 'b'.repeat(40);
const fed = (name: string): string =>
  [...fedNames.map((one) => `${one} missing\n`), `${id} blob 2 000000 100644 ${'0'.repeat(40)} ${id} A\t${name}\nx\n\n`, `${endMark} missing\n`].join('');

test('a name is read as git spells it', () => {
  expect(feedOf(Buffer.from(fed('"a\\tb"')))?.entries.map(({ path }) => path)).toEqual(['a\tb']);
});
test.each([['""'], [''], ['"'], ['"a']])('a file without a name, or with half of one (%s), is nothing that git says', (name) => {
  expect(feedOf(Buffer.from(fed(name)))).toBeUndefined();
});
test('what is cut off anywhere is not whole', () => {
  const whole = Buffer.from(fed('a.txt'));
  expect(feedOf(whole)).toBeDefined();
  for (let end = 0; end < whole.length; end += 1) expect(feedOf(whole.subarray(0, end))).toBeUndefined();
});
