// Other readings of a value under its name: without its provider's prefix, and what its base64 means.
import { ownerOf } from '../assign/owner/owner-name.ts';
import { couldBeOwned } from './owned-value.ts';
import { isPassphrase } from './passphrase.ts';
import { withoutAffix } from './random-key.ts';

const base64 = /^[A-Za-z0-9+/]{10,200}={0,2}$/;

/** The password that this base64 stands for; undefined where it stands for none. @param name what the value is called */
export function wrappedPassword(value: string, name: string): string | undefined {
  if (!base64.test(value) || ownerOf(name)?.kind !== 'password') return undefined;
  const plain = Buffer.from(value, 'base64')
    .toString('latin1')
    .replace(/\r?\n$/, '');
  if (!/^[\x20-\x7e]{7,120}$/.test(plain)) return undefined;
  return couldBeOwned(plain, 'password') ? plain : undefined;
}

/** A passphrase under the name of a password. */
export const isPassphraseOf = (name: string, value: string): boolean => isPassphrase(value) && ownerOf(name)?.kind === 'password';

/** Other spellings under which the value is weighed too, the likelier one counts. */
export function otherReadings(value: string, name: string): readonly string[] {
  if (value.length < 10 || ownerOf(name) === undefined) return [];
  const bare = withoutAffix(value);
  const plain = wrappedPassword(value, name);
  return [...(bare === value ? [] : [bare]), ...(plain === undefined ? [] : [plain])];
}
