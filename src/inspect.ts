// The pipe: changes are read, looked at, what stood before is taken off, the rest is sealed. We do not scan the diff; we diff the scans.
import type { Engine, Look, Through } from './detect/engine.ts';
import { inspectChunks, inspectStream, windowsOf, type Source } from './inspect-windows.ts';
import { WINDOW_BYTES } from './limits.ts';
import type { BlobId, Candidate, Change, Document, Finding, Path, Unread } from './model.ts';
import { seal, type Hasher } from './seal.ts';
import { Remaining, ValueCounts } from './subtract.ts';

/** What the edge answers for an id: its bytes, its size where it is larger than a window, or why it has none. Ids come back in the order of the request. */
export type Blob =
  | { readonly id: string; readonly bytes: Uint8Array }
  | { readonly id: string; readonly size: number }
  | { readonly id: string; readonly missing: Unread['reason'] };

/** What can wait or fail, given by the edge. */
export interface Edge {
  read(ids: readonly BlobId[]): AsyncIterable<Blob>;
  /** the bytes of one blob, piece by piece */
  stream(id: BlobId): AsyncIterable<Uint8Array>;
  /** where added paths of a change came from; asked only when something was found in one */
  renames(commit: string | undefined): Promise<ReadonlyMap<Path, BlobId>>;
}

/** What was looked at before, under the same rules, whole, and held nothing. */
export interface Known {
  has(kind: 'blob', id: string, path: string): boolean;
  add(kind: 'blob', id: string, path: string): void;
}

export interface Inspection {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly files: number;
  readonly bytes: number;
}

/** A change in which something was found, whatever stood there before. */
export interface Suspect {
  readonly change: Change;
  readonly document: Document;
  readonly look: Look;
}

/** Looks at everything that changes publish, paths among it, and leaves what none of the old blobs accounts for. */
export async function inspectChanges(changes: readonly Change[], edge: Edge, engine: Engine, hasher: Hasher, known?: Known): Promise<Inspection> {
  const suspects: Suspect[] = [];
  const large: { readonly change: Change; readonly size: number }[] = [];
  const unread: Unread[] = [];
  const unknown = known === undefined ? changes : changes.filter((change) => !isKnown(change, known));
  const byBlob = groupByBlob(unknown);
  let bytes = 0;
  let files = changes.length - unknown.length;
  for await (const blob of edge.read([...byBlob.keys()])) {
    const holders = byBlob.get(blob.id as BlobId) ?? [];
    if ('missing' in blob) {
      unread.push(...holders.map((change) => ({ file: change.path, reason: blob.missing })));
      continue;
    }
    bytes += 'bytes' in blob ? blob.bytes.length : blob.size;
    files += holders.length;
    for (const change of holders) {
      if ('size' in blob) {
        large.push({ change, size: blob.size });
        continue;
      }
      const document: Document = { path: change.path, origin: change.origin, bytes: blob.bytes };
      const look = engine(document);
      unread.push(...look.unread);
      if (look.candidates.length > 0) suspects.push({ change, document, look });
      else if (look.unread.length === 0 && change.origin === 'file') known?.add('blob', change.blob, change.path);
    }
  }
  const fresh = await freshIn(suspects, edge, engine);
  const inWindows: Finding[] = [];
  for (const { change, size } of large) {
    const seen = await inspectLarge(change, size, edge, engine, hasher);
    inWindows.push(...seen.findings);
    unread.push(...seen.unread);
    if (seen.isClean) known?.add('blob', change.blob, change.path);
  }
  const names = inspectNames(changes, engine, hasher);
  const findings = suspects.flatMap((suspect, index) => {
    return seal(fresh[index] ?? [], suspect.document, suspect.look.view, hasher, suspect.change.commit, suspect.look.candidates);
  });
  return {
    findings: [...[...findings, ...inWindows].map((finding) => ({ ...finding, file: names.spelled(finding.file) })), ...names.findings],
    unread: unread.map((one) => ({ ...one, file: names.spelled(one.file) })),
    files,
    bytes,
  };
}

const isKnown = (change: Change, known: Known): boolean => change.origin === 'file' && known.has('blob', change.blob, change.path);

/** A blob that is larger than a window is compared with what it replaces window by window. */
async function inspectLarge(change: Change, size: number, edge: Edge, engine: Engine, hasher: Hasher) {
  const state = { hasCandidates: false };
  const before = async (): Promise<Remaining> => {
    state.hasCandidates = true;
    return (await oldValues([change], edge, engine)).get(change) ?? new Remaining();
  };
  const source: Source<AsyncIterable<Uint8Array>> = { path: change.path, origin: change.origin, chunks: edge.stream(change.blob), size };
  const { findings, unread } = await inspectStream(source, engine, hasher, change.commit, before);
  return { findings, unread, isClean: !state.hasCandidates && unread.length === 0 && change.origin === 'file' };
}

/** The candidates of each suspect that none of its old blobs accounts for. */
export async function freshIn(suspects: readonly Suspect[], edge: Edge, engine: Engine): Promise<readonly (readonly Candidate[])[]> {
  const olds = await oldValues(
    suspects.map(({ change }) => change),
    edge,
    engine,
  );
  return suspects.map(({ change, look }) => olds.get(change)?.take(look.candidates) ?? look.candidates);
}

/** What stands in the names of files, at the change that brought each, and how such a name is spelled from then on: with a mask. */
export function inspectNames(
  changes: readonly Change[],
  engine: Engine,
  hasher: Hasher,
): { readonly findings: readonly Finding[]; readonly spelled: (file: Path) => Path } {
  const named = namedSecrets(changes, engine);
  const masked = new Map(named.map(({ look, document, candidates }) => [document.path, maskedPath(look.view.bytes, candidates)]));
  const spelled = (file: Path): Path => masked.get(file) ?? file;
  const findings = named.flatMap(({ look, document, candidates, added }) =>
    added === undefined ? [] : seal(candidates, document, look.view, hasher, added.commit).map((finding) => ({ ...finding, file: spelled(finding.file) })),
  );
  return { findings, spelled };
}

/** A file that is refused for what it is stays refused when it is changed: only its deletion mends it. */
const staying = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.filter((candidate) => candidate.start !== candidate.end || candidate.decodedFrom.length > 0);

function groupByBlob(changes: readonly Change[]): Map<BlobId, Change[]> {
  const groups = new Map<BlobId, Change[]>();
  const seen = new Set<string>();
  for (const change of changes) {
    const key = `${change.blob} ${change.olds.join()} ${change.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const group = groups.get(change.blob);
    if (group === undefined) groups.set(change.blob, [change]);
    else group.push(change);
  }
  return groups;
}

/** The values in what each change replaces. */
async function oldValues(changes: readonly Change[], edge: Edge, engine: Engine): Promise<ReadonlyMap<Change, Remaining>> {
  const wanted = new Map<BlobId, { change: Change; path: Path }[]>();
  for (const change of changes) {
    if (change.origin !== 'file') continue;
    const renamed = change.olds.length > 0 ? undefined : (await edge.renames(change.commit)).get(change.path);
    for (const old of renamed === undefined ? change.olds : [renamed]) wanted.set(old, [...(wanted.get(old) ?? []), { change, path: change.path }]);
  }
  const values = new Map<Change, Remaining>();
  if (wanted.size === 0) return values;
  for await (const blob of edge.read([...wanted.keys()])) {
    // an old blob that cannot be read accounts for nothing: what is found now counts as new
    if ('missing' in blob) continue;
    for (const { change, path } of wanted.get(blob.id as BlobId) ?? []) {
      const counts = new ValueCounts();
      if ('bytes' in blob) counts.add(staying(engine({ path, origin: 'file', bytes: blob.bytes }).candidates));
      else
        for await (const { look } of windowsOf({ path, origin: 'file', chunks: edge.stream(blob.id as BlobId), size: blob.size }, engine))
          counts.add(staying(look.candidates));
      const remaining = values.get(change) ?? new Remaining();
      remaining.addText(counts);
      values.set(change, remaining);
    }
  }
  return values;
}

/** The names of files are text that is published too; where one holds a secret, it is spelled with a mask from then on. */
function namedSecrets(
  changes: readonly Change[],
  engine: Engine,
): readonly { readonly document: Document; readonly look: Look; readonly candidates: readonly Candidate[]; readonly added: Change | undefined }[] {
  const paths = [...new Set(changes.filter((change) => change.origin === 'file').map((change) => change.path))];
  if (paths.length === 0 || named(engine, paths.join('\n')).length === 0) return [];
  return paths.flatMap((path) => {
    const document: Document = { path, origin: 'path', bytes: Buffer.from(path) };
    const look = engine(document);
    const candidates = look.candidates.filter(certain);
    const added = changes.find((one) => one.path === path && one.olds.length === 0);
    return candidates.length === 0 ? [] : [{ document, look, candidates, added }];
  });
}

/** The path with each secret in it as its public prefix and an ellipsis. */
function maskedPath(bytes: Uint8Array, candidates: readonly Candidate[]): Path {
  let text = '';
  let at = 0;
  for (const candidate of candidates) {
    text += `${Buffer.from(bytes.subarray(at, candidate.start)).toString('utf8')}${candidate.prefix}…`;
    at = candidate.end;
  }
  return (text + Buffer.from(bytes.subarray(at)).toString('utf8')) as Path;
}

const named = (engine: Engine, text: string): readonly Candidate[] =>
  engine({ path: '' as Path, origin: 'path', bytes: Buffer.from(text) }).candidates.filter(certain);
/** A path is full of words: only what has a format counts there. */
const certain = (candidate: Candidate): boolean => candidate.certainty !== 'likely';

/** Looks at texts that have no old ones: messages of commits and tags, a text on stdin, files on disk. */
export function inspectDocument(
  document: Document,
  engine: Engine,
  hasher: Hasher,
  commit?: string,
  through?: Through,
): { readonly findings: readonly Finding[]; readonly unread: readonly Unread[] } {
  if (document.bytes.length > WINDOW_BYTES)
    return inspectChunks({ ...document, chunks: [document.bytes], size: document.bytes.length }, engine, hasher, commit);
  const look = engine(document, through);
  return { findings: seal(look.candidates, document, look.view, hasher, commit), unread: look.unread };
}
