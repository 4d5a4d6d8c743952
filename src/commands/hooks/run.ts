// `secrets-hooks run <hook>`: does the hook's work and says what came of it on stderr; stdout belongs to git.
import type { Feed } from '../../io/feed.ts';
import type { Occasion } from '../../report/pretty.ts';
import { hookNames, runHook, type HookName } from './hooks.ts';
import { exitStatus } from '../verdicts.ts';
import type { ExitStatus, World } from '../world.ts';

const occasions: Readonly<Record<HookName, Occasion>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'commit',
  'commit-msg': 'message',
  'pre-push': 'push',
  'pre-receive': 'receive',
};

/**
 * Never throws: whatever happens inside is a refusal with one sentence.
 * @param feed what the shim has asked of git already
 */
export async function run(name: string, args: readonly string[], world: World, feed?: Feed): Promise<ExitStatus> {
  try {
    if (!isHook(name)) {
      world.err(`secrets-hooks: unknown hook. Choose one of ${hookNames.join(', ')}.\n`);
      return 2;
    }
    const said = await runHook(name, args, world, feed);
    const { report, notes } = said;
    const status = exitStatus(report);
    // words are loaded where something is said: most commits hear nothing
    if (status !== 0) world.err(await (await import('./refusal.ts')).refusal(said, world, name, occasions[name]));
    if (notes.length > 0) world.err((await import('./notes.ts')).asides(notes));
    return status;
  } catch (error) {
    if ((await world.interruptedSoon?.()) === true) return 2;
    world.err((await import('../failures.ts')).explainFailure(error, 'refused, because this hook could not do its work'));
    return 2;
  }
}

const isHook = (name: string): name is HookName => (hookNames as readonly string[]).includes(name);
