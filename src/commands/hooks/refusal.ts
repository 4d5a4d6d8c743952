// The text that a hook prints when it blocks.
import { prettyReport, type Occasion } from '../../report/pretty.ts';
import { rulesUnder } from '../looking.ts';
import { lookFor } from '../terminal.ts';
import type { World } from '../world.ts';
import { placesOf } from './commit-places.ts';
import type { HookName } from './hooks.ts';
import type { Said } from './said.ts';

export async function refusal({ report, policy, rules }: Said, world: World, name: HookName, occasion: Occasion): Promise<string> {
  const commits = name === 'pre-push' || name === 'pre-receive' ? await placesOf(report, name, world) : [];
  const isWhole = report.verdicts.every(({ finding }) => rules?.has(finding.ruleId) === true);
  return prettyReport(report, isWhole && rules !== undefined ? rules : rulesUnder(policy), lookFor(world, occasion, false, commits));
}
