// Bodies that nobody was ever issued. Counting up is not among them: behind a provider's own prefix that is left to the level.
import { distinctIn, isPlaceholder, masked } from '../placeholder.ts';

/** Masks, words that say so, bytes that count in base64. */
const marks = /x{5,}|X{5,}|\*{3,}|\.{3,}|0{9,}|EXAMPLE|[Ee]xample|[Yy]our[-_A-Z]|placeholder|REDACTED|AAECAwQFBg/;
/** `A` is zero bytes in base64: real tokens hold runs of it. */
const repeated = /([^A])\1{7,}/g;

/** One character over and over, masks, words that stand for something else. A run of one character counts where it is a good part of the whole. */
export function neverIssued(body: string): boolean {
  // zero bytes for the most part: numbers in a model, a picture
  if (marks.test(body) || zerosIn(body) > body.length / 2) return true;
  const longest = Math.max(0, ...[...body.matchAll(repeated)].map((run) => run[0].length));
  if (longest > 0 && longest >= body.length * 0.3) return true;
  const distinct = distinctIn(body);
  return body.length >= 12 && (distinct < 5 || (distinct < 7 && body.length >= 24) || (isPlaceholder(body) && !masked(body)));
}

function zerosIn(body: string): number {
  let count = 0;
  for (let at = body.indexOf('A'); at >= 0; at = body.indexOf('A', at + 1)) count += 1;
  return count;
}

/** `abcdefgh…`, `1234567890abcdef…`, and no single character over and over: somebody made it up, or a keyboard did. */
export const counting = (body: string): boolean => masked(body) && distinctIn(body) >= 8;

/**
 * One letter over and over, or one in each of its parts, but none that masks: behind a provider's own prefix, at its own length, it has the structure
 * of a token, and what looks fake may work (contract row C4.1d). Nobody writes `AAAA…` for a mask where `xxxx…` is understood.
 */
export function isOneLetter(body: string): boolean {
  // a sign that closes it, or pads it
  const parts = body.replace(/[-_A-Za-z0-9]$/, '').split(/[-_.]/);
  return parts.length < 5 && parts.every((part) => part === '' || (part.length > 3 && !/^[xX0*.]/.test(part) && new Set(part).size === 1));
}
