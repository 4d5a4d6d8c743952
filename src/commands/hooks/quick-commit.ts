// The pre-commit hook for what most commits are: fed by its shim, and clean.
import type { Feed } from '../../io/feed.ts';
import { preCommit } from './commit.ts';
import { quickly } from './quickly.ts';
import type { World } from '../world.ts';

/** True where the commit passes, and nothing is left to say. */
export const passesQuickly = (feed: Feed, world: World): Promise<boolean> =>
  quickly(world, async (git) => {
    const { report, notes } = await preCommit(git, world, feed);
    return report.outcome === 'clean' && report.verdicts.length === 0 ? notes : undefined;
  });
