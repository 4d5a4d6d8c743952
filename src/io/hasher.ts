// Fingerprints at the edge: keyed SHA-256 where a value can't be guessed, scrypt where a dictionary could hold it.
import type * as Crypto from 'node:crypto';

/**
 * A million guesses against one fingerprint cost a million times this: 6 MiB and 8 to 9 ms each on a usual core, more than two hours.
 * scrypt (RFC 7914) with N = 2^12, r = 12, p = 1.
 */
const cost = { N: 4096, r: 12, p: 1, maxmem: 64 * 1024 * 1024 };
const slowBytes = 16;
/** Threads that libuv has for it unless told otherwise; each needs 6 MiB. */
const SLOW_AT_ONCE = 4;

/** Loading it takes 13 ms, so a commit without findings doesn't load it. */
let loaded: typeof Crypto | undefined;
const crypto = (): typeof Crypto => (loaded ??= process.getBuiltinModule('node:crypto'));

/** @param salt the policy's, or the product's own where there is none; the same salt gives the same fingerprints everywhere */
export function hasherOf(salt = 'secrets-hooks'): { fast(value: string): string; slow(value: string): string } {
  const slow = new Map<string, string>();
  const fast = (value: string): string => crypto().createHmac('sha256', `fast:${salt}`).update(value, 'latin1').digest('hex');
  return {
    fast,
    slow(value) {
      // stored under its digest: the value itself is not kept
      const name = fast(value);
      const known = slow.get(name);
      if (known !== undefined) return known;
      const made = crypto().scryptSync(Buffer.from(value, 'latin1'), `slow:${salt}`, slowBytes, cost).toString('hex');
      slow.set(name, made);
      return made;
    },
  };
}

export interface LateHasher extends ReturnType<typeof hasherOf> {
  /** Names a value within this run, in microseconds. The key is random: the name means nothing to any other run. */
  provisional(value: string): string;
  /**
   * Slow fingerprints of values by their provisional names. Computed in other threads, so signals are handled meanwhile.
   * @param names 32 hex digits each, as `provisional` gave them
   */
  slowOf(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** For hooks, which print and compare few of the fingerprints: a slow one is computed when it is asked for. */
export function lateHasherOf(salt = 'secrets-hooks'): LateHasher {
  const key: { bytes?: Buffer } = {};
  const values = new Map<string, string>();
  const slow = new Map<string, string>();
  const computed = (value: string): Promise<string> =>
    new Promise((resolve, reject) => {
      crypto().scrypt(Buffer.from(value, 'latin1'), `slow:${salt}`, slowBytes, cost, (error, made) => {
        if (error === null) resolve(made.toString('hex'));
        else reject(error);
      });
    });
  return {
    ...hasherOf(salt),
    provisional(value) {
      key.bytes ??= crypto().randomBytes(32);
      const name = crypto().createHmac('sha256', key.bytes).update(value, 'latin1').digest('hex').slice(0, 32);
      values.set(name, value);
      return name;
    },
    async slowOf(names) {
      const wanted = [...new Set(names)].filter((name) => values.has(name) && !slow.has(name));
      for (let at = 0; at < wanted.length; at += SLOW_AT_ONCE)
        await Promise.all(wanted.slice(at, at + SLOW_AT_ONCE).map(async (name) => slow.set(name, await computed(values.get(name) ?? ''))));
      return slow;
    },
  };
}
