// The records of a zip (APPNOTE 6.3): of its central directory, which names what is inside, and of local headers, each in front of its file.
import { u16, u32, u64 } from './bytes.ts';
import { limits } from './limits.ts';

export interface Record {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** a descriptor follows the file and holds its sizes */
  readonly hasDescriptor: boolean;
  readonly size: number;
  readonly packed: number;
  /** of the local header */
  readonly offset: number;
}

export interface Directory {
  readonly records: readonly Record[];
  readonly start: number;
  readonly end: number;
}

const full = 0xffff_ffff;
export const localMagic = 0x04034b50;
const endMagic = 0x06054b50;
export const endLength = 22;

/** Where the end record is: the last one in the file; a comment of 64 KiB may follow it. */
export function endOf(bytes: Uint8Array): number | undefined {
  let end = bytes.length - endLength;
  const lowest = Math.max(0, bytes.length - 66_000);
  while (end >= lowest && u32(bytes, end) !== endMagic) end -= 1;
  return end < lowest ? undefined : end;
}

/** The central directory, or undefined if it can't be found or is damaged. */
export function directoryOf(bytes: Uint8Array): Directory | undefined {
  const end = endOf(bytes);
  if (end === undefined) return undefined;
  let count = u16(bytes, end + 10);
  let at = u32(bytes, end + 16);
  // zip64 (4.3.14, 4.3.15): a locator in front of the end record says where the larger one is
  if ((count === 0xffff || at === full) && u32(bytes, end - 20) === 0x07064b50) {
    const large = u64(bytes, end - 12);
    if (u32(bytes, large) !== 0x06064b50) return undefined;
    count = u64(bytes, large + 32);
    at = u64(bytes, large + 48);
  }
  const start = at;
  const records: Record[] = [];
  for (let index = 0; index < count && index <= limits.entries; index += 1) {
    if (u32(bytes, at) !== 0x02014b50) return undefined;
    const [nameLength, extra, comment] = [u16(bytes, at + 28), u16(bytes, at + 30), u16(bytes, at + 32)];
    records.push({ ...headerOf(bytes, at + 8, at + 46, nameLength), ...sizes(bytes, at, at + 46 + nameLength, extra) });
    at += 46 + nameLength + extra + comment;
  }
  return { records, start, end: Math.min(bytes.length, end + endLength + u16(bytes, end + 20)) };
}

/** What local and central headers have in common: flags, method, name. */
function headerOf(bytes: Uint8Array, flagsAt: number, nameAt: number, nameLength: number): Pick<Record, 'name' | 'method' | 'isEncrypted' | 'hasDescriptor'> {
  const flags = u16(bytes, flagsAt);
  const name = Buffer.from(bytes.subarray(nameAt, nameAt + nameLength)).toString('utf8');
  return { name, method: u16(bytes, flagsAt + 2), isEncrypted: (flags & 1) !== 0, hasDescriptor: (flags & 8) !== 0 };
}

/** Sizes and offset of a record; those that are all ones are in the zip64 extra field, in this order (4.5.3). */
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

/** Where a file begins behind its local header. */
export const bodyOf = (bytes: Uint8Array, offset: number): number => offset + 30 + u16(bytes, offset + 26) + u16(bytes, offset + 28);

/** The record of a local header. Sizes that are in a descriptor or in zip64 are not known yet: then the file may reach as far as `end`. */
export function localRecord(bytes: Uint8Array, offset: number, end: number): Record {
  const packed = u32(bytes, offset + 18);
  const room = Math.max(0, end - bodyOf(bytes, offset));
  const header = headerOf(bytes, offset + 6, offset + 30, u16(bytes, offset + 26));
  return {
    ...header,
    offset,
    size: u32(bytes, offset + 22),
    packed: packed === full || (packed === 0 && header.hasDescriptor) ? room : Math.min(packed, room),
  };
}

const methods = new Set([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 14, 18, 19, 20, 93, 94, 95, 96, 97, 98, 99]);

/** A local header with a version, a method and a name that exist. */
export function isLocalHeader(bytes: Uint8Array): boolean {
  const nameLength = u16(bytes, 26);
  return (
    bytes.length > 30 &&
    u32(bytes, 0) === localMagic &&
    (bytes[4] ?? 99) <= 63 &&
    methods.has(u16(bytes, 8)) &&
    nameLength > 0 &&
    nameLength <= 1024 &&
    bytes.subarray(30, 30 + nameLength).every((byte) => byte >= 32)
  );
}
