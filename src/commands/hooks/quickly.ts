// The frame of a quick look: whatever goes wrong in it is no answer, and the whole hook looks again.
import { gitEnvironment } from '../../io/environment.ts';
import { gitOf, type Git } from '../../io/git.ts';
import type { World } from '../world.ts';
import { asides } from './notes.ts';

/**
 * True where everything passes, and nothing is left to say.
 * @param look what is to be said besides, or undefined where it does not pass
 */
export async function quickly(world: World, look: (git: Git) => Promise<Parameters<typeof asides>[0] | undefined>): Promise<boolean> {
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    const notes = await look(git);
    if (notes === undefined) return false;
    if (notes.length > 0) world.err(asides(notes));
    return true;
  } catch {
    return false;
  } finally {
    git.objects.close();
  }
}
