// Whether a change touches anything that promises are about: most do not, and then what judges them is not loaded.
import type { Git } from '../io/git.ts';
import type { Memory } from '../ledger/memory.ts';
import type { Finding, Path } from '../model.ts';
import { hookFilesIn } from '../policy/checks/hook-files.ts';
import type { Policy } from '../policy/policy.ts';
import type { Looking } from './scan.ts';
import type { World } from './world.ts';

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

/** @see brokenPromises */
export async function brokenIn(changed: Changed, policy: Policy, look: Looking, memory: () => Promise<Memory>, world: World): Promise<readonly Finding[]> {
  const touched =
    changed.paths.some((path) => path.startsWith('.secrets-hooks/incidents/') || /(?:^|\/)\.gitignore$/.test(path)) || hookFilesIn(changed.paths).length > 0;
  if (!touched && !changed.hasLedger && changed.findings.length === 0) return [];
  return (await import('./promises.ts')).brokenPromises(changed, policy, look, memory, world);
}
