// uninstall: takes out what install put in, and only that.
import { planUninstall } from '../setup/plan-uninstall.ts';
import { noteText, stepWords } from '../setup/words.ts';
import { apply } from './setup/apply.ts';
import { readFacts, SetupError } from './setup/facts.ts';
import { preview } from './setup/preview.ts';
import { shower } from './setup/show.ts';
import type { SetupWorld } from './setup/world.ts';

/** @returns the exit status: 0 taken out (or nothing there), 2 it could not be */
export async function uninstall(world: SetupWorld, options: { readonly dryRun: boolean }): Promise<number> {
  try {
    const facts = await readFacts(world);
    const show = shower(facts);
    const plan = planUninstall(facts);
    if (options.dryRun) for (const step of plan.steps) world.out(preview(step, show));
    else
      await apply(plan.steps, world, (step) => {
        if (step.do !== 'tidy') world.out(`${stepWords(step, show)}\n`);
      });
    for (const note of plan.notes) world.err(noteText('note', note, show));
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    world.err(`secrets-hooks: ${error.message}\n`);
    return 2;
  }
}
