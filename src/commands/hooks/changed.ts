// A change as a whole, as promises are held against it.
import type { Git } from '../../io/git.ts';
import type { Finding, Path } from '../../model.ts';

export interface Changed {
  readonly git: Git;
  /** the revision that has landed, and the one that is coming (`''`: the index) */
  readonly landed: string | undefined;
  readonly coming: string;
  readonly paths: readonly Path[];
  readonly findings: readonly Finding[];
  /** whether what has landed holds a ledger */
  readonly hasLedger: boolean;
}
