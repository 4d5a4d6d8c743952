// Values whose name stands apart from them are found, and what only looks like them passes: every form with a few random values.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { ownerOf } from '../../src/detect/assign/owner/owner-name.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { isPassphrase } from '../../src/detect/evidence/passphrase.ts';
import { withoutAffix } from '../../src/detect/evidence/random-key.ts';
import type { Path } from '../../src/model.ts';
import { forms } from '../forms/all.ts';
import { fill, Values } from '../forms/fill.ts';

const engine = engineOf(catalogue);
const TRIES = 4;

/** How many of the tries end as the form says. */
function held(id: string, path: string, text: string, expected: 'found' | 'passes'): number {
  let count = 0;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const filled = fill(id, text, attempt);
    const { candidates } = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(filled.text) });
    const found = candidates.filter((one) => one.severity !== 'low');
    const all = filled.spans.every(([start, end]) => found.some((one) => one.start < end && start < one.end));
    if (expected === 'passes' ? found.length === 0 : all) count += 1;
  }
  return count;
}

/** Forms that don't hold yet. */
const open: ReadonlySet<string> = new Set(['clap-default', 'yaml-args-requirepass', 'p-prose-label-yaml']);

describe.each(['found', 'passes'] as const)('%s:', (expected) => {
  const rows = forms.filter((form) => form.expected === expected && !open.has(form.id));
  test.each([...new Set(rows.map(({ group }) => group))])('%s', (group) => {
    const own = rows.filter((form) => form.group === group);
    const results = own.map(({ id, path, text }) => ({ id, count: held(id, path, text, expected) }));
    // a value may be too weak by chance, a form may not
    expect(results.filter(({ count }) => count === 0).map(({ id }) => id)).toEqual([]);
    const share = results.reduce((sum, { count }) => sum + count, 0) / (TRIES * own.length);
    expect(share).toBeGreaterThan(expected === 'found' ? 0.9 : 0.98);
  });
});

describe('The name of an owner', () => {
  test.each([
    ['passwords', 'password', 'password'],
    ['getClientSecret', 'password', 'Client_Secret'],
    ['SECRET_KEY_FALLBACKS', 'password', 'SECRET_KEY'],
    ['apiKeys', 'key', 'api_Key'],
    ['--requirepass', 'password', 'requirepass'],
    ['.Values.db.password', 'password', 'password'],
  ])('%s', (name, kind, single) => {
    expect(ownerOf(name)).toEqual({ kind, name: single });
  });
  test.each(['keys', 'publicKeys', 'PASSWORD_HASHERS', 'tokenType', 'passwordLabels', 'queryKeys', 'csrfToken', 'bypass'])('%s owns nothing', (name) => {
    expect(ownerOf(name)).toBeUndefined();
  });
});

test('A passphrase is told from a sentence and from an identifier', () => {
  for (let style = 0; style < 5; style += 1) expect(isPassphrase(new Values('phrase', style).passphrase())).toBe(true);
  for (const text of [
    'Enter your new password',
    'login-form-password-input',
    'wrong user name or password',
    'user-password-reset-requests',
    'Create Your New Password',
  ])
    expect(isPassphrase(text)).toBe(false);
});

test("A provider's name in front of a key is no part of its randomness", () => {
  const key = new Values('affix', 0).hex(32);
  for (const text of [`acme_${key}`, `corp_live_${key}`, `key-${key}`, `${key}_acme`]) expect(withoutAffix(text)).toBe(key);
  expect(withoutAffix('user_profile_settings_of_everybody')).toBe('user_profile_settings_of_everybody');
});
