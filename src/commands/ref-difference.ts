// What each ref of a push changes: against where it stood, or for a new one against where it left what has landed.
import type { Git } from '../io/git.ts';
import { treeDifference, type RefUpdate, type TreeDifference } from '../io/pushed.ts';
import { policyTexts } from '../io/rulebook.ts';
import type { Policy } from '../policy/policy.ts';
import { withBasesAt } from './bases.ts';
import { policyFrom, standingPolicy } from './rulebook.ts';

export interface RefDifference {
  /** undefined: it shares nothing with what has landed */
  readonly base: string | undefined;
  readonly tip: string;
  readonly touched: TreeDifference;
  /** the policy that this line of history is held against, the one that it brings, and the one that has landed */
  readonly before: Policy | undefined;
  readonly after: Policy | undefined;
  readonly law: Policy | undefined;
}

const isZero = (id: string): boolean => /^0+$/.test(id);
const commitOf = (git: Git, id: string): Promise<string | undefined> => git.maybe(['rev-parse', '--verify', '--quiet', `${id}^{commit}`]);

/** Every ref by itself: an innocent first one covers for no other. Deleted refs bring nothing. @param landed the commit whose policy judges */
export async function refDifferences(git: Git, updates: readonly RefUpdate[], landed: string | undefined): Promise<readonly RefDifference[]> {
  const differences: RefDifference[] = [];
  for (const update of updates) {
    const tip = isZero(update.localId) ? undefined : await commitOf(git, update.localId);
    if (tip === undefined) continue;
    const base = await baseOf(git, update, tip, landed);
    if (base !== tip) differences.push(await differenceOf(git, base, tip, landed));
  }
  return differences;
}

async function baseOf(git: Git, update: RefUpdate, tip: string, landed: string | undefined): Promise<string | undefined> {
  const stood = isZero(update.remoteId) ? undefined : await commitOf(git, update.remoteId);
  if (stood !== undefined) return stood;
  return landed === undefined ? undefined : git.maybe(['merge-base', landed, tip]);
}

async function differenceOf(git: Git, base: string | undefined, tip: string, landed: string | undefined): Promise<RefDifference> {
  const touched = await treeDifference(git, base, tip);
  const revisions = [base ?? tip, tip, landed ?? tip] as const;
  const { texts } = await policyTexts(git, revisions);
  const was = await withBasesAt(git, revisions[0], texts[0]);
  const is = await withBasesAt(git, revisions[1], texts[1]);
  const standing = await withBasesAt(git, revisions[2], texts[2]);
  const after = is === undefined ? undefined : policyFrom(is);
  const law = landed === undefined ? undefined : standingPolicy(standing, is);
  // a branch that is older than the policy weakens nothing by lacking it; one that brings its own is held against what has landed
  const before = (base === undefined ? undefined : standingPolicy(was, is)) ?? (after === undefined ? undefined : law);
  return { base, tip, touched, before, after, law };
}
