// `secrets-hooks run <hook>`: does the hook's work and says what came of it on stderr; stdout belongs to git.
import { prettyReport, type Occasion } from '../report/pretty.ts';
import { printable } from '../report/printable.ts';
import { explainFailure } from './failures.ts';
import { hookNames, runHook, type HookName } from './hooks.ts';
import { rulesUnder } from './looking.ts';
import { placesOf } from './commit-places.ts';
import { lookFor } from './terminal.ts';
import { exitStatus } from './verdicts.ts';
import type { ExitStatus, World } from './world.ts';

const occasions: Readonly<Record<HookName, Occasion>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'commit',
  'commit-msg': 'message',
  'pre-push': 'push',
  'pre-receive': 'receive',
};

/** Never throws: whatever happens inside is a refusal with one sentence. */
export async function run(name: string, args: readonly string[], world: World): Promise<ExitStatus> {
  try {
    if (!isHook(name)) {
      world.err(`secrets-hooks: there is no hook "${name}"; there are ${hookNames.join(', ')}\n`);
      return 2;
    }
    const { report, policy, notes } = await runHook(name, args, world);
    const status = exitStatus(report);
    if (status !== 0) {
      const commits = name === 'pre-push' || name === 'pre-receive' ? await placesOf(report, name, world) : [];
      world.err(prettyReport(report, rulesUnder(policy), lookFor(world, occasions[name], false, commits)));
    }
    for (const one of notes) world.err(`secrets-hooks: note: ${printable(one)}\n`);
    return status;
  } catch (error) {
    world.err(explainFailure(error, 'refused, because this hook could not do its work'));
    return 2;
  }
}

const isHook = (name: string): name is HookName => (hookNames as readonly string[]).includes(name);
