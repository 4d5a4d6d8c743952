// Zip (APPNOTE 6.3) and its kin: jar, war, apk, whl, nupkg, vsix, office documents. The central directory names what is inside.
import { Inflate } from 'fflate';
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
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
const u32 = (bytes: Uint8Array, at: number): number => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;

/** The records of the central directory, or undefined where there is none to be found. */
function directory(bytes: Uint8Array): Record[] | undefined {
  let end = bytes.length - 22;
  const lowest = Math.max(0, bytes.length - 66_000);
  while (end >= lowest && u32(bytes, end) !== 0x06054b50) end -= 1;
  if (end < lowest) return undefined;
  const count = u16(bytes, end + 10);
  let at = u32(bytes, end + 16);
  const records: Record[] = [];
  for (let index = 0; index < count && index <= limits.entries; index += 1) {
    if (u32(bytes, at) !== 0x02014b50) return undefined;
    const [nameLength, extra, comment] = [u16(bytes, at + 28), u16(bytes, at + 30), u16(bytes, at + 32)];
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    records.push({
      name,
      method: u16(bytes, at + 10),
      encrypted: (u16(bytes, at + 8) & 1) !== 0,
      packed: u32(bytes, at + 20),
      size: u32(bytes, at + 24),
      offset: u32(bytes, at + 42),
    });
    at += 46 + nameLength + extra + comment;
  }
  return records;
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
    if (record.name.endsWith('/') || record.size === 0) continue;
    if (record.encrypted) {
      yield { file, reason: 'encrypted' };
      continue;
    }
    if (record.method !== 0 && record.method !== 8) {
      yield { file, reason: 'unsupported' };
      continue;
    }
    const begin = record.offset + 30 + u16(bytes, record.offset + 26) + u16(bytes, record.offset + 28);
    const packed = bytes.subarray(begin, begin + record.packed);
    const plain = record.method === 0 ? packed : inflated(packed, Math.min(limits.entry, limits.inflated - total));
    if (plain === undefined || plain === 'too-large') {
      yield { file, reason: plain ?? 'damaged' };
      if (plain === 'too-large') return;
      continue;
    }
    total += plain.length;
    yield { path: file, bytes: plain };
  }
}

/** Inflates in pieces, so that a bomb ends at the limit and not in memory. */
export function inflated(packed: Uint8Array, most: number): Uint8Array | 'too-large' | undefined {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  });
  try {
    const step = 16_384;
    for (let at = 0; at < packed.length && size <= most; at += step) stream.push(packed.subarray(at, at + step), at + step >= packed.length);
  } catch {
    return undefined;
  }
  return size > most ? 'too-large' : Buffer.concat(chunks);
}

export const zip: Container = {
  id: 'zip',
  entries: (path, bytes) =>
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes.length >= 22 ? entries(path, bytes) : undefined,
};
