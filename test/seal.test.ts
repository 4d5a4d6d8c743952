// Law 1: a value that went into the box is in nothing that can be printed.
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { Secret, open } from '../src/secret.ts';

test('a boxed value prints as [secret] however it is printed', () => {
  const value = `canary-${Math.random().toString(36)}`;
  const box = new Secret(value);
  for (const shown of [String(box), box.toString(), JSON.stringify({ box }), inspect({ box }, { depth: 9, showHidden: true })]) {
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain(value);
  }
  expect(open(box)).toBe(value);
});
