// Git's packs, and bundles that carry one: objects are deflated, many as a delta against another one.
import { Inflate } from 'fflate';
import { MAX_PACK_OBJECTS_BYTES } from '../../limits.ts';
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { bigEndian, indexOf, latin1 } from './bytes.ts';
import { applyDelta, insertedBytes } from './git-delta.ts';
import { inside, limits } from './limits.ts';

interface Packed {
  readonly type: number;
  readonly size: number;
  /** where the deflated stream begins */
  readonly start: number;
  /** of a delta: where its base is in this pack, or that it may be elsewhere */
  readonly base?: number | 'elsewhere';
}

const names: Readonly<Record<number, string>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const [tree, offsetDelta, idDelta] = [2, 6, 7];
const packHeaderLength = 12;
const step = 4096;

/** The header of an object (gitformat-pack(5)): its type, its size, and the base of a delta. */
function headerAt(bytes: Uint8Array, at: number, idLength: number): Packed {
  let byte = bytes[at] ?? 0;
  let next = at + 1;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 128; factor *= 128) {
    byte = bytes[next] ?? 0;
    next += 1;
    size += (byte & 127) * factor;
  }
  if (type === idDelta) return { type, size, start: next + idLength, base: 'elsewhere' };
  if (type !== offsetDelta) return { type, size, start: next };
  byte = bytes[next] ?? 0;
  next += 1;
  let back = byte & 127;
  while (byte & 128) {
    byte = bytes[next] ?? 0;
    next += 1;
    back = (back + 1) * 128 + (byte & 127);
  }
  return { type, size, start: next, base: at - back };
}

/** Inflates an object of known size; the checksum behind the stream tells where it ends. Undefined if it is damaged. */
function inflateSized(bytes: Uint8Array, { start, size }: Packed): { readonly plain: Uint8Array; readonly end: number } | undefined {
  const plain = new Uint8Array(size);
  let length = 0;
  let at = start + 2;
  try {
    const stream = new Inflate((chunk) => {
      plain.set(chunk, length);
      length += chunk.length;
    });
    do {
      stream.push(bytes.subarray(at, at + step), false);
      at += step;
    } while (length < size && at < bytes.length);
  } catch {
    return undefined;
  }
  if (length !== size) return undefined;
  const end = indexOf(bytes, adler32(plain), start + 2);
  return end < 0 ? undefined : { plain, end: end + 4 };
}

/** RFC 1950, as the four bytes that are written behind a stream. */
function adler32(bytes: Uint8Array): string {
  let [low, high] = [1, 0];
  for (let at = 0; at < bytes.length;) {
    for (const stop = Math.min(bytes.length, at + 3800); at < stop; at += 1) high += low += bytes[at] ?? 0;
    low %= 65_521;
    high %= 65_521;
  }
  return String.fromCharCode(high >> 8, high & 255, low >> 8, low & 255);
}

export const isPack = (bytes: Uint8Array): boolean => {
  const version = bigEndian(bytes, 4, 4);
  return version === 2 || version === 3;
};

export function* packEntries(path: Path, bytes: Uint8Array, idLength = 20): Generator<Entry> {
  const count = bigEndian(bytes, 8, 4);
  const objects = new Map<number, { readonly type: number; readonly plain: Uint8Array }>();
  let kept = 0;
  let isElsewhere = false;
  for (let index = 0, at = packHeaderLength; index < count; index += 1) {
    const packed = headerAt(bytes, at, idLength);
    kept += packed.size;
    if (kept > MAX_PACK_OBJECTS_BYTES || index >= limits.entries) {
      yield { file: path, reason: 'too-large', detail: 'its objects' };
      return;
    }
    const inflated = inflateSized(bytes, packed);
    if (inflated === undefined) {
      yield { file: path, reason: 'damaged' };
      return;
    }
    let object: { readonly type: number; readonly plain: Uint8Array } | undefined = { type: packed.type, plain: inflated.plain };
    if (packed.base !== undefined) {
      const base = packed.base === 'elsewhere' ? undefined : objects.get(packed.base);
      const made = base === undefined ? undefined : applyDelta(base.plain, inflated.plain);
      object = base === undefined || made === undefined ? undefined : { type: base.type, plain: made };
      kept += made?.length ?? 0;
      if (object === undefined) {
        isElsewhere = true;
        yield { path: inside(path, `delta-${String(at)}`) as Path, bytes: insertedBytes(inflated.plain) };
      }
    }
    if (object !== undefined) {
      objects.set(at, object);
      const name = names[object.type];
      if (object.type !== tree && name !== undefined && object.plain.length > 0)
        yield { path: inside(path, `${name}-${String(at)}`) as Path, bytes: object.plain };
    }
    at = inflated.end;
  }
  // only the inserted bytes of such deltas were seen
  if (isElsewhere) yield { file: path, reason: 'unsupported', detail: 'deltas against objects that are not in it' };
}

/** A bundle (gitformat-bundle(5)): a header in text, an empty line, a pack. */
export function* bundleEntries(path: Path, bytes: Uint8Array): Generator<Entry> {
  const start = indexOf(bytes, '\n\nPACK') + 2;
  if (start < 2) {
    yield { file: path, reason: 'damaged' };
    return;
  }
  yield* packEntries(path, bytes.subarray(start), latin1(bytes, 0, start).includes('@object-format=sha256') ? 32 : 20);
}
