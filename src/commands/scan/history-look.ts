// Looks at every blob, commit and tag of a history once: packs by their deltas and by several threads, the rest as git hands it out.
import { readAllObjects } from '../../io/all-objects.ts';
import type { CleanMemory } from '../../io/clean-memory.ts';
import { blobChunks } from '../../io/blob-stream.ts';
import { shared } from '../../io/crew.ts';
import { Failure } from '../../io/failure.ts';
import type { Git } from '../../io/git.ts';
import { readObjects } from '../../io/objects.ts';
import { looseIn, objectFolders, packsIn } from '../../io/pack/places.ts';
import { kinds } from '../../io/pack/forest.ts';
import { PackStore } from '../../io/pack/store.ts';
import { keepYoungSmall } from '../../io/young.ts';
import type { Path, Unread } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import { cleanBefore, historyLooker, pathsInLines, type HistoryTask, type Part } from './history-task.ts';
import { Lasting } from './lasting.ts';
import { looked, scanLarge } from './looked.ts';
import type { Looking } from '../instruments.ts';

export interface HistoryOptions {
  readonly policy: Policy;
  readonly worker: URL | undefined;
  /** `git` takes every object from `git cat-file`: slower, and what the other way is measured by */
  readonly reader?: 'packs' | 'git';
  /** beside this one */
  readonly threads?: number;
  /** bytes of a pack that are a piece of work for a thread */
  readonly pieceSize?: number;
  /** what was clean before; what is found to be clean is added to it */
  readonly clean?: CleanMemory | undefined;
  /** told how many objects are not there at all, before the long look where packs say so */
  readonly missing?: (count: number) => void;
}

/** Which blobs, and under which paths: lines of an id, a space and a path; lines of one blob stand together. */
export interface BlobListing {
  readonly bytes: Uint8Array;
  readonly idLength: number;
  /** blobs, not lines */
  readonly count: number;
  /** blobs whose paths do not fit into a line */
  readonly others?: ReadonlyMap<string, readonly Path[]>;
}

const usualPiece = 1 << 20;

export interface LookedAt {
  readonly parts: readonly Part[];
  readonly reader: 'packs' | 'git';
}

export async function lookAtHistory(git: Git, listing: BlobListing, look: Looking, options: HistoryOptions): Promise<LookedAt> {
  keepYoungSmall();
  look.progress?.expect(listing.count);
  const packed = options.reader === 'git' ? undefined : await fromPacks(git, listing, look, options);
  return packed === undefined ? { parts: [await fromGit(git, listing, look, options)], reader: 'git' } : { parts: packed, reader: 'packs' };
}

/** The first line of each blob. */
export function* linesOf({ bytes, idLength }: BlobListing): Generator<{ readonly id: Buffer; readonly start: number }> {
  const text = Buffer.from(bytes.buffer);
  let before = '';
  for (let start = 0; start < text.length;) {
    const id = text.toString('latin1', start, start + idLength * 2);
    if (id !== before) yield { id: Buffer.from(id, 'hex'), start };
    before = id;
    const end = text.indexOf(10, start);
    start = end < 0 ? text.length : end + 1;
  }
}

/** Undefined where something about a pack is unusual: git is asked then. */
async function fromPacks(git: Git, listing: BlobListing, look: Looking, options: HistoryOptions): Promise<readonly Part[] | undefined> {
  const folders = await objectFolders(git);
  const packs = folders.flatMap((folder) => packsIn(folder));
  try {
    const store = new PackStore(packs, listing.idLength);
    const lines = store.forests.map(({ count }) => new Uint32Array(new SharedArrayBuffer(count * 4)));
    const rest = new Map<string, readonly Path[]>(listing.others);
    for (const { id, start } of linesOf(listing)) {
      const place = store.find(id);
      const memory = place === undefined ? undefined : lines[place.pack];
      if (place === undefined || memory === undefined) rest.set(id.toString('hex'), pathsInLines(listing.bytes, start, listing.idLength));
      else memory[place.name] = start + 1;
    }
    let commits = options.clean === undefined ? 0 : markClean(store, lines, options.clean);
    const loose = new Set(rest.keys());
    for (const folder of folders)
      for (const id of looseIn(folder)) {
        if (store.find(Buffer.from(id, 'hex')) !== undefined || options.clean?.has('tag', id) === true) continue;
        if (options.clean?.has('commit', id) === true) commits += 1;
        else loose.add(id);
      }
    const pieces = store.pieces(options.pieceSize ?? usualPiece);
    store.close();
    const task: HistoryTask = {
      policy: options.policy,
      packs,
      idLength: listing.idLength,
      pieces,
      listing: listing.bytes.buffer as SharedArrayBuffer,
      lines: lines.map(({ buffer }) => buffer),
      stampKey: options.clean?.stamps.key,
    };
    // what lies loose comes first: what is missing is known before the long look begins
    const others = await looked(
      readObjects(git, [...loose]),
      (id) => rest.get(id),
      look,
      options.clean?.stamps,
      (id) => blobChunks(git, id),
    );
    options.missing?.(others.unread.filter(({ reason }) => reason === 'missing-object').length);
    const packed = pieces.length === 0 ? [] : await lookAtPacks(task, look, options);
    const large = await scanLarge(
      packed.flatMap((part) => part.large ?? []),
      (id) => blobChunks(git, id),
      look,
    );
    const all = [...packed, others, { ...nothing, ...large }];
    // an object that damage made something else of would be missed in silence
    if (all.reduce((sum, { files, missed }) => sum + files + missed, 0) !== listing.count) return undefined;
    return [...all, { ...nothing, commits }];
  } catch (error) {
    if (error instanceof Failure && error.code !== 'object-stream') throw error;
    return undefined;
  }
}

const nothing: Part = { hits: [], messages: [], names: [], unread: [], missed: 0, files: 0, bytes: 0, commits: 0, clean: new Uint8Array() };

/** Commits and tags that were clean before are left out. @returns how many commits */
function markClean({ forests }: PackStore, lines: readonly Uint32Array[], clean: CleanMemory): number {
  let commits = 0;
  if (clean.stamps.isEmpty) return commits;
  for (const [pack, forest] of forests.entries())
    for (let entry = 0; entry < forest.count; entry += 1) {
      const kind = forest.kindOf(entry);
      if (kind !== kinds.commit && kind !== kinds.tag) continue;
      if (!clean.has(kind === kinds.commit ? 'commit' : 'tag', forest.id(entry).toString('hex'))) continue;
      const known = lines[pack];
      if (known !== undefined) known[forest.name(entry)] = cleanBefore;
      if (kind === kinds.commit) commits += 1;
    }
  return commits;
}

async function lookAtPacks(task: HistoryTask, look: Looking, options: HistoryOptions): Promise<readonly Part[]> {
  const looker = historyLooker(task, look, options.clean?.stamps, (bytes) => look.progress?.saw(bytes));
  const told = ({ hits }: Part): void => {
    for (const { findings } of hits) look.progress?.found(findings);
  };
  const here = (piece: number): Part => {
    const part = looker(piece);
    told(part);
    return part;
  };
  const lasting = new Lasting();
  return shared<Part>(options.worker, options.threads, task, task.pieces.length, here, (part) => {
    told(part);
    for (let file = 0; file < part.files; file += 1) look.progress?.saw(part.bytes / part.files);
    return {
      ...part,
      hits: part.hits.map(({ id, path, findings }) => ({ id, path: lasting.path(path), findings: lasting.of(findings) })),
      messages: lasting.of(part.messages),
    };
  });
}

/** Everything through `git cat-file`, which hands out what is there and says nothing of what is not. */
async function fromGit(git: Git, listing: BlobListing, look: Looking, { missing, clean }: HistoryOptions): Promise<Part> {
  const paths = new Map<string, readonly Path[]>(listing.others);
  for (const { id, start } of linesOf(listing)) paths.set(id.toString('hex'), pathsInLines(listing.bytes, start, listing.idLength));
  const left = new Set(paths.keys());
  const part = await looked(
    readAllObjects(git),
    (id) => (left.delete(id), paths.get(id)),
    look,
    clean?.stamps,
    (id) => blobChunks(git, id),
  );
  missing?.(left.size);
  // of what is not here git says nothing
  const absent = [...left].flatMap((id) => (paths.get(id) ?? []).map((file): Unread => ({ file, reason: 'missing-object' })));
  return { ...part, unread: [...part.unread, ...absent], missed: part.missed + left.size };
}
