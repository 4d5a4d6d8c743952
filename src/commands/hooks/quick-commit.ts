// The pre-commit hook for what most commits are: fed by its shim, and clean.
import { gitEnvironment } from '../../io/environment.ts';
import type { Feed } from '../../io/feed.ts';
import { gitOf } from '../../io/git.ts';
import { preCommit } from './commit.ts';
import { asides } from './notes.ts';
import type { World } from '../world.ts';

/** True where the commit passes, and nothing is left to say. */
export async function passesQuickly(feed: Feed, world: World): Promise<boolean> {
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    const { report, notes } = await preCommit(git, world, feed);
    if (report.outcome !== 'clean' || report.verdicts.length > 0) return false;
    if (notes.length > 0) world.err(asides(notes));
    return true;
  } catch {
    return false;
  } finally {
    git.objects.close();
  }
}
