// Reads what `git diff --raw -z` and `git log --raw -z -c` print: bytes, one path each, never patch text.
import type { BlobId, Change, Path } from '../model.ts';
import { pathOf } from './path.ts';

/** Options under which `git log` prints that, whatever the user has set. */
export const rawLog: readonly string[] = [
  '--raw',
  '-z',
  '-c',
  '--no-renames',
  '--no-abbrev',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-notes',
  '--no-mailmap',
  '--no-relative',
  '--ignore-submodules=none',
];

/** One entry: `olds` in the order of the parents; zero ids are left out. */
export interface RawEntry {
  readonly path: Path;
  readonly mode: string;
  readonly blob: BlobId | undefined;
  readonly olds: readonly BlobId[];
  readonly status: string;
}

const zero = /^0+$/;

/** `:mode mode id id S`, or for a merge one more colon, mode and id a parent. */
export function entryOf(meta: string, path: Uint8Array): RawEntry {
  const parents = /^:+/.exec(meta)?.[0].length ?? 1;
  const fields = meta.slice(parents).split(' ');
  const ids = fields.slice(parents + 1, 2 * parents + 2);
  const blob = ids[parents];
  return {
    path: pathOf(path),
    mode: fields[parents] ?? '',
    blob: blob === undefined || zero.test(blob) ? undefined : (blob as BlobId),
    olds: ids.slice(0, parents).filter((id) => !zero.test(id)) as BlobId[],
    status: fields[2 * parents + 2] ?? '',
  };
}

/** Splits at NUL bytes. */
export function* tokens(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start);
    yield bytes.subarray(start, end < 0 ? bytes.length : end);
    start = end < 0 ? bytes.length : end + 1;
  }
}

/** All entries of a `git diff --raw -z --no-renames`. */
export function entriesOf(bytes: Buffer): RawEntry[] {
  const entries: RawEntry[] = [];
  let meta: string | undefined;
  for (const token of tokens(bytes)) {
    if (meta === undefined) meta = token.toString('latin1');
    else {
      entries.push(entryOf(meta, token));
      meta = undefined;
    }
  }
  return entries;
}

/** The change that an entry makes, or undefined where it publishes nothing: a deletion, a submodule, a new mode only. */
export function changeOf(entry: RawEntry, commit?: string): Change | undefined {
  if (entry.blob === undefined || entry.mode === '160000' || entry.olds.includes(entry.blob)) return undefined;
  return { path: entry.path, blob: entry.blob, mode: entry.mode, origin: 'file', olds: entry.olds, ...(commit === undefined ? {} : { commit }) };
}
