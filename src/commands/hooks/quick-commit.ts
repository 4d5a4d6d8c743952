// The pre-commit hook for what most commits are: fed by its shim, and clean.
import type { Feed } from '../../io/feed.ts';
import { preCommit } from './commit.ts';
import { noteKind } from './kinds.ts';
import { quickly } from './quickly.ts';
import type { World } from '../world.ts';

/** True where the commit passes, and nothing is left to say. */
export const passesQuickly = (feed: Feed, world: World): Promise<boolean> =>
  quickly(world, async (git) => {
    const { report, notes } = await preCommit(git, world, feed);
    const sizes = new Map(feed.objects.map((one) => [one.asked, 'bytes' in one ? one.bytes.length : 0]));
    for (const { path, blob } of feed.entries) if (blob !== undefined) noteKind(path, sizes.get(blob) ?? 0);
    return report.outcome === 'clean' && report.verdicts.length === 0 ? notes : undefined;
  });
