// Where in history a blob stood: it is looked at under each of its paths, and told where it is refused most.
import { inspectDocument, inspectNames } from '../../inspect.ts';
import type { Git } from '../../io/git.ts';
import { readObjects } from '../../io/objects.ts';
import type { PastPaths } from '../../io/past-paths.ts';
import { severities, type BlobId, type Finding, type Path, type Unread } from '../../model.ts';
import type { Looking } from '../instruments.ts';
import type { Part } from './history-task.ts';
import { Lasting } from './lasting.ts';

/** Blobs that stood under several paths, under all but the one under which they are looked at anyway. @param known that one */
export async function underOtherPaths(
  git: Git,
  past: PastPaths,
  known: (blobs: ReadonlySet<string>) => ReadonlyMap<string, Path>,
  look: Looking,
): Promise<Pick<Part, 'hits' | 'unread'>> {
  const blobs = new Set(past.several());
  const looked = known(blobs);
  const hits: [string, readonly Finding[]][] = [];
  const unread: Unread[] = [];
  const lasting = new Lasting();
  for await (const object of readObjects(git, [...looked.keys()])) {
    // what is missing was told as such already
    if ('missing' in object || object.type !== 'blob') continue;
    for (const { path } of past.of(object.id)) {
      if (path === looked.get(object.id)) continue;
      const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher);
      look.progress?.found(seen.findings);
      if (seen.findings.length > 0) hits.push([object.id, lasting.of(seen.findings)]);
      unread.push(...seen.unread);
    }
  }
  return { hits, unread };
}

/** The findings of one blob under all its paths: what stands at one place of it is told once, where it weighs most; else where it stood first. */
export function worstPlaces(blob: string, found: readonly Finding[], past: PastPaths): readonly Finding[] {
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

/** What stands in the names of files, at the commit that brought each, and how they are spelled. */
export function namesIn(past: PastPaths, look: Looking): ReturnType<typeof inspectNames> {
  const changes = Array.from(past.paths(), ({ path, blob, commit }) => ({ path, blob: blob as BlobId, origin: 'file' as const, olds: [], commit }));
  return inspectNames(changes, look.engine, look.hasher);
}

/** By blob. */
export function gathered(hits: Part['hits']): ReadonlyMap<string, readonly Finding[]> {
  const all = new Map<string, readonly Finding[]>();
  for (const [id, found] of hits) all.set(id, [...(all.get(id) ?? []), ...found]);
  return all;
}

/** The same of one file is told once. */
export const unreadOnce = (unread: readonly Unread[]): Unread[] => [
  ...new Map(unread.map((one) => [`${one.reason}\n${one.detail ?? ''}\n${one.file}`, one])).values(),
];
