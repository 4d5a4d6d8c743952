// SQLite databases, their write-ahead logs and journals. Values are stored without a separator, so each table is read as rows of names and values.
import { MAX_SQLITE_TREE_PAGES } from '../../limits.ts';
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { bigEndian } from './bytes.ts';
import { inside } from './limits.ts';
import { childrenOf, recordsOf, type Pages, type Value } from './sqlite-page.ts';

const encodings: Readonly<Record<number, string>> = { 2: 'utf-16le', 3: 'utf-16be' };
const pageSizeOf = (stored: number): number => (stored === 1 ? 65_536 : stored);
const isPageSize = (size: number): boolean => size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

export const isDatabase = (bytes: Uint8Array): boolean => isPageSize(pageSizeOf(bigEndian(bytes, 16, 2)));
export const isWal = (bytes: Uint8Array): boolean => bigEndian(bytes, 4, 4) === 3_007_000 && isPageSize(bigEndian(bytes, 8, 4));
export const isJournal = (bytes: Uint8Array): boolean => isPageSize(bigEndian(bytes, 24, 4));

export const databaseEntries = (path: Path, bytes: Uint8Array): Iterable<Entry> => {
  const size = pageSizeOf(bigEndian(bytes, 16, 2));
  return entries(
    path,
    pagesOf(bytes, size, 0, 0, size, () => 0),
  );
};
/** A header of 32 bytes, then pages with 24 bytes in front of each that begin with its number. */
export const walEntries = (path: Path, bytes: Uint8Array): Iterable<Entry> => {
  const size = bigEndian(bytes, 8, 4);
  return entries(
    path,
    pagesOf(bytes, size, 32, 24, size + 24, (at) => bigEndian(bytes, at, 4)),
  );
};
/** A header of one sector, then pages with their number in front and a checksum behind. */
export const journalEntries = (path: Path, bytes: Uint8Array): Iterable<Entry> => {
  const size = bigEndian(bytes, 24, 4);
  return entries(
    path,
    pagesOf(bytes, size, bigEndian(bytes, 20, 4) || 512, 4, size + 8, (at) => bigEndian(bytes, at, 4)),
  );
};

/** @param numberAt the number of the page whose frame begins there, or 0 if pages are numbered by their place */
function pagesOf(bytes: Uint8Array, size: number, start: number, lead: number, frame: number, numberAt: (at: number) => number): Pages {
  const all: { number: number; bytes: Uint8Array }[] = [];
  const latest = new Map<number, Uint8Array>();
  for (let at = start; at + lead + size <= bytes.length; at += frame) {
    const number = numberAt(at) || all.length + 1;
    const page = bytes.subarray(at + lead, at + lead + size);
    all.push({ number, bytes: page });
    latest.set(number, page);
  }
  const first = latest.get(1);
  const usable = size - (first?.[20] ?? 0);
  return { usable, encoding: encodings[first === undefined ? 1 : bigEndian(first, 56, 4)] ?? 'utf-8', all, page: (number) => latest.get(number) };
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

function* entries(path: Path, pages: Pages): Generator<Entry> {
  const owners = tablesOf(pages);
  const rows = new Map<Table | undefined, string[]>();
  let isDamaged = false;
  for (const { number, bytes } of pages.all) {
    const table = owners.get(number);
    for (const record of recordsOf(pages, number, bytes)) {
      if (record === undefined) isDamaged = true;
      else {
        const list = rows.get(table) ?? [];
        rows.set(table, list);
        list.push(rowText(record, table));
        for (const value of record)
          if (value instanceof Uint8Array && value.length >= 18) yield { path: inside(path, `${table?.name ?? 'pages'}.blob`) as Path, bytes: value };
      }
    }
  }
  for (const [table, list] of rows) yield { path: inside(path, `${table?.name ?? 'pages'}.json`) as Path, bytes: Buffer.from(`[\n${list.join(',\n')}\n]\n`) };
  if (isDamaged) yield { file: path, reason: 'damaged' };
}

/** A row as JSON: texts under the names of their columns. */
function rowText(record: readonly Value[], table: Table | undefined): string {
  const texts = record.flatMap((value, index) =>
    typeof value === 'string' && value !== '' ? [`${JSON.stringify(table?.columns[index] ?? `column${String(index + 1)}`)}: ${JSON.stringify(value)}`] : [],
  );
  return `{${texts.join(', ')}}`;
}

/** Which table each page belongs to, by the schema, which is the tree of page 1. */
function tablesOf(pages: Pages): ReadonlyMap<number, Table> {
  const owners = new Map<number, Table>();
  const walk = (root: number, visit: (number: number, page: Uint8Array) => void): void => {
    const seen = new Set<number>();
    const open = [root];
    while (open.length > 0 && seen.size < MAX_SQLITE_TREE_PAGES) {
      const number = open.pop() ?? 0;
      const page = pages.page(number);
      if (page === undefined || seen.has(number)) continue;
      seen.add(number);
      visit(number, page);
      open.push(...childrenOf(number, page));
    }
  };
  walk(1, (number, page) => {
    owners.set(number, { name: 'sqlite_schema', columns: ['type', 'name', 'tbl_name', 'rootpage', 'sql'] });
    for (const record of recordsOf(pages, number, page)) {
      const [kind, name, , root, sql] = record ?? [];
      if (kind !== 'table' || typeof name !== 'string' || typeof root !== 'number' || typeof sql !== 'string') continue;
      const table = { name, columns: columnsOf(sql) };
      walk(root, (leaf) => owners.set(leaf, table));
    }
  });
  return owners;
}

/** The names of the columns in `CREATE TABLE name(…)`. */
function columnsOf(sql: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = sql.indexOf('(') + 1;
  for (let at = start; at < sql.length && depth >= 0; at += 1) {
    const character = sql.charAt(at);
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if ((character === ',' && depth === 0) || depth < 0) {
      parts.push(sql.slice(start, at));
      start = at + 1;
    }
  }
  const names = parts.map(
    (part) =>
      /^\s*(?:"([^"]+)"|`([^`]+)`|\[([^\]]+)\]|([\w$]+))/
        .exec(part)
        ?.slice(1)
        .find((name) => name) ?? '',
  );
  return names.filter((name) => !/^(?:primary|unique|check|foreign|constraint)$/i.test(name));
}
