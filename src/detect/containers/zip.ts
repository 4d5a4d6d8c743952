// Zip and its kin: jar, war, apk, whl, nupkg, vsix, office documents. Files that its directory doesn't list are read too.
import { Inflate } from 'fflate';
import { MIN_ZIP_GAP_BYTES } from '../../limits.ts';
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
import { indexOf, u16, u32 } from './bytes.ts';
import { collect, type Collected } from './collect.ts';
import { inside, limits } from './limits.ts';
import { bodyOf, directoryOf, endLength, isLocalHeader, localMagic, localRecord, type Directory, type Record } from './zip-directory.ts';

export { isLocalHeader } from './zip-directory.ts';

/** How much may still come out of an archive. */
interface Room {
  left: number;
}

/** @param bytes from the first local header on, or with a program in front that unpacks the rest */
export function* zipEntries(path: Path, bytes: Uint8Array): Generator<Entry> {
  const directory = directoryOf(bytes);
  if (directory === undefined) yield { file: path, reason: 'damaged' };
  const records = directory?.records ?? [];
  const isTooMany = records.length > limits.entries;
  if (isTooMany) yield { file: path, reason: 'too-large', detail: 'more than 20,000 files' };
  const room: Room = { left: limits.inflated };
  for (const record of records.slice(0, limits.entries)) {
    // the directory's word about the size is not enough: nothing is in it only if nothing was packed
    if (record.packed === 0 && record.size === 0) continue;
    yield* entryOf(path, bytes, record, room);
    if (room.left <= 0) return;
  }
  if (isTooMany) return;
  for (const [from, to] of gapsIn(bytes, directory))
    // without a directory the archive as a whole is reported as damaged
    for (const entry of unlisted(path, bytes, from, to, room)) if (directory !== undefined || !('reason' in entry) || entry.reason !== 'damaged') yield entry;
}

function* entryOf(path: Path, bytes: Uint8Array, record: Record, room: Room): Generator<Entry> {
  const file = inside(path, record.name) as Path;
  if (record.isEncrypted) yield { file, reason: 'encrypted' };
  else if (record.method !== 0 && record.method !== 8) yield { file, reason: 'unsupported' };
  // a reader that trusts the local header would see another file
  else if (u32(bytes, record.offset) !== localMagic || u16(bytes, record.offset + 8) !== record.method) yield { file, reason: 'damaged' };
  else {
    const begin = bodyOf(bytes, record.offset);
    const packed = bytes.subarray(begin, begin + record.packed);
    if (record.method === 0 && packed.length < record.packed) yield { file, reason: 'damaged' };
    const most = Math.min(limits.entry, room.left);
    const plain: Collected = record.method === 0 ? stored(packed, most) : collect(packed, most, (take) => new Inflate(take));
    if (plain.problem !== undefined) yield { file, reason: plain.problem };
    room.left -= plain.bytes.length;
    // a large file says nothing about those beside it; a spent limit does
    if (plain.problem === 'too-large' && most < limits.entry) room.left = 0;
    if (plain.bytes.length > 0) yield { path: file, bytes: plain.bytes };
  }
}

const stored = (packed: Uint8Array, most: number): Collected =>
  packed.length > most ? { bytes: packed.subarray(0, most), problem: 'too-large' } : { bytes: packed };

/** What neither the directory nor the files that it lists cover. */
function gapsIn(bytes: Uint8Array, directory: Directory | undefined): readonly (readonly [from: number, to: number])[] {
  const covered = (directory?.records ?? []).map(({ offset, packed, hasDescriptor }) => {
    const end = bodyOf(bytes, offset) + packed;
    return [offset, hasDescriptor ? end + descriptorLength(bytes, end) : end] as const;
  });
  if (directory !== undefined) covered.push([directory.start, directory.end]);
  covered.sort((a, b) => a[0] - b[0]);
  const gaps: (readonly [number, number])[] = [];
  let at = 0;
  for (const [from, to] of [...covered, [bytes.length, bytes.length] as const]) {
    if (from - at >= MIN_ZIP_GAP_BYTES) gaps.push([at, from]);
    at = Math.max(at, to);
  }
  return gaps;
}

/** A checksum and two sizes, with or without a signature, of 32 or 64 bits (4.3.9). */
const descriptorLength = (bytes: Uint8Array, at: number): number => (u32(bytes, at) === 0x08074b50 ? 16 : 12);

/** Files whose local headers are in a gap, and whatever else is there. */
function* unlisted(path: Path, bytes: Uint8Array, from: number, to: number, room: Room): Generator<Entry> {
  let at = from;
  let rest = from;
  for (let head = indexOf(bytes, 'PK\x03\x04', at); head >= 0 && head < to && room.left > 0; head = indexOf(bytes, 'PK\x03\x04', at)) {
    at = head + 4;
    if (!isLocalHeader(bytes.subarray(head))) continue;
    const record = localRecord(bytes, head, to);
    yield* entryOf(path, bytes, record, room);
    // a size that isn't known reaches to the end of the gap: the next header is looked for from the beginning of the file
    at = bodyOf(bytes, head) + (record.hasDescriptor ? 0 : record.packed);
    rest = Math.max(rest, at);
  }
  if (rest === from && bytes.subarray(from, to).some((byte) => byte !== 0))
    yield { path: inside(path, 'data between its files') as Path, bytes: bytes.subarray(from, to) };
}

/** Where the archive begins: at the front, or behind a program that unpacks itself. Undefined if this is no archive. */
function beginning(bytes: Uint8Array): number | undefined {
  const end = bytes.length - endLength;
  if (end < 0) return undefined;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 0;
  if (u32(bytes, end) !== 0x06054b50) return undefined;
  const records = end - u32(bytes, end + 12);
  if (records < 0 || u32(bytes, records) !== 0x02014b50) return undefined;
  // offsets count from the archive's own beginning, or were adjusted to count from the file's
  return Math.max(0, records - u32(bytes, end + 16));
}

function* withFront(path: Path, bytes: Uint8Array, start: number): Generator<Entry> {
  yield* zipEntries(path, bytes.subarray(start));
  yield { path: inside(path, 'data in front of it') as Path, bytes: bytes.subarray(0, start) };
}

/** A zip at the front of a file, or at its end. */
export const zip: Container = {
  id: 'zip',
  entries: (path, bytes) => {
    const start = beginning(bytes);
    return start === undefined ? undefined : start === 0 ? zipEntries(path, bytes) : withFront(path, bytes, start);
  },
};

/** Where a zip ends that begins here and has other bytes behind it. */
export function zipLength(bytes: Uint8Array): number {
  for (let end = indexOf(bytes, 'PK\x05\x06'); end >= 0; end = indexOf(bytes, 'PK\x05\x06', end + 4))
    if (u32(bytes, end + 16) + u32(bytes, end + 12) === end) return end + endLength + u16(bytes, end + 20);
  return bytes.length;
}
