// Pages of SQLite (its file format, section 1.6 and 2): the cells of a b-tree page and the records in them.
import { bigEndian } from './bytes.ts';

/** The pages of a database, of its write-ahead log or of its journal. */
export interface Pages {
  readonly usable: number;
  /** in UTF-8, UTF-16LE or UTF-16BE */
  readonly encoding: string;
  /** in the order of the file; a log may hold several versions of one page */
  readonly all: readonly { readonly number: number; readonly bytes: Uint8Array }[];
  readonly page: (number: number) => Uint8Array | undefined;
}

export type Value = string | Uint8Array | number | undefined;

const [indexInterior, tableInterior, indexLeaf, tableLeaf] = [2, 5, 10, 13];
const headerOf = (number: number): number => (number === 1 ? 100 : 0);

/** A number of one to nine bytes, seven bits each. */
function varint(bytes: Uint8Array, at: number): readonly [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}

function* cellsOf(number: number, page: Uint8Array): Generator<number> {
  const header = headerOf(number);
  const first = header + (isInterior(page[header]) ? 12 : 8);
  const count = bigEndian(page, header + 3, 2);
  for (let index = 0; index < count && first + index * 2 + 2 <= page.length; index += 1) yield bigEndian(page, first + index * 2, 2);
}
const isInterior = (kind: number | undefined): boolean => kind === indexInterior || kind === tableInterior;

/** The pages below a page of a tree. */
export function childrenOf(number: number, page: Uint8Array): readonly number[] {
  const header = headerOf(number);
  return isInterior(page[header]) ? [...[...cellsOf(number, page)].map((cell) => bigEndian(page, cell, 4)), bigEndian(page, header + 8, 4)] : [];
}

/** The records in a page; undefined for one whose overflow pages are missing. */
export function* recordsOf(pages: Pages, number: number, page: Uint8Array): Generator<readonly Value[] | undefined> {
  const kind = page[headerOf(number)];
  if (kind !== tableLeaf && kind !== indexLeaf && kind !== indexInterior) return;
  const { usable } = pages;
  const largest = kind === tableLeaf ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  for (const cell of cellsOf(number, page)) {
    const [size, afterSize] = varint(page, cell + (kind === indexInterior ? 4 : 0));
    const start = kind === tableLeaf ? varint(page, afterSize)[1] : afterSize;
    const spill = least + ((size - least) % (usable - 4));
    const local = size <= largest ? size : spill <= largest ? spill : least;
    const payload = local === size ? page.subarray(start, start + size) : withOverflow(pages, page, start, local, size);
    yield payload === undefined || payload.length < size ? undefined : valuesOf(payload, pages.encoding);
  }
}

/** What doesn't fit into a page goes on in a chain of others. */
function withOverflow(pages: Pages, page: Uint8Array, start: number, local: number, size: number): Uint8Array | undefined {
  const parts = [page.subarray(start, start + local)];
  let left = size - local;
  let next = bigEndian(page, start + local, 4);
  const seen = new Set<number>();
  while (left > 0) {
    const overflow = pages.page(next);
    if (overflow === undefined || seen.has(next)) return undefined;
    seen.add(next);
    parts.push(overflow.subarray(4, Math.min(pages.usable, 4 + left)));
    left -= pages.usable - 4;
    next = bigEndian(overflow, 0, 4);
  }
  return Buffer.concat(parts);
}

const numberSizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

/** The columns of a record: texts, blobs, unsigned integers; NULL and fractions are undefined. */
function valuesOf(record: Uint8Array, encoding: string): readonly Value[] {
  const values: Value[] = [];
  const [headerEnd, first] = varint(record, 0);
  let body = headerEnd;
  for (let at = first; at < headerEnd && at < record.length;) {
    const [kind, next] = varint(record, at);
    at = next;
    const size = kind < 12 ? (numberSizes[kind] ?? 0) : (kind - 12) >> 1;
    const bytes = record.subarray(body, body + size);
    if (kind < 12) values.push(kind > 0 && kind < 7 ? bigEndian(bytes, 0, size) : undefined);
    else values.push(kind % 2 === 1 ? new TextDecoder(encoding).decode(bytes) : bytes);
    body += size;
  }
  return values;
}
