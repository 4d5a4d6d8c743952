// What a hook says in words: its report where it does not let pass, and what it notes besides.
import type { Report } from '../model.ts';
import type { Policy } from '../policy/policy.ts';
import { prettyReport, type Occasion } from '../report/pretty.ts';
import { printable } from '../report/printable.ts';
import { rulesUnder } from './looking.ts';
import { lookFor } from './terminal.ts';
import type { World } from './world.ts';

export const refusal = (report: Report, policy: Policy, world: World, occasion: Occasion): string =>
  prettyReport(report, rulesUnder(policy), lookFor(world, occasion));

/** A line each. */
export const asides = (notes: readonly string[]): string => notes.map((one) => `secrets-hooks: note: ${printable(one)}\n`).join('');
