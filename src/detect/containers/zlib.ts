// zlib (RFC 1950): a header of two bytes, a deflated stream and a checksum. Git's loose objects are such files.
import { Inflate } from 'fflate';
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { collect, type Collected } from './collect.ts';
import { inside, limits } from './limits.ts';

const headerLength = 2;

/** Deflate with a window of 32 KiB, no preset dictionary, and a header that is a multiple of 31. */
export const isZlib = (bytes: Uint8Array, at = 0): boolean => {
  const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  return first === 0x78 && (second & 0x20) === 0 && (first * 256 + second) % 31 === 0;
};

export const inflateZlib = (bytes: Uint8Array, most: number): Collected => collect(bytes.subarray(headerLength), most, (take) => new Inflate(take));

/** Bytes that must come out of a stream for its two-byte header not to be a coincidence: of a whole stream, and of one that ends in damage. */
const [fewest, fewestOfDamaged] = [8, 4096];

export function zlibEntries(path: Path, bytes: Uint8Array): Entry[] | undefined {
  const { bytes: plain, problem } = inflateZlib(bytes, limits.inflated);
  if (plain.length < (problem === 'damaged' ? fewestOfDamaged : fewest)) return undefined;
  const entry = { path: inside(path, 'content') as Path, bytes: plain };
  return problem === undefined ? [entry] : [entry, { file: path, reason: problem }];
}
