// install: puts the hooks into the repository one stands in, with a starting policy and the ignore patterns.
import { planInstall } from '../setup/plan-install.ts';
import type { InstallOptions } from '../setup/target.ts';
import { noteText, stepWords } from '../setup/words.ts';
import { apply } from './setup/apply.ts';
import { readFacts, SetupError } from './setup/facts.ts';
import { preview } from './setup/preview.ts';
import { shower } from './setup/show.ts';
import type { SetupWorld } from './setup/world.ts';

export interface InstallArguments extends InstallOptions {
  readonly dryRun: boolean;
  /** installs also where CI runs it as a lifecycle script of npm */
  readonly force: boolean;
}

export const installDefaults: InstallArguments = { manager: 'auto', local: false, configHooks: false, dryRun: false, force: false };

/** A `prepare` script runs in CI too, where nobody commits. Whoever types the command means it, in CI as well. */
const lifecycleInCi = (world: SetupWorld): boolean =>
  !['', 'false', '0', undefined].includes(world.env['CI']) && ['prepare', 'install', 'postinstall'].includes(world.env['npm_lifecycle_event'] ?? '');

/** @returns the exit status: 0 installed (or nothing to do), 2 it could not be */
export async function install(world: SetupWorld, options: InstallArguments): Promise<number> {
  if (lifecycleInCi(world) && !options.force) {
    world.err('secrets-hooks: hooks are not installed in CI (--force installs them). The check itself is never skipped.\n');
    return 0;
  }
  try {
    const facts = await readFacts(world);
    const show = shower(facts);
    const plan = planInstall(facts, options);
    if (plan.refusal !== undefined) {
      world.err(noteText('secrets-hooks', plan.refusal, show));
      return 2;
    }
    if (options.dryRun) for (const step of plan.steps) world.out(preview(step, show));
    else
      await apply(plan.steps, world, (step) => {
        world.out(`${stepWords(step, show)}\n`);
      });
    for (const note of plan.notes) world.err(noteText('note', note, show));
    if (plan.steps.length === 0) world.out('Nothing to do: this repository is guarded already.\n');
    else if (!options.dryRun) world.out(`Guarded: ${facts.events.join(', ')}.\nNothing was staged or committed. To try it out: npx secrets-hooks doctor\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    world.err(`secrets-hooks: ${error.message}\n`);
    return 2;
  }
}
