// Contract row C13 for a push: every ref by itself, against what that line of history had before and against what has landed.
import type { Git } from '../io/git.ts';
import type { RefUpdate } from '../io/pushed.ts';
import { treeDifference } from '../io/pushed.ts';
import { policyTexts } from '../io/rulebook.ts';
import type { Finding } from '../model.ts';
import { policyFrom, ruleBreaches } from './rulebook.ts';

const isZero = (id: string): boolean => /^0+$/.test(id);

/** What the rules' changes in a push break. A deleted ref brings nothing. @param landed the commit whose policy judges */
export async function refBreaches(git: Git, updates: readonly RefUpdate[], landed: string | undefined, today: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const update of updates) {
    if (isZero(update.localId)) continue;
    const tip = await git.maybe(['rev-parse', '--verify', '--quiet', `${update.localId}^{commit}`]);
    if (tip !== undefined) findings.push(...(await breachesBetween(git, await baseOf(git, update, tip, landed), tip, landed, today)));
  }
  return findings;
}

/** Where this ref stood; for a new one, where it left what has landed. Undefined: it shares nothing with that. */
async function baseOf(git: Git, update: RefUpdate, tip: string, landed: string | undefined): Promise<string | undefined> {
  if (!isZero(update.remoteId)) {
    const stood = await git.maybe(['rev-parse', '--verify', '--quiet', `${update.remoteId}^{commit}`]);
    if (stood !== undefined) return stood;
  }
  return landed === undefined ? undefined : git.maybe(['merge-base', landed, tip]);
}

async function breachesBetween(git: Git, base: string | undefined, tip: string, landed: string | undefined, today: string): Promise<Finding[]> {
  if (base === tip) return [];
  const touched = await treeDifference(git, base, tip);
  const texts = await policyTexts(git, [base ?? tip, tip, landed ?? tip]);
  const [was, is, law] = texts.map((text) => (text === undefined ? undefined : policyFrom(text)));
  const before = base === undefined ? undefined : was;
  const standing = landed === undefined ? undefined : law;
  // a branch that is older than the policy weakens nothing by lacking it; one that brings its own is held against what has landed
  const held = before ?? (is === undefined ? undefined : standing);
  return ruleBreaches({ before: held, after: is, landed: standing }, touched, today);
}
