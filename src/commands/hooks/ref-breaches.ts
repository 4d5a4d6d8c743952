// Checks on what each ref changes as a whole: rule changes, shared values, ignore rules, hook files, the incident ledger. Used by pushes and by commit ranges.
import type { Git } from '../../io/git.ts';
import type { RefUpdate } from '../../io/ref-updates.ts';
import type { Memory } from '../../ledger/memory.ts';
import type { Finding } from '../../model.ts';
import type { Looking } from '../instruments.ts';
import { ruleBreaches, type Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';
import { brokenIn } from './promised.ts';
import { refDifferences } from './ref-difference.ts';

/** What is known once the commits of the refs have been scanned. */
export interface ScannedRefs {
  readonly git: Git;
  readonly updates: readonly RefUpdate[];
  /** the commit whose policy judges; undefined where nothing has landed */
  readonly landed: string | undefined;
  /** whether the destination is known to have `landed`; if not, everything in a new ref is new there */
  readonly isLandedThere?: boolean;
  readonly book: Rulebook;
  readonly findings: readonly Finding[];
}

/** Breaches of each ref update, in order. */
export async function refBreaches(scanned: ScannedRefs, look: Looking, memory: () => Promise<Memory>, world: World): Promise<Finding[]> {
  const { git, updates, landed, isLandedThere, book, findings } = scanned;
  const breaches: Finding[] = [];
  for (const { base, tip, touched, before, after, law } of await refDifferences(git, updates, landed, isLandedThere)) {
    breaches.push(...ruleBreaches({ before, after, landed: law }, touched, world.today()));
    const changed = { git, landed: base, coming: tip, paths: touched.paths, findings, hasLedger: book.hasLedger };
    breaches.push(...(await brokenIn(changed, book.policy, look, memory, world)));
  }
  return breaches;
}
