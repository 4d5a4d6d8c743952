// What a hook says in words where it does not let pass.
import { prettyReport, type Occasion } from '../../report/pretty.ts';
import { placesOf } from './commit-places.ts';
import type { HookName } from './hooks.ts';
import type { Said } from './said.ts';
import { rulesUnder } from '../looking.ts';
import { lookFor } from '../terminal.ts';
import type { World } from '../world.ts';

export async function refusal(
  { report, policy, destination }: Pick<Said, 'report' | 'policy' | 'destination'>,
  world: World,
  name: HookName,
  occasion: Occasion,
): Promise<string> {
  const commits = name === 'pre-push' || name === 'pre-receive' ? await placesOf(report, name, world) : [];
  return prettyReport(report, rulesUnder(policy), lookFor(world, occasion, false, commits, destination));
}
