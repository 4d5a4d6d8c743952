// Lines are counted as git counts them: only LF ends one.
import { expect, test } from '@jest/globals';
import { positionsOf } from '../../src/detect/lines.ts';
import { loadPolicy } from '../../src/policy/load.ts';

test.each([
  ['a\rb\rc', 4, { line: 1, column: 5 }],
  ['a\r\nb\rc', 5, { line: 2, column: 3 }],
  ['\r\r\n\rx', 4, { line: 2, column: 2 }],
  ['a\n\rb', 3, { line: 2, column: 2 }],
  ['\u00c3\u00a9\rx', 3, { line: 1, column: 3 }],
  ['a\vb\fc\x85d', 6, { line: 1, column: 7 }],
])('%j at %i', (text, offset, position) => {
  expect(positionsOf(text)(offset)).toEqual(position);
});

test('a policy that is broken behind a lone CR', () => {
  expect(loadPolicy('{ // a\r\n"version": 1,\r"nothing": 1 }')).toMatchObject({ problems: [{ line: 2, column: 15 }] });
});
