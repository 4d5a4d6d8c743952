// Whether a change touches anything that promises are about: most do not, and then what judges them is not loaded.
import type { Memory } from '../../ledger/memory.ts';
import type { Finding } from '../../model.ts';
import { hookFilesIn } from '../../policy/checks/hook-files.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Looking } from '../instruments.ts';
import type { World } from '../world.ts';
import type { Changed } from './changed.ts';

/** @see brokenPromises */
export async function brokenIn(changed: Changed, policy: Policy, look: Looking, memory: () => Promise<Memory>, world: World): Promise<readonly Finding[]> {
  const touched =
    changed.paths.some((path) => path.startsWith('.secrets-hooks/incidents/') || /(?:^|\/)\.gitignore$/.test(path)) || hookFilesIn(changed.paths).length > 0;
  if (!touched && !changed.hasLedger && changed.findings.length === 0) return [];
  return (await import('./promises.ts')).brokenPromises(changed, policy, look, memory, world);
}
