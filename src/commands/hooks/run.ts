// `secrets-hooks run <hook>`: runs a hook and prints its result on stderr; stdout belongs to git.
import type { Feed } from '../../io/feed.ts';
import type { PushFeed } from '../../io/push-feed.ts';
import type { Occasion } from '../../report/pretty.ts';
import { exitStatus } from '../verdicts.ts';
import type { ExitStatus, World } from '../world.ts';
import { hookNames, runHook, type HookName } from './hooks.ts';
import { noteRefusal } from './kinds.ts';
import { asides } from './notes.ts';

const occasions: Readonly<Record<HookName, Occasion>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'commit',
  'commit-msg': 'message',
  'pre-push': 'push',
  'pre-receive': 'receive',
};

/**
 * Never throws: any error is a refusal with one sentence.
 * @param feed what the shim has asked git for already
 */
export async function run(name: string, args: readonly string[], world: World, feed?: Feed | PushFeed): Promise<ExitStatus> {
  try {
    if (!isHook(name)) {
      world.err(`secrets-hooks: unknown hook. Choose one of ${hookNames.join(', ')}.\n`);
      return 2;
    }
    const said = await runHook(name, args, world, feed);
    if (said === undefined) return 0;
    const { report, notes } = said;
    const status = exitStatus(report);
    // most commits are clean and need no wording: its code is evaluated only for a refusal
    if (status !== 0) {
      noteRefusal();
      world.err(await (await import('./refusal.ts')).refusal(said, world, name, occasions[name]));
    }
    if (notes.length > 0) world.err(asides(notes));
    return status;
  } catch (error) {
    if ((await world.interruptedSoon?.()) === true) return 2;
    world.err((await import('../failures.ts')).explainFailure(error, 'refused, because this hook could not do its work'));
    return 2;
  }
}

const isHook = (name: string): name is HookName => (hookNames as readonly string[]).includes(name);
