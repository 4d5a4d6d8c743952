// Looks at commits of a repository and at what they brought, and tells what was found where: sealed, in an order that does not depend on how the work was divided.
import { fallsTo, type Shard } from './sharding.ts';
import type { Looked, Sighted } from './task.ts';
import type { Through } from '../detect/engine.ts';
import { following, type Trail } from '../detect/gate/following.ts';
import type { Seen } from '../detect/gate/seen.ts';
import { inspectDocument, inspectNames } from '../inspect.ts';
import { Failure } from '../io/failure.ts';
import type { Git } from '../io/git.ts';
import type { Listed, Past } from '../io/past.ts';
import type { BlobId, Change, Finding, FleetExposure, Path, Unread } from '../model.ts';
import type { Places } from '../policy/policy.ts';
import { folded, gathered, type Sight } from '../commands/audit/exposures.ts';
import type { Looking } from '../commands/instruments.ts';
import { noBytes, scanLarge, type BlobStream } from '../commands/scan/looked.ts';
import type { Feed, Origin } from './object-source.ts';
import { authorsSpelled, lookAtCommit, lookAtRefs, lookAtText } from '../commands/written.ts';

/** Nothing of a sealed finding is secret; what a fleet never shows is not carried along. */
const slim = (finding: Finding): Finding => ({ ...finding, lead: '', keyPath: [], evidence: [], related: [] });
/** `seen` where versions come one after the other: what they have in common is not looked at again. */
export type FleetLooking = Looking & {
  readonly seen?: Seen | undefined;
  /** for blobs that are larger than a window; without it they are reported as too large */
  readonly stream?: BlobStream;
};

type Records = Pick<Past, 'commits' | 'changes'>;

/** Objects that a look wants: blobs under their paths, and the commits. */
export const wantedOf = ({ commits, changes }: Records, shard?: Shard): readonly string[] => [
  ...(shard === undefined || shard.part === 0 ? commits.map(({ commit }) => commit) : []),
  ...new Set(changes.map(({ blob }) => blob).filter((blob) => shard === undefined || fallsTo(blob, shard))),
];

/** @param feed brings at least the objects that are wanted, in any order */
export async function lookedAt(records: Records, feed: Feed, look: FleetLooking, shard?: Shard): Promise<Looked> {
  const { commits, changes } = records;
  const masked = authorsSpelled(look);
  const moments = new Map(commits.map(({ commit, author, date }) => [commit, { commit, author: masked(author), date }]));
  const mine = shard === undefined || shard.part === 0;
  const names = inspectNames(changes, look.engine, look.hasher);
  const pathsOf = new Map<string, Set<Path>>();
  for (const { blob, path } of changes) if (shard === undefined || fallsTo(blob, shard)) pathsOf.set(blob, (pathsOf.get(blob) ?? new Set()).add(path));
  const inBlobs = new Map<string, readonly Finding[]>();
  const sights: Sighted[] = [];
  const unread: Unread[] = [];
  const left = new Set(pathsOf.keys());
  const unsaid = new Set(mine ? moments.keys() : []);
  const large: { id: string; paths: readonly Path[]; size: number }[] = [];
  let bytes = 0;
  const keep = (id: string, path: Path, found: readonly Finding[]): void => {
    const findings = folded(found).map((finding) => ({ ...slim(finding), file: names.spelled(finding.file) }));
    if (findings.length > 0) inBlobs.set(`${id} ${path}`, findings);
  };
  await feed((object, from) => {
    const id = 'missing' in object ? object.asked : object.id;
    const paths = pathsOf.get(id);
    if ('missing' in object) {
      if (paths === undefined || object.missing === 'absent' || !left.delete(id)) return undefined;
      if (look.stream === undefined) for (const path of paths) unread.push({ file: names.spelled(path), reason: 'too-large' });
      else large.push({ id, paths: [...paths], size: object.size ?? 0 });
      return undefined;
    }
    const moment = object.type === 'commit' && unsaid.delete(id) ? moments.get(id) : undefined;
    if (moment !== undefined) {
      const seen = lookAtCommit(object.bytes, undefined, look);
      unread.push(...seen.unread);
      for (const finding of [...seen.findings, ...seen.names]) sights.push({ finding: slim(finding), kind: 'message', file: finding.file, moment, order: 0 });
    }
    if (object.type !== 'blob' || paths === undefined || !left.delete(id)) return undefined;
    bytes += object.bytes.length;
    let trail: Trail | undefined;
    for (const path of paths) {
      const through = look.seen && throughOf(look.seen, from, (made) => (trail ??= made));
      const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher, undefined, through);
      unread.push(...seen.unread.map((one) => ({ ...one, file: names.spelled(one.file) })));
      keep(id, path, seen.findings);
    }
    return trail;
  });
  const later = await scanLarge(large, look.stream ?? noBytes, look);
  bytes += later.bytes;
  unread.push(...later.unread.map((one) => ({ ...one, file: names.spelled(one.file) })));
  for (const { id, path, findings } of later.hits) keep(id, path, findings);
  if (left.size > 0)
    throw new Failure(
      'object-missing',
      `${left.size} of ${pathsOf.size} files of the history`,
      'In a partial clone, run `git fetch --refetch --no-filter`; run `git fsck` where this clone should be whole.',
    );
  for (const [order, change] of changes.entries())
    for (const finding of inBlobs.get(`${change.blob} ${change.path}`) ?? [])
      sights.push({
        finding,
        kind: 'file',
        file: names.spelled(change.path),
        // a path that is a secret itself goes nowhere: such a place counts as one that no later commit takes away
        ...(names.spelled(change.path) === change.path ? { held: { path: change.path, blob: change.blob } } : {}),
        ...momentIn(moments, change.commit),
        order,
      });
  if (mine)
    for (const [order, finding] of names.findings.entries())
      sights.push({ finding: slim(finding), kind: 'name', file: finding.file, ...momentIn(moments, finding.commit), order });
  return { sights, unread, amount: { commits: mine ? commits.length : 0, blobs: pathsOf.size, bytes } };
}

const momentIn = (moments: ReadonlyMap<string, NonNullable<Sighted['moment']>>, commit: string | undefined): Pick<Sighted, 'moment'> => {
  const moment = moments.get(commit ?? '');
  return moment === undefined ? {} : { moment };
};

const throughOf =
  (seen: Seen, from: Origin | undefined, keep: (trail: Trail) => void): Through =>
  (gate, manner) =>
    following(gate, seen, manner, from && { trail: from.left, spans: from.spans }, keep);

/** What annotated tags say. */
export function tagSights(tags: Past['tags'], look: Looking): readonly Sighted[] {
  const masked = authorsSpelled(look);
  return tags.flatMap((tag) =>
    lookAtText('tag message', tag.text, undefined, look).findings.map((finding): Sighted => ({
      finding: slim(finding),
      kind: 'tag',
      file: finding.file,
      moment: { commit: tag.commit, author: masked(tag.author), date: tag.date },
      ref: tag.ref,
      order: 0,
    })),
  );
}

/** What stands in names of refs, and the same refs under names that may be shown: from here on no other name of them is known. */
export function shownRefs(listed: Listed, look: Looking): { readonly listed: Listed; readonly sights: readonly Sighted[] } {
  const names = [...listed.refs.map(({ name }) => name), ...[...listed.tagged, ...listed.bare].map(({ ref }) => ref)];
  const { findings, spelled } = lookAtRefs([...new Set(names)], look);
  if (findings.length === 0) return { listed, sights: [] };
  const sights = [...new Set(names)].flatMap((name) =>
    spelled(name) === name
      ? []
      : lookAtRefs([name], look).findings.map((finding): Sighted => ({
          finding: slim(finding),
          kind: 'ref',
          file: finding.file,
          ref: spelled(name),
          order: 0,
        })),
  );
  return {
    sights,
    listed: {
      refs: listed.refs.map((one) => ({ ...one, name: spelled(one.name) })),
      tagged: listed.tagged.map((one) => ({ ...one, ref: spelled(one.ref) })),
      bare: listed.bare.map((one) => ({ ...one, ref: spelled(one.ref) })),
    },
  };
}

const kinds: readonly Sighted['kind'][] = ['file', 'name', 'message', 'tag', 'ref'];

/** Exposures of the repository as it is now, from everything that was ever seen in it. What no ref reaches any more is left out. */
export async function exposuresFrom(git: Git, past: Past, sights: readonly Sighted[], places: Places): Promise<readonly FleetExposure[]> {
  const ranks = new Map(past.commits.map(({ commit }, index) => [commit, index]));
  const tags = new Set(past.tags.map(({ ref, commit }) => `${ref} ${commit}`));
  const refs = new Set(past.refs.map(({ name }) => name));
  const hanging = new Set(past.changes.filter(({ commit }) => commit === undefined).map(({ blob, path }) => `${blob} ${path}`));
  const stands = ({ kind, moment, held, ref }: Sighted): boolean =>
    kind === 'ref'
      ? refs.has(ref ?? '')
      : kind === 'tag'
        ? tags.has(`${ref ?? ''} ${moment?.commit ?? ''}`)
        : moment === undefined
          ? held === undefined || hanging.has(`${held.blob} ${held.path}`)
          : ranks.has(moment.commit);
  const rank = ({ moment }: Sighted): number => (moment === undefined ? -1 : (ranks.get(moment.commit) ?? past.commits.length));
  const place = ({ finding }: Sighted): number => finding.startLine * 1e6 + finding.startColumn;
  const order = (a: Sighted, b: Sighted): number =>
    rank(a) - rank(b) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    compare(a.moment?.commit ?? '', b.moment?.commit ?? '') ||
    compare(a.ref ?? '', b.ref ?? '') ||
    a.order - b.order ||
    place(a) - place(b) ||
    compare(a.finding.ruleId, b.finding.ruleId);
  const standing = onceNamed(sights.filter(stands).sort(order));
  const exposures = await gathered(git, past, standing.map(sightOf), places);
  // a value and a promise about the same value have one fingerprint
  const samples = new Map<string, Finding>(standing.map(({ finding }) => [`${finding.ruleId} ${finding.fingerprint}`, finding]));
  return exposures.map(({ first, last, ...one }) => {
    const sample = samples.get(`${one.ruleId} ${one.fingerprint}`);
    return {
      ...one,
      class: sample?.class ?? 'policy',
      what: sample?.detail.code === 'file-name' ? 'name' : sample?.class === 'policy' ? 'promise' : 'value',
      redacted: sample?.redacted ?? '',
      places: one.places.map(({ file, startLine, commit }) => ({ file, startLine, commit })),
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
    };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A name is told at the change that first brought it, also where parts of the work each saw a first one. */
function onceNamed(sights: readonly Sighted[]): readonly Sighted[] {
  const seen = new Set<string>();
  return sights.filter(({ kind, file, finding, ref }) => {
    if (kind !== 'name' && kind !== 'ref') return true;
    const key = `${file} ${ref ?? ''} ${finding.fingerprint} ${finding.startColumn}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sightOf({ finding, file, moment, held, ref }: Sighted): Sight {
  const change: Change | undefined = held === undefined ? undefined : { path: held.path, blob: held.blob as BlobId, origin: 'file', olds: [] };
  return { finding, file, moment, ...(change === undefined ? {} : { change }), ...(ref === undefined ? {} : { refs: [ref] }) };
}
