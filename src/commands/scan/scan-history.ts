// The whole history: each blob, commit and tag once, packs by their deltas, the rest as git hands it out; commits are named only for blobs that hit.
import { shared, spareThreads } from '../../io/crew.ts';
import { Failure } from '../../io/failure.ts';
import type { Git } from '../../io/git.ts';
import { readAllObjects, readObjects } from '../../io/objects.ts';
import { pastPathsOf } from '../../io/past-paths.ts';
import { refNames } from '../../io/past.ts';
import { looseIn, objectFolders, packsIn } from '../../io/pack/places.ts';
import { PackStore } from '../../io/pack/store.ts';
import type { Path, Unread } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Looking } from '../instruments.ts';
import { lookAtRefs } from '../written.ts';
import { assembled, underOtherPaths } from './history-places.ts';
import { historyLooker, pathInLine, type HistoryTask, type Part } from './history-task.ts';
import { looked } from './looked.ts';

export interface HistoryOptions {
  readonly policy: Policy;
  readonly worker: URL | undefined;
  /** `git` takes every object from `git cat-file`: slower, and what the other way is measured by */
  readonly reader?: 'packs' | 'git';
  /** beside this one */
  readonly threads?: number;
  /** bytes of a pack that are a piece of work for a thread */
  readonly pieceSize?: number;
}

const usualPiece = 1 << 20;
/** Packs of fewer bytes are done before a thread has started. */
const fewest = 8;

export async function scanHistory(git: Git, look: Looking, options: HistoryOptions) {
  const listing = await blobListing(git);
  look.progress?.expect(listing.count);
  // git lists on another processor what was brought where, while the blobs are looked at here
  const listed = pastPathsOf(git);
  listed.catch(() => undefined);
  const packed = options.reader === 'git' ? undefined : await fromPacks(git, listing, look, options);
  const parts = packed ?? [await fromGit(git, listing, look)];
  const past = await listed;
  const others = await underOtherPaths(
    (ids) => readObjects(git, ids),
    past,
    (blobs) => pathsIn(listing, blobs),
    look,
  );
  const whole = assembled(parts, others, past, lookAtRefs(await refNames(git), look).findings, look);
  return { ...whole, reader: packed === undefined ? ('git' as const) : ('packs' as const) };
}

/** What git says of reachable blobs: lines of an id and the first path that git meets. */
export interface BlobListing {
  readonly bytes: Uint8Array;
  readonly idLength: number;
  readonly count: number;
}

async function blobListing(git: Git): Promise<BlobListing> {
  const said = await git.ask(['rev-list', '--objects', '--all', '--filter=object:type=blob', '--filter-provided-objects']);
  const bytes = new Uint8Array(new SharedArrayBuffer(said.length));
  bytes.set(said);
  let count = 0;
  for (const byte of bytes) if (byte === 10) count += 1;
  const space = /[^0-9a-f]/.exec(said.toString('latin1', 0, 65))?.index ?? 40;
  return { bytes, idLength: space / 2, count };
}

function* linesOf({ bytes, idLength }: BlobListing): Generator<{ readonly id: Buffer; readonly start: number }> {
  const text = Buffer.from(bytes.buffer);
  for (let start = 0; start < text.length;) {
    yield { id: Buffer.from(text.toString('latin1', start, start + idLength * 2), 'hex'), start };
    const end = text.indexOf(10, start);
    start = end < 0 ? text.length : end + 1;
  }
}

/** The paths under which git lists these blobs. */
function pathsIn(listing: BlobListing, blobs: ReadonlySet<string>): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  if (blobs.size === 0) return paths;
  for (const { id, start } of linesOf(listing)) {
    const name = id.toString('hex');
    if (blobs.has(name)) paths.set(name, pathInLine(listing.bytes, start, listing.idLength));
  }
  return paths;
}

/** Undefined where something about a pack is unusual: git is asked then. */
async function fromPacks(git: Git, listing: BlobListing, look: Looking, options: HistoryOptions): Promise<readonly Part[] | undefined> {
  const folders = await objectFolders(git);
  const packs = folders.flatMap((folder) => packsIn(folder));
  try {
    const store = new PackStore(packs, listing.idLength);
    const lines = store.forests.map(({ count }) => new Uint32Array(new SharedArrayBuffer(count * 4)));
    const rest = new Map<string, Path>();
    for (const { id, start } of linesOf(listing)) {
      const place = store.find(id);
      const memory = place === undefined ? undefined : lines[place.pack];
      if (place === undefined || memory === undefined) rest.set(id.toString('hex'), pathInLine(listing.bytes, start, listing.idLength));
      else memory[place.name] = start + 1;
    }
    const loose = new Set(rest.keys());
    for (const folder of folders) for (const id of looseIn(folder)) if (store.find(Buffer.from(id, 'hex')) === undefined) loose.add(id);
    const pieces = store.pieces(options.pieceSize ?? usualPiece);
    store.close();
    const task: HistoryTask = {
      policy: options.policy,
      packs,
      idLength: listing.idLength,
      pieces,
      listing: listing.bytes.buffer as SharedArrayBuffer,
      lines: lines.map(({ buffer }) => buffer),
    };
    const parts = pieces.length === 0 ? [] : await lookAtPacks(task, look, options);
    const all = [...parts, await looked(readObjects(git, [...loose]), (id) => rest.get(id), look)];
    // an object that damage made something else of would be missed in silence
    return all.reduce((sum, { files, missed }) => sum + files + missed, 0) === listing.count ? all : undefined;
  } catch (error) {
    if (error instanceof Failure && error.code !== 'object-stream') throw error;
    return undefined;
  }
}

async function lookAtPacks(task: HistoryTask, look: Looking, options: HistoryOptions): Promise<readonly Part[]> {
  const looker = historyLooker(task, look, (bytes) => look.progress?.saw(bytes));
  const told = ({ hits }: Part): void => {
    for (const [, findings] of hits) look.progress?.found(findings);
  };
  const here = (piece: number): Part => {
    const part = looker(piece);
    told(part);
    return part;
  };
  const threads = options.threads ?? (task.pieces.length < fewest ? 0 : spareThreads());
  if (options.worker !== undefined && threads > 0)
    return shared<Part>(options.worker, threads, task, task.pieces.length, here, (part) => {
      told(part);
      for (let file = 0; file < part.files; file += 1) look.progress?.saw(part.bytes / part.files);
    });
  const parts: Part[] = [];
  for (let piece = 0; piece < task.pieces.length; piece += 1) {
    parts.push(here(piece));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return parts;
}

/** Everything through `git cat-file`. */
async function fromGit(git: Git, listing: BlobListing, look: Looking): Promise<Part> {
  const paths = new Map<string, Path>();
  for (const { id, start } of linesOf(listing)) paths.set(id.toString('hex'), pathInLine(listing.bytes, start, listing.idLength));
  const seen = new Set<string>();
  const part = await looked(
    readAllObjects(git),
    (id) => {
      seen.add(id);
      return paths.get(id);
    },
    look,
  );
  // of what is not here git says nothing
  const absent = [...paths].filter(([id]) => !seen.has(id)).map(([, file]): Unread => ({ file, reason: 'missing-object' }));
  return { ...part, unread: [...part.unread, ...absent], missed: part.missed + absent.length };
}
