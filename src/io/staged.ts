// What the next commit would publish: the index against its parents.
import type { BlobId, Change, Path } from '../model.ts';
import type { Git } from './git.ts';
import { changeOf, entriesOf, entryOf, tokens, type RawEntry } from './raw.ts';

/** What is staged: changes to look at, paths that go, and whether git names any change at all. */
export interface Staged {
  readonly changes: readonly Change[];
  readonly deleted: readonly RawEntry[];
  readonly entries: readonly RawEntry[];
}

const listing = [
  'diff',
  '--cached',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
  '--no-color',
  '--no-relative',
];

/**
 * @param merging the other parents, where a merge is being made: a path that equals one parent brings nothing new
 */
export async function stagedChanges(git: Git, merging: readonly string[] = []): Promise<Staged> {
  const entries = entriesOf(await git.ask([...listing, '--']));
  const others = await Promise.all(
    merging.map(async (parent) => new Map(entriesOf(await git.ask([...listing, parent, '--'])).map((entry) => [entry.path, entry]))),
  );
  return stagedOf(entries, others);
}

/** @param others what differs from each other parent of a merge, by path */
export function stagedOf(entries: readonly RawEntry[], others: readonly ReadonlyMap<Path, RawEntry>[] = []): Staged {
  const changed = entries.filter((entry) => others.every((other) => other.has(entry.path)));
  const withOlds = changed.map((entry) => ({ ...entry, olds: [...entry.olds, ...others.flatMap((other) => other.get(entry.path)?.olds ?? [])] }));
  return {
    changes: withOlds.flatMap((entry) => changeOf(entry) ?? []),
    deleted: entries.filter((entry) => entry.blob === undefined),
    entries,
  };
}

/** Where added paths came from, by git's own rename detection. Asked only when something was found in one. */
export async function stagedRenames(git: Git): Promise<ReadonlyMap<Path, BlobId>> {
  const args = listing.map((arg) => (arg === '--no-renames' ? '--find-renames=40%' : arg));
  return renamesOf(await git.ask([...args, '-l', '2000', '--']));
}

/** New path → the blob under the old one. Renames and copies have two paths in -z. */
export function renamesOf(bytes: Buffer): ReadonlyMap<Path, BlobId> {
  const renames = new Map<Path, BlobId>();
  const all = [...tokens(bytes)];
  for (let at = 0; at < all.length;) {
    const meta = all[at]?.toString('latin1') ?? '';
    const two = /[RC]\d*$/.test(meta);
    const entry = entryOf(meta, all[at + (two ? 2 : 1)] ?? Buffer.alloc(0));
    const [old] = entry.olds;
    if (/R\d*$/.test(meta) && old !== undefined) renames.set(entry.path, old);
    at += two ? 3 : 2;
  }
  return renames;
}
