// What each ref of a push changes: against where it stood, or for a new one against where it left what has landed.
import type { Git } from '../../io/git.ts';
import { treeDifferences, type TreeDifference } from '../../io/pushed.ts';
import { isZero, type RefUpdate } from '../../io/ref-updates.ts';
import { commitsBehind, departures } from '../../io/ref-ends.ts';
import { policyTexts } from '../../io/rulebook.ts';
import type { Policy } from '../../policy/policy.ts';
import { withBasesAt, type PolicyText } from '../policy/bases.ts';
import { policyFrom, standingPolicy } from '../rulebook.ts';

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

/**
 * Every ref by itself, so that a harmless first one covers for no other. Deleted refs bring nothing.
 * @param landed the commit whose policy judges
 * @param isThere whether the destination is known to have it; if not, everything in a new ref is new there
 */
export async function refDifferences(
  git: Git,
  updates: readonly RefUpdate[],
  landed: string | undefined,
  isThere = landed !== undefined,
): Promise<readonly RefDifference[]> {
  const living = updates.filter((update) => !isZero(update.localId));
  const ends = await commitsBehind(git, [...living.map((update) => update.localId), ...living.map((update) => update.remoteId)]);
  const lines = living.flatMap((_, at) => {
    const tip = ends[at];
    return tip === undefined ? [] : [{ tip, stood: ends[living.length + at] }];
  });
  const fresh = lines.filter(({ stood }) => stood === undefined).map(({ tip }) => tip);
  const left = landed === undefined || !isThere || fresh.length === 0 ? undefined : await departures(git, landed, fresh);
  const pairs = new Map<string, { readonly base: string | undefined; readonly tip: string }>();
  for (const { tip, stood } of lines) {
    const base = stood ?? left?.get(tip);
    if (base !== tip) pairs.set(`${base ?? ''} ${tip}`, { base, tip });
  }
  const all = [...pairs.values()];
  const touched = await treeDifferences(git, all);
  const parsed = policyReader();
  const differences: RefDifference[] = [];
  for (const [at, { base, tip }] of all.entries())
    differences.push({ base, tip, touched: touched[at] ?? { paths: [], added: [] }, ...(await policiesOf(git, base, tip, landed, parsed)) });
  return differences;
}

/** Two policies that say the same in the same files are one. */
const keyOf = ({ text, bases }: PolicyText): string => (bases.size === 0 ? text : JSON.stringify([text, ...bases]));

/** A policy's text is read once, however many refs carry it. */
function policyReader(): (put: PolicyText) => Policy {
  const known = new Map<string, Policy>();
  return (put) => {
    const policy = known.get(keyOf(put)) ?? policyFrom(put);
    known.set(keyOf(put), policy);
    return policy;
  };
}

/** The policies of one difference. */
export async function policiesOf(
  git: Git,
  base: string | undefined,
  tip: string,
  landed: string | undefined,
  parsed = policyReader(),
): Promise<Pick<RefDifference, 'before' | 'after' | 'law'>> {
  const revisions = [base ?? tip, tip, landed ?? tip] as const;
  const { texts } = await policyTexts(git, revisions);
  const was = await withBasesAt(git, revisions[0], texts[0]);
  const is = await withBasesAt(git, revisions[1], texts[1]);
  const standing = await withBasesAt(git, revisions[2], texts[2]);
  const stands = (put: PolicyText | undefined): Policy | undefined =>
    put !== undefined && is !== undefined && keyOf(put) === keyOf(is) ? parsed(put) : standingPolicy(put, is);
  const after = is === undefined ? undefined : parsed(is);
  const law = landed === undefined ? undefined : stands(standing);
  // a branch that is older than the policy weakens nothing by lacking it; one that brings its own is held against what has landed
  const before = (base === undefined ? undefined : stands(was)) ?? (after === undefined ? undefined : law);
  return { before, after, law };
}
