// What a hook says in words where it does not let pass.
import type { Report } from '../model.ts';
import type { Policy } from '../policy/policy.ts';
import { prettyReport, type Occasion } from '../report/pretty.ts';
import { rulesUnder } from './looking.ts';
import { lookFor } from './terminal.ts';
import type { World } from './world.ts';

export const refusal = (report: Report, policy: Policy, world: World, occasion: Occasion): string =>
  prettyReport(report, rulesUnder(policy), lookFor(world, occasion));
