// The pre-push hook for what most pushes are: one branch, fed by the shim, and clean. Commits and blobs are looked at while git still lists them.
// Whatever is not nothing is left to the whole hook, which asks git itself and looks again from the start.
import { versionsEngine } from '../../detect/versions.ts';
import { freshIn, inspectNames, type Suspect } from '../../inspect.ts';
import type { CleanMemory } from '../../io/clean-memory.ts';
import { written } from '../../io/commits.ts';
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { note } from '../../io/journal.ts';
import type { GitObject } from '../../io/objects.ts';
import { changeIn, pathsOf, type Asked, type PushFeed } from '../../io/push-feed.ts';
import { isZero, prePushUpdates, type RefUpdate } from '../../io/ref-updates.ts';
import { remoteKnowledge } from '../../io/remote-knowledge.ts';
import { parseTrackingRefs, type TrackingRefs } from '../../io/tracking-refs.ts';
import type { Change, Document, Path } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import { engineUnder } from '../looking.ts';
import type { Looking } from '../instruments.ts';
import { rememberedUnder, worthRemembering, type Remembered } from '../remembered.ts';
import { rulebookOf, ruleBreaches } from '../rulebook.ts';
import { edgeOf } from '../edge.ts';
import type { World } from '../world.ts';
import { lookAtMessages, lookAtRefs } from '../written.ts';
import { endingSoon } from './notes.ts';
import { noteKind } from './kinds.ts';
import { brokenIn } from './promised.ts';
import { pushPlace } from './push-place.ts';
import { quickly } from './quickly.ts';
import { policiesOf } from './ref-difference.ts';

/** True if the push passes and there is nothing to say. @param url of the remote, as git passes it to the hook */
export const pushPassesQuickly = (feed: PushFeed, remote: string, url: string | undefined, world: World): Promise<boolean> =>
  quickly(world, async (git) => {
    const [update, ...more] = prePushUpdates(feed.input);
    const asked = feed.asked();
    if (update === undefined || more.length > 0 || asked === undefined || isZero(update.localId) || !update.remoteRef.startsWith('refs/heads/'))
      return undefined;
    const tracking = parseTrackingRefs(asked.tracked, remote);
    const place = await pushPlace(git, world);
    const knowledge = remoteKnowledge(place, { name: remote, url, tracked: tracking.branches }, [update], [...tracking.mains.keys()]);
    if (!isUsual(update, asked, tracking, knowledge.ids)) return undefined;
    const policy = await passesUnder(feed, git, update, asked, world);
    if (policy === undefined || policy.remoteRefs === 'ls-remote') return undefined;
    knowledge.remember();
    note(place.commonFolder, 'push', update.localId);
    return endingSoon(policy, world.today());
  });

/** Whether the destination has what the hook script left out (where the branch stood and the main branches), and the bases are those of the full hook. */
function isUsual({ remoteId }: RefUpdate, { landed, base }: Asked, { main, mains }: TrackingRefs, has: ReadonlySet<string>): boolean {
  if (![...mains.values()].every((id) => has.has(id))) return false;
  return landed === (isZero(remoteId) ? main : remoteId) && (isZero(remoteId) ? base !== '' : base === remoteId);
}

/** The policy under which all of it passes; undefined where anything is found, or the feed is not whole. */
async function passesUnder(feed: PushFeed, git: Git, update: RefUpdate, { landed, base }: Asked, world: World): Promise<Policy | undefined> {
  const tip = update.localId;
  const names = [tip, ...[landed, tip, base].flatMap((commit) => [`${commit}:.secrets-hooks/policy.json`, `${commit}:.secrets-hooks`])];
  const objects: GitObject[] = [];
  for (const name of names) {
    const found = feed.object(name);
    if (found === undefined) return undefined;
    objects.push(found === 'missing' ? { asked: name, missing: 'absent' } : { asked: name, id: found.id, type: found.type as 'blob', bytes: found.bytes });
  }
  const [first] = objects;
  if (first === undefined || 'missing' in first || first.type !== 'commit' || first.id !== tip) return undefined;
  git.objects.feed(objects);
  const { policy, hasLedger } = await rulebookOf(git, landed, tip);
  const look: Looking = { engine: versionsEngine(await engineUnder(policy)), hasher: hasherOf(policy.salt) };
  const brought = await passing(feed, look, rememberedUnder(policy, world.cwd, world));
  const touched = brought === undefined ? undefined : feed.touched();
  if (brought === undefined || touched === undefined) return undefined;
  const edge = edgeOf(git, () => Promise.reject(new Error('left to the whole hook')));
  if ((await freshIn(brought.suspects, edge, look.engine)).some((fresh) => fresh.length > 0)) return undefined;
  if (inspectNames(brought.changes, look.engine, look.hasher).findings.length > 0) return undefined;
  if (isZero(update.remoteId) && lookAtRefs([update.remoteRef], look).findings.length > 0) return undefined;
  if (base === tip) return policy;
  const { paths, added } = pathsOf(touched);
  const { before, after, law } = await policiesOf(git, base, tip, landed);
  if (ruleBreaches({ before, after, landed: law }, { paths, added }, world.today()).length > 0) return undefined;
  const changed = { git, landed: base, coming: tip, paths, findings: [], hasLedger };
  const broken = await brokenIn(changed, policy, look, () => Promise.reject(new Error('left to the whole hook')), world);
  return broken.length > 0 ? undefined : policy;
}

/** Bytes of suspects that are kept until the old ones have been asked. */
const mostKept = 16 * 1024 * 1024;

/** A change of each path, and those that hold something that may have stood there before; undefined where a message does, or not all was looked at. */
async function passing(
  feed: PushFeed,
  look: Looking,
  remembered: Remembered,
): Promise<{ readonly changes: readonly Change[]; readonly suspects: readonly Suspect[] } | undefined> {
  const paths = new Map<Path, Change>();
  const suspects: Suspect[] = [];
  let kept = 0;
  const seen = new Set<string>();
  let commit = '';
  let clean: CleanMemory | undefined;
  for (const one of feed.fed()) {
    if (one === undefined) return undefined;
    if (one.rest === '') {
      if (one.type !== 'commit') return undefined;
      commit = one.id;
      const [looked] = lookAtMessages([{ commit, text: written(one.bytes) }], look, clean);
      if (looked !== undefined && looked.findings.length + looked.unread.length > 0) return undefined;
      continue;
    }
    const change = changeIn(one, commit);
    if (change === 'torn') return undefined;
    if (change === undefined) continue;
    // the same over another old one is another change
    const key = `${change.blob} ${change.olds.join()} ${change.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size === worthRemembering) clean = await remembered(seen.size);
    // the one that brought the name, where there is one
    if (!paths.has(change.path) || change.olds.length === 0) paths.set(change.path, change);
    if (clean?.has('blob', change.blob, change.path) === true) continue;
    const document: Document = { path: change.path, origin: 'file', bytes: one.bytes };
    const found = look.engine(document);
    noteKind(change.path, one.bytes.length);
    if (found.unread.length > 0) return undefined;
    if (found.candidates.length === 0) {
      clean?.add('blob', change.blob, change.path);
      continue;
    }
    kept += one.bytes.length;
    // nothing stood there before: that is for the whole hook to tell
    if (change.olds.length === 0 || kept > mostKept) return undefined;
    suspects.push({ change, document, look: found });
  }
  clean?.save();
  return { changes: [...paths.values()], suspects };
}
