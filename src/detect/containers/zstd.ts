// Zstandard (RFC 8878): one file, often a tar.
import { Decompress } from 'fzstd';
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { collect } from './collect.ts';
import { inside, limits } from './limits.ts';

/** Bytes: a larger window takes `--ultra` or `--long` to make. */
const largestWindow = 64 * 1024 * 1024;
/** The decompressor moves its whole window for each block: bytes that it may move, some seconds of work. */
const mostMoved = 16 * 1024 * 1024 * 1024;

export function* zstdEntries(path: Path, packed: Uint8Array): Generator<Entry> {
  if (isHeavy(packed)) {
    yield { file: path, reason: 'too-large', detail: 'its window' };
    return;
  }
  const { bytes, problem } = collect(packed, limits.inflated, (take) => new Decompress(take));
  if (problem !== undefined) yield { file: path, reason: problem };
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.zstd?$/i, '')
    .replace(/\.tzst$/i, '.tar');
  if (bytes.length > 0) yield { path: inside(path, name) as Path, bytes };
}

/** Goes from frame to frame and from block to block (3.1.1) without undoing any: what they claim decides how much memory and time they take. */
function isHeavy(bytes: Uint8Array): boolean {
  let moved = 0;
  for (let at = 0; at + 8 <= bytes.length;) {
    if (number(bytes, at + 1, 3) === 0x18_4d2a && ((bytes[at] ?? 0) & 0xf0) === 0x50) {
      at += 8 + number(bytes, at + 4, 4);
      continue;
    }
    if (number(bytes, at, 4) !== 0xfd2f_b528) return false;
    const flags = bytes[at + 4] ?? 0;
    const single = (flags & 0x20) !== 0;
    const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
    const sizeAt = at + (single ? 5 : 6) + ([0, 1, 2, 4][flags & 3] ?? 0);
    const exponent = 2 ** (10 + ((bytes[at + 5] ?? 0) >> 3));
    const window = single ? number(bytes, sizeAt, sizeBytes) : exponent + (exponent / 8) * ((bytes[at + 5] ?? 0) & 7);
    if (window > largestWindow) return true;
    at = sizeAt + sizeBytes;
    for (let last = false; !last && at + 3 <= bytes.length;) {
      const head = number(bytes, at, 3);
      last = (head & 1) === 1;
      // a block of one repeated byte has only that byte
      at += 3 + (((head >> 1) & 3) === 1 ? 1 : head >> 3);
      moved += window;
      if (moved > mostMoved) return true;
    }
    if ((flags & 4) !== 0) at += 4;
  }
  return false;
}

/** Little-endian. */
function number(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

/** No reserved bit in the frame's descriptor (RFC 8878, 3.1.1.1.1). */
export const isZstd = (bytes: Uint8Array): boolean => bytes.length >= 9 && ((bytes[4] ?? 0) & 0x08) === 0;
