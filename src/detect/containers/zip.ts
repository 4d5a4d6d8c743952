// Zip (APPNOTE 6.3) and its kin: jar, war, apk, whl, nupkg, vsix, office documents. The central directory names what is inside.
import { Inflate } from 'fflate';
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
import { collect, type Collected } from './collect.ts';
import { inside, limits } from './limits.ts';

interface Record {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
}

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
const full = 0xffff_ffff;
const u64 = (bytes: Uint8Array, at: number): number => u32(bytes, at) + u32(bytes, at + 4) * 0x1_0000_0000;
const u32 = (bytes: Uint8Array, at: number): number => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;

/** The records of the central directory, or undefined where there is none to be found. */
function directory(bytes: Uint8Array): Record[] | undefined {
  let end = bytes.length - 22;
  const lowest = Math.max(0, bytes.length - 66_000);
  while (end >= lowest && u32(bytes, end) !== 0x06054b50) end -= 1;
  if (end < lowest) return undefined;
  let count = u16(bytes, end + 10);
  let at = u32(bytes, end + 16);
  // zip64 (4.3.14, 4.3.15): a locator stands in front of the record and says where the larger one is
  if ((count === 0xffff || at === full) && u32(bytes, end - 20) === 0x07064b50) {
    const large = u64(bytes, end - 12);
    if (u32(bytes, large) !== 0x06064b50) return undefined;
    count = u64(bytes, large + 32);
    at = u64(bytes, large + 48);
  }
  const records: Record[] = [];
  for (let index = 0; index < count && index <= limits.entries; index += 1) {
    if (u32(bytes, at) !== 0x02014b50) return undefined;
    const [nameLength, extra, comment] = [u16(bytes, at + 28), u16(bytes, at + 30), u16(bytes, at + 32)];
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    records.push({
      name,
      method: u16(bytes, at + 10),
      encrypted: (u16(bytes, at + 8) & 1) !== 0,
      ...sizes(bytes, at, at + 46 + nameLength, extra),
    });
    at += 46 + nameLength + extra + comment;
  }
  return records;
}

/** Sizes and offset of a record; those that are all ones stand in the zip64 extra field, in this order (4.5.3). */
function sizes(bytes: Uint8Array, at: number, extraAt: number, extra: number): Pick<Record, 'packed' | 'size' | 'offset'> {
  let [packed, size, offset] = [u32(bytes, at + 20), u32(bytes, at + 24), u32(bytes, at + 42)];
  for (let field = extraAt; field + 4 <= extraAt + extra; field += 4 + u16(bytes, field + 2)) {
    if (u16(bytes, field) !== 1) continue;
    let value = field + 4;
    const next = (): number => u64(bytes, (value += 8) - 8);
    if (size === full) size = next();
    if (packed === full) packed = next();
    if (offset === full) offset = next();
    break;
  }
  return { packed, size, offset };
}

function* entries(path: Path, bytes: Uint8Array): Generator<Entry> {
  const records = directory(bytes);
  if (records === undefined) {
    yield { file: path, reason: 'damaged' };
    return;
  }
  if (records.length > limits.entries) yield { file: path, reason: 'too-large', detail: 'more than 20,000 files' };
  let total = 0;
  for (const record of records.slice(0, limits.entries)) {
    const file = inside(path, record.name) as Path;
    // what the directory says of the size is not believed: nothing is in it only where nothing was packed
    if (record.packed === 0 && record.size === 0) continue;
    if (record.encrypted) {
      yield { file, reason: 'encrypted' };
      continue;
    }
    if (record.method !== 0 && record.method !== 8) {
      yield { file, reason: 'unsupported' };
      continue;
    }
    if (u32(bytes, record.offset) !== 0x04034b50) {
      yield { file, reason: 'damaged' };
      continue;
    }
    const begin = record.offset + 30 + u16(bytes, record.offset + 26) + u16(bytes, record.offset + 28);
    const packed = bytes.subarray(begin, begin + record.packed);
    if (record.method === 0 && packed.length < record.packed) yield { file, reason: 'damaged' };
    const most = Math.min(limits.entry, limits.inflated - total);
    const plain: Collected = record.method === 0 ? stored(packed, most) : collect(packed, most, (take) => new Inflate(take));
    if (plain.problem !== undefined) yield { file, reason: plain.problem };
    total += plain.bytes.length;
    if (plain.bytes.length > 0) yield { path: file, bytes: plain.bytes };
    // a large file says nothing of those beside it; a spent limit does
    if (plain.problem === 'too-large' && most < limits.entry) return;
  }
}

const stored = (packed: Uint8Array, most: number): Collected =>
  packed.length > most ? { bytes: packed.subarray(0, most), problem: 'too-large' } : { bytes: packed };

/** Where the archive begins: at the front, or behind a program that unpacks itself. Undefined where these bytes are none. */
function beginning(bytes: Uint8Array): number | undefined {
  const end = bytes.length - 22;
  if (end < 0) return undefined;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 0;
  if (u32(bytes, end) !== 0x06054b50) return undefined;
  const records = end - u32(bytes, end + 12);
  if (records < 0 || u32(bytes, records) !== 0x02014b50) return undefined;
  // offsets count from the archive's own beginning, or were mended to count from the file's
  return Math.max(0, records - u32(bytes, end + 16));
}

export const zip: Container = {
  id: 'zip',
  entries: (path, bytes) => {
    const start = beginning(bytes);
    return start === undefined ? undefined : entries(path, start === 0 ? bytes : bytes.subarray(start));
  },
};
