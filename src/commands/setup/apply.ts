// Runs the steps of a plan, in order. What fails stops it, and what was done so far is known.
import { copyPackage, move, place, remove, removeTree, standing, tidy } from '../../io/setup-files.ts';
import { ask } from '../../io/setup-git.ts';
import type { Step } from '../../setup/step.ts';
import type { SetupWorld } from './world.ts';
import { SetupError } from './facts.ts';

/** @throws SetupError where a file is not any more what the plan was made from */
async function expects(path: string, before: string): Promise<void> {
  if ((await standing(path))?.text !== before) throw new SetupError(`a file changed while this ran: ${path}. Run it again.`);
}

async function run(step: Step, world: SetupWorld): Promise<void> {
  switch (step.do) {
    case 'write':
      if (step.before !== undefined) await expects(step.path, step.before);
      await place(step.path, step.text, step.mode);
      return;
    case 'move':
      await move(step.from, step.to);
      return;
    case 'remove':
      await expects(step.path, step.before);
      await remove(step.path);
      return;
    case 'copy-package':
      await copyPackage(step.from, step.to);
      return;
    case 'remove-package':
      await removeTree(step.path);
      return;
    case 'tidy':
      await tidy(step.path);
      return;
    case 'config': {
      const args = step.value === undefined ? ['--unset-all', step.key] : ['--replace-all', step.key, step.value];
      const answer = await ask('git', ['config', '--local', ...args], world.cwd, world.env);
      // 5: there was nothing to unset
      if (answer.status !== 0 && !(step.value === undefined && answer.status === 5)) throw new SetupError(`git could not change ${step.key}`);
    }
  }
}

/** Runs each step and tells `done` of it. */
export async function apply(steps: readonly Step[], world: SetupWorld, done: (step: Step) => void): Promise<void> {
  for (const step of steps) {
    await run(step, world);
    done(step);
  }
}
