// Where in history a blob stood: it is looked at under each of its paths, and told where it is refused most.
import { inspectDocument, inspectNames } from '../../inspect.ts';
import type { CleanMemory } from '../../io/clean-memory.ts';
import type { GitObject } from '../../io/objects.ts';
import type { PastPaths } from '../../io/past-paths.ts';
import { severities, type BlobId, type Finding, type Path, type Unread } from '../../model.ts';
import { withSharedValues } from '../../policy/checks/shared-values.ts';
import type { Places } from '../../policy/policy.ts';
import type { Looking } from '../instruments.ts';
import type { Hit, Part } from './history-task.ts';
import { Lasting } from './lasting.ts';
import { scanLarge, type BlobStream } from './looked.ts';
import { namesOnce } from './texts.ts';

/** Blobs that stood under several paths, under all but the one under which they are looked at anyway. @param known that one */
export async function underOtherPaths(
  read: (ids: readonly string[]) => AsyncIterable<GitObject>,
  past: PastPaths,
  known: (blobs: ReadonlySet<string>) => ReadonlyMap<string, Path>,
  look: Looking,
  clean?: CleanMemory,
  stream?: BlobStream,
): Promise<Pick<Part, 'hits' | 'unread'>> {
  const blobs = new Set(past.several());
  const looked = known(blobs);
  const hits: Hit[] = [];
  const unread: Unread[] = [];
  const lasting = new Lasting();
  const large: { id: string; paths: readonly Path[]; size: number }[] = [];
  const left = (id: string): readonly Path[] =>
    Array.from(past.of(id), ({ path }) => path).filter((path) => path !== looked.get(id) && clean?.has('blob', id, path) !== true);
  for await (const object of read([...blobs].filter((id) => looked.has(id) && left(id).length > 0))) {
    if ('missing' in object && object.missing === 'too-large') large.push({ id: object.asked, paths: left(object.asked), size: object.size ?? 0 });
    // what is missing was reported before
    if ('missing' in object || object.type !== 'blob') continue;
    for (const path of left(object.id)) {
      const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher);
      look.progress?.found(seen.findings);
      if (seen.findings.length > 0) hits.push({ id: object.id, path, findings: lasting.of(seen.findings) });
      else if (seen.unread.length === 0) clean?.add('blob', object.id, path);
      unread.push(...seen.unread);
    }
  }
  if (stream === undefined) return { hits, unread };
  const later = await scanLarge(large, stream, look);
  return { hits: [...hits, ...later.hits], unread: [...unread, ...later.unread] };
}

/** The findings of one blob under all its paths: what stands at one place of it is told once, where it weighs most; else where it stood first. */
function worstPlaces(blob: string, found: readonly Finding[], past: PastPaths): readonly Finding[] {
  const since = new Map([...past.of(blob)].map((one, order) => [one.path, { ...one, order }]));
  const order = ({ file }: Finding): number => since.get(file)?.order ?? Infinity;
  const worst = new Map<string, Finding>();
  for (const finding of found) {
    const key = `${finding.fingerprint} ${finding.startLine}:${finding.startColumn}`;
    const known = worst.get(key);
    const more = known === undefined ? 1 : severities.indexOf(finding.severity) - severities.indexOf(known.severity);
    if (known === undefined || more > 0 || (more === 0 && order(finding) < order(known))) worst.set(key, finding);
  }
  return [...worst.values()].map((finding) => {
    const commit = since.get(finding.file)?.commit;
    return commit === undefined ? finding : { ...finding, commit };
  });
}

/** Everything that was found, each at its place, in an order that does not depend on how the work was divided. */
export function assembled(
  parts: readonly Part[],
  others: Pick<Part, 'hits' | 'unread'>,
  past: PastPaths,
  besides: readonly Finding[],
  look: Looking,
  places: Places,
): Pick<Part, 'unread' | 'files' | 'bytes' | 'commits'> & { readonly findings: readonly Finding[] } {
  const changes = Array.from(past.paths(), ({ path, blob, commit }) => ({ path, blob: blob as BlobId, origin: 'file' as const, olds: [], commit }));
  const { findings: named, spelled } = inspectNames(changes, look.engine, look.hasher);
  const hits = gathered([...parts, others].flatMap((part) => part.hits));
  const names = parts.map((part) => part.names);
  const placed = [
    ...[...hits].flatMap(([id, found]) => worstPlaces(id, found, past)),
    ...parts.flatMap(({ messages }) => messages),
    ...namesOnce(names, (commits) => past.oldest(commits)),
    ...besides,
  ].map((finding) => ({ ...finding, file: spelled(finding.file) }));
  // a blob is reported under one path only, and may be another environment's file under the next
  const everywhere = [...hits.values()].flat().map((finding) => ({ ...finding, file: spelled(finding.file) }));
  const unread = unreadOnce([...parts, others].flatMap((part) => part.unread)).map((one) => ({ ...one, file: spelled(one.file) }));
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    findings: [...withSharedValues(placed.sort(inOrder), places, everywhere), ...named].sort(inOrder),
    unread: unread.sort((a, b) => compare(a.file, b.file) || compare(a.reason, b.reason)),
    files: sum(({ files }) => files),
    bytes: sum(({ bytes }) => bytes),
    commits: sum(({ commits }) => commits),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Finding, b: Finding): number =>
  compare(a.file, b.file) ||
  compare(a.commit ?? '', b.commit ?? '') ||
  a.startLine - b.startLine ||
  a.startColumn - b.startColumn ||
  compare(a.ruleId, b.ruleId) ||
  compare(a.fingerprint, b.fingerprint);

/** By blob. */
function gathered(hits: Part['hits']): ReadonlyMap<string, readonly Finding[]> {
  const all = new Map<string, readonly Finding[]>();
  for (const { id, findings } of hits) all.set(id, [...(all.get(id) ?? []), ...findings]);
  return all;
}

/** The same of one file is told once. */
const unreadOnce = (unread: readonly Unread[]): Unread[] => [
  ...new Map(unread.map((one) => [`${one.reason}\n${one.detail ?? ''}\n${one.file}`, one])).values(),
];
