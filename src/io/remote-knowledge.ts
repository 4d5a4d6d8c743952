// What the destination of a push is known to have already. Used by the full hook and the fast path alike; reads files only, starts no process.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cloneSource, isLoose, readFetchHead, readReflog, type FetchedRef, type FetchHead } from './fetch-head.ts';
import { readSightings, writeSightings, type Sighting } from './remote-record.ts';
import { destinationOf, writtenForm, type Destination } from './remote-url.ts';
import { isZero, type RefUpdate } from './ref-updates.ts';
import { shortHash } from './short-hash.ts';

export interface PushPlace {
  /** the git directory of this work tree, which holds FETCH_HEAD */
  readonly gitFolder: string;
  readonly commonFolder: string;
  /** the top of the work tree: relative URLs start here */
  readonly top: string;
}

/** The arguments of pre-push, and the remote-tracking refs below the name. */
export interface PushTarget {
  /** the remote's name, or its URL if it has no name */
  readonly name: string;
  /** undefined if whoever runs the hook does not pass it on: then only what git says on stdin is known */
  readonly url: string | undefined;
  /** by the branch's name below `refs/remotes/<name>/`; without symbolic refs */
  readonly tracked: ReadonlyMap<string, string>;
}

export interface RemoteKnowledge {
  /** objects that the destination has; they need not be here */
  readonly ids: ReadonlySet<string>;
  /** whether the last fetch was from this destination */
  readonly isFetched: boolean;
  /** To be called once the push is let through: remembers what the destination has, and what it will have if the push succeeds. */
  remember(): void;
}

interface Belief {
  readonly ref: string;
  readonly id: string;
  /** when it was seen, in milliseconds since 1970 */
  readonly at: number;
}

const branches = 'refs/heads/';

/**
 * Remote-tracking refs alone prove nothing: `git remote set-url`, push URLs and other remotes' refspecs leave refs behind that another repository had.
 * A ref counts only if git wrote down that it came from this very URL (FETCH_HEAD, the clone's reflog) or if an earlier push saw it there, and only
 * as long as nothing newer speaks against it.
 * @param wanted names of branches to look for in what was cloned; undefined: all
 */
export function remoteKnowledge(place: PushPlace, target: PushTarget, updates: readonly RefUpdate[], wanted?: readonly string[]): RemoteKnowledge {
  const said = updates.map((update) => update.remoteId).filter((id) => !isZero(id));
  if (target.url === undefined) return { ids: new Set(said), isFetched: false, remember: () => undefined };
  const destination = destinationOf(target.url);
  const all = readSightings(place.commonFolder);
  const { beliefs, isFetched } = evidence(place, target, destination, all, wanted);
  const stands = new Map(updates.map(({ remoteRef, remoteId }) => [remoteRef, remoteId]));
  // git says that the remote has no such branch: whatever we believe of this remote is out of date, or about another repository
  const isContradicted = beliefs.some(({ ref }) => isZero(stands.get(ref) ?? '1'));
  const believed = isContradicted ? [] : beliefs.filter(({ ref, id }) => (stands.get(ref) ?? id) === id);
  return {
    ids: new Set([...said, ...believed.map(({ id }) => id)]),
    isFetched: isFetched && !isContradicted,
    remember: () => {
      writeSightings(place.commonFolder, afterPush(target, shortHash(destination.id), updates, { all, believed, isContradicted }));
    },
  };
}

function afterPush(
  { tracked }: PushTarget,
  destination: string,
  updates: readonly RefUpdate[],
  before: { readonly all: readonly Sighting[]; readonly believed: readonly Belief[]; readonly isContradicted: boolean },
): readonly Sighting[] {
  const now = Date.now();
  const isTracked = (ref: string): boolean => ref.startsWith(branches) && tracked.has(ref.slice(branches.length));
  const done = new Set([...updates.map((update) => update.remoteRef), ...before.believed.map(({ ref }) => ref)]);
  const others = before.all.filter((one) => one.destination !== destination);
  // not believed now: it may be again, as long as its branch is tracked
  const open = before.all.filter((one) => one.destination === destination && !before.isContradicted && !done.has(one.ref) && isTracked(one.ref));
  const kept = before.believed.filter(({ ref }) => isTracked(ref)).map((one): Sighting => ({ destination, kind: 'seen', ...one }));
  const fresh = updates.flatMap(({ remoteRef: ref, remoteId, localId }): Sighting[] => [
    ...(isZero(remoteId) ? [] : [{ destination, at: now, kind: 'seen' as const, id: remoteId, ref }]),
    { destination, at: now, kind: isZero(localId) ? 'gone' : 'sent', id: localId, ref },
  ]);
  return [...fresh, ...kept.filter(({ ref, id }) => !fresh.some((one) => one.ref === ref && one.id === id)), ...open, ...others];
}

function evidence(
  place: PushPlace,
  target: PushTarget,
  destination: Destination,
  all: readonly Sighting[],
  wanted: readonly string[] | undefined,
): { readonly beliefs: readonly Belief[]; readonly isFetched: boolean } {
  const fetched = fetchedFrom(place, destination);
  const remembered = all.filter((one) => one.destination === shortHash(destination.id));
  const deleted = new Map(remembered.flatMap(({ kind, ref, at }) => (kind === 'gone' ? [[ref, at] as const] : [])));
  const isDeleted = ({ ref, at }: Pick<Belief, 'ref' | 'at'>): boolean => at < (deleted.get(ref) ?? 0);
  const follow = followerOf(place, target);
  const newest = new Map((fetched?.refs ?? []).map(({ ref, id }): [string, Belief] => [ref, { ref, id, at: fetched?.at ?? 0 }]));
  // a fetch by the remote's own refspec names every branch that there is
  const isComplete = fetched?.refs.some((one) => one.isConfigured) === true;
  // such a fetch leaves a tracking ref behind for each branch: if it is gone, the branch was deleted since
  const isUntracked = (ref: string): boolean => isComplete && target.tracked.size > 0 && ref.startsWith(branches);
  const isOutdated = ({ ref, id, at }: Belief): boolean =>
    isDeleted({ ref, at }) || (at < (fetched?.at ?? 0) && (newest.has(ref) ? newest.get(ref)?.id !== id : isComplete));
  return {
    beliefs: distinct([
      ...[...newest.values()].filter((one) => follow.stillHolds(one.ref, one.id, one.at) ?? !(isDeleted(one) || isUntracked(one.ref))),
      ...remembered.filter(
        (one) =>
          one.kind !== 'gone' &&
          !isOutdated(one) &&
          (one.kind === 'seen' ? follow.stillHolds(one.ref, one.id) === true : follow.wasPushed(one.ref, one.id, one.at) && !isShared(one, all)),
      ),
      ...cloned(place, target, destination, wanted).filter((one) => !isOutdated(one)),
    ]),
    isFetched: fetched !== undefined,
  };
}

/** Several sources may say the same: the first one counts, and FETCH_HEAD comes first. */
const distinct = (beliefs: readonly Belief[]): readonly Belief[] => [
  ...new Map([...beliefs].reverse().map(({ ref, id, at }) => [`${id} ${ref}`, { ref, id, at }])).values(),
];

/** One tracking ref can't tell which of two destinations a push has reached. */
const isShared = (sent: Sighting, all: readonly Sighting[]): boolean =>
  all.some((one) => one.destination !== sent.destination && one.ref === sent.ref && one.id === sent.id);

/** What the last fetch wrote down about this destination; undefined if it was from elsewhere. */
function fetchedFrom({ gitFolder, commonFolder, top }: PushPlace, destination: Destination): FetchHead | undefined {
  for (const folder of new Set([gitFolder, commonFolder])) {
    const found = readFetchHead(folder);
    const refs = found?.refs.filter((one: FetchedRef) => destination.writtenAs.has(writtenForm(one.url))) ?? [];
    if (found === undefined || refs.length === 0) continue;
    const { isAmbiguous, neighbour } = destination;
    if (!isAmbiguous && (neighbour === undefined || !existsSync(join(neighbour.startsWith('/') ? '' : top, neighbour)))) return { ...found, refs };
    // FETCH_HEAD fits another repository too: it counts only if no URL was changed since
    const configured = statSync(join(commonFolder, 'config'), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (found.at > configured) return { ...found, refs };
  }
  return undefined;
}

/** How the tracking ref of a branch moved on from what was seen. */
function followerOf({ commonFolder }: PushPlace, { name, tracked }: PushTarget) {
  const logs = new Map<string, ReturnType<typeof readReflog>>();
  const logOf = (branch: string): NonNullable<ReturnType<typeof readReflog>>['lines'] => {
    const ref = `refs/remotes/${name}/${branch}`;
    if (!logs.has(ref)) logs.set(ref, readReflog(commonFolder, ref));
    return logs.get(ref)?.lines ?? [];
  };
  return {
    /** Whether the remote still has `id`, as far as the tracking ref says; undefined if there is none. @param since when it was seen, in milliseconds */
    stillHolds(ref: string, id: string, since?: number): boolean | undefined {
      const branch = ref.slice(branches.length);
      const now = ref.startsWith(branches) ? tracked.get(branch) : undefined;
      if (now === undefined) return undefined;
      if (now === id) return true;
      const lines = logOf(branch);
      const last = lines.at(-1);
      if (since !== undefined && last !== undefined && (last.at + 1) * 1000 < since) return true;
      return last?.id === now && forwardTo(lines).has(id);
    },
    /** Whether a push moved the tracking ref to `id` after a time in milliseconds. */
    wasPushed(ref: string, id: string, after: number): boolean {
      const branch = ref.slice(branches.length);
      if (!ref.startsWith(branches) || tracked.get(branch) !== id) return false;
      const last = logOf(branch).at(-1);
      return last?.id === id && last.message === 'update by push' && (last.at + 1) * 1000 > after;
    },
  };
}

/** Where a ref was before moves that only added commits. */
function forwardTo(lines: NonNullable<ReturnType<typeof readReflog>>['lines']): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { old, message } of [...lines].reverse()) {
    if (!message.endsWith(': fast-forward')) break;
    ids.add(old);
  }
  return ids;
}

/** What a clone from this destination took over, and what has only grown since. */
function cloned(
  { commonFolder }: PushPlace,
  { name, tracked }: PushTarget,
  destination: Destination,
  wanted: readonly string[] | undefined,
): readonly Belief[] {
  const source = cloneSource(commonFolder);
  if (source === undefined || destination.isAmbiguous || !destination.writtenAs.has(writtenForm(source.url))) return [];
  // a reflog names a local folder in full
  if (destination.neighbour !== undefined && destinationOf(source.url).id !== destination.id) return [];
  return (wanted ?? [...tracked.keys()]).flatMap((branch): Belief[] => {
    const now = tracked.get(branch);
    if (now === undefined) return [];
    const [place, ref] = [`refs/remotes/${name}/${branch}`, `${branches}${branch}`];
    const log = readReflog(commonFolder, place);
    if (log === undefined) return isLoose(commonFolder, place) ? [] : [{ ref, id: now, at: source.at }];
    const [first] = log.lines;
    const grown = log.isWhole && first !== undefined && !isZero(first.old) && log.lines.at(-1)?.id === now && forwardTo(log.lines).has(first.old);
    return grown ? [{ ref, id: first.old, at: source.at }] : [];
  });
}
