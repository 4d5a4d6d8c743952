// The whole history: each blob, commit and tag once; a blob is told under the path where it is refused most, at the commit that brought it.
import { blobChunks } from '../../io/blob-stream.ts';
import type { CleanMemory } from '../../io/clean-memory.ts';
import { isPartial, missingHistory, missingObjects } from '../../io/clone-kind.ts';
import { Failure } from '../../io/failure.ts';
import type { Git } from '../../io/git.ts';
import { readObjects } from '../../io/objects.ts';
import { pastPathsOf } from '../../io/past-paths.ts';
import { refNames } from '../../io/past.ts';
import { keepYoungSmall } from '../../io/young.ts';
import type { Path } from '../../model.ts';
import type { Looking } from '../instruments.ts';
import { lookAtRefs } from '../written.ts';
import { linesOf, lookAtHistory, type BlobListing, type HistoryOptions } from './history-look.ts';
import { assembled, underOtherPaths } from './history-places.ts';
import { pathsInLines } from './history-task.ts';

export async function scanHistory(git: Git, look: Looking, options: HistoryOptions) {
  keepYoungSmall();
  const whole = await blobListing(git).catch(async (error: unknown) => {
    throw await explained(git, error);
  });
  const clean = await look.remembered?.(whole.count);
  const listing = unknownIn(whole, clean);
  // git lists on another processor what was brought where, while the blobs are looked at here
  const listed = pastPathsOf(git);
  listed.catch(() => undefined);
  const { parts, reader } = await lookAtHistory(git, listing, look, { ...options, clean });
  const past = await listed;
  const others = await underOtherPaths(
    (ids) => readObjects(git, ids),
    past,
    (blobs) => pathsIn(whole, blobs),
    look,
    clean,
    (id) => blobChunks(git, id),
  );
  for (const part of parts) clean?.addAll(part.clean);
  clean?.save();
  const seen = assembled(parts, others, past, lookAtRefs(await refNames(git), look).findings, look, options.policy.places);
  return { ...seen, unread: [...seen.unread, ...(await missingHistory(git))], files: seen.files + whole.count - listing.count, reader };
}

/** git lists no blobs where some are missing. */
async function explained(git: Git, error: unknown): Promise<unknown> {
  if (!(error instanceof Failure) || error.code !== 'git-failed') return error;
  return (await isPartial(git)) ? missingObjects(git, 'files of the history') : error;
}

/** What git says of reachable blobs, each under the first path that it meets. */
async function blobListing(git: Git): Promise<BlobListing> {
  const said = await git.ask(['rev-list', '--objects', '--all', '--filter=object:type=blob', '--filter-provided-objects']);
  const bytes = sharedCopy(said);
  let count = 0;
  for (const byte of bytes) if (byte === 10) count += 1;
  const space = /[^0-9a-f]/.exec(said.toString('latin1', 0, 65))?.index ?? 40;
  return { bytes, idLength: space / 2, count };
}

/** What of it was not clean before. */
function unknownIn(listing: BlobListing, clean: CleanMemory | undefined): BlobListing {
  if (clean === undefined || clean.stamps.isEmpty) return listing;
  const { bytes, idLength } = listing;
  const kept: Uint8Array[] = [];
  /** where the lines of a blob begin that are kept */
  let open = -1;
  for (const { id, start } of linesOf(listing)) {
    if (open >= 0) kept.push(bytes.subarray(open, start));
    const name = id.toString('hex');
    open = pathsInLines(bytes, start, idLength).every((path) => clean.has('blob', name, path)) ? -1 : start;
  }
  if (open >= 0) kept.push(bytes.subarray(open));
  return { ...listing, bytes: sharedCopy(Buffer.concat(kept)), count: kept.length };
}

/** For threads. */
function sharedCopy(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** The paths under which git lists these blobs. */
function pathsIn(listing: BlobListing, blobs: ReadonlySet<string>): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  if (blobs.size === 0) return paths;
  for (const { id, start } of linesOf(listing)) {
    const name = id.toString('hex');
    if (blobs.has(name)) paths.set(name, pathsInLines(listing.bytes, start, listing.idLength)[0]);
  }
  return paths;
}
