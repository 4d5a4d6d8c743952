// Hashing at the edge: fast where a value is beyond guessing, slow where a dictionary could hold it.
import type * as Crypto from 'node:crypto';

/**
 * A million guesses against one fingerprint cost a million times this: 6 MiB and 8 to 9 ms each on a usual core, more than two hours.
 * scrypt (RFC 7914) with N = 2^12, r = 12, p = 1.
 */
const cost = { N: 4096, r: 12, p: 1, maxmem: 64 * 1024 * 1024 };

/** Loading it takes 13 ms, which a commit without findings does not pay. */
let loaded: typeof Crypto | undefined;
const crypto = (): typeof Crypto => (loaded ??= process.getBuiltinModule('node:crypto'));

/** @param salt the policy's, or the product's own where there is none; the same salt gives the same fingerprints everywhere */
export function hasherOf(salt = 'secrets-hooks'): { fast(value: string): string; slow(value: string): string } {
  const slow = new Map<string, string>();
  const fast = (value: string): string => crypto().createHmac('sha256', `fast:${salt}`).update(value, 'latin1').digest('hex');
  return {
    fast,
    slow(value) {
      // remembered under its digest: the value itself is not kept
      const name = fast(value);
      const known = slow.get(name);
      if (known !== undefined) return known;
      const made = crypto().scryptSync(Buffer.from(value, 'latin1'), `slow:${salt}`, 16, cost).toString('hex');
      slow.set(name, made);
      return made;
    },
  };
}
