// The whole history: each blob, commit and tag once; a blob is told under the path where it is refused most, at the commit that brought it.
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
  const listing = await blobListing(git);
  // git lists on another processor what was brought where, while the blobs are looked at here
  const listed = pastPathsOf(git);
  listed.catch(() => undefined);
  const { parts, reader } = await lookAtHistory(git, listing, look, options);
  const past = await listed;
  const others = await underOtherPaths(
    (ids) => readObjects(git, ids),
    past,
    (blobs) => pathsIn(listing, blobs),
    look,
  );
  return { ...assembled(parts, others, past, lookAtRefs(await refNames(git), look).findings, look), reader };
}

/** What git says of reachable blobs, each under the first path that it meets. */
async function blobListing(git: Git): Promise<BlobListing> {
  const said = await git.ask(['rev-list', '--objects', '--all', '--filter=object:type=blob', '--filter-provided-objects']);
  const bytes = new Uint8Array(new SharedArrayBuffer(said.length));
  bytes.set(said);
  let count = 0;
  for (const byte of bytes) if (byte === 10) count += 1;
  const space = /[^0-9a-f]/.exec(said.toString('latin1', 0, 65))?.index ?? 40;
  return { bytes, idLength: space / 2, count };
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
