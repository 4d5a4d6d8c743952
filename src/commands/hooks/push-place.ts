// Where a push starts from: the folders in which git and our hooks keep notes about remotes.
import { commonFolder, gitFolderOf } from '../../io/git-folder.ts';
import type { Git } from '../../io/git.ts';
import type { PushPlace } from '../../io/remote-knowledge.ts';
import type { World } from '../world.ts';

export async function pushPlace(git: Git, { cwd, env }: World): Promise<PushPlace> {
  const gitFolder = await gitFolderOf(git, cwd, env);
  return { gitFolder, commonFolder: commonFolder(cwd, env, gitFolder), top: cwd };
}
