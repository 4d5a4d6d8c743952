// What each hook is called by, and the work that stands behind it: loaded by itself, because a hook does not wait for the others.
import { gitEnvironment } from '../../io/environment.ts';
import type { Feed } from '../../io/feed.ts';
import { gitOf } from '../../io/git.ts';
import type { World } from '../world.ts';
import type { Said } from './said.ts';

export const hookNames = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push', 'pre-receive'] as const;
export type HookName = (typeof hookNames)[number];

export async function runHook(name: HookName, args: readonly string[], world: World, feed?: Feed): Promise<Said> {
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    switch (name) {
      case 'pre-commit':
      case 'pre-merge-commit':
        return await (await import('./commit.ts')).preCommit(git, world, feed);
      case 'commit-msg':
        return await (await import('./message.ts')).commitMessage(git, world, args[0]);
      case 'pre-push':
        return await (await import('./push.ts')).prePush(git, world, args[0], args[1]);
      case 'pre-receive':
        return await (await import('./push.ts')).preReceive(git, world);
    }
  } finally {
    git.objects.close();
  }
}
