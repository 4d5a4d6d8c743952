// The hooks by name, and the work behind each: loaded by itself, because one hook doesn't wait for the others.
import { gitEnvironment } from '../../io/environment.ts';
import type { Feed } from '../../io/feed.ts';
import { gitOf, type Git } from '../../io/git.ts';
import { PushFeed } from '../../io/push-feed.ts';
import type { World } from '../world.ts';
import { noteKind } from './kinds.ts';
import type { Said } from './said.ts';

export const hookNames = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push', 'pre-receive'] as const;
export type HookName = (typeof hookNames)[number];

/** @param feed what the shim has asked git for already; @returns undefined where a fed push is clean, and its notes have been printed */
export async function runHook(name: HookName, args: readonly string[], world: World, feed?: Feed | PushFeed): Promise<Said | undefined> {
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    switch (name) {
      case 'pre-commit':
      case 'pre-merge-commit':
        return await commit(git, world, feed instanceof PushFeed ? undefined : feed);
      case 'commit-msg':
        return await (await import('./message.ts')).commitMessage(git, world, args[0]);
      case 'pre-push':
        if (!(feed instanceof PushFeed)) return await (await import('./push.ts')).prePush(git, world, args[0], args[1]);
        if (await (await import('./quick-push.ts')).pushPassesQuickly(feed, args[0] ?? '', args[1], world)) return undefined;
        return await (await import('./push.ts')).prePush(git, Object.assign(world, { heard: Buffer.from(feed.input, 'latin1') }), args[0], args[1]);
      case 'pre-receive':
        return await (await import('./push.ts')).preReceive(git, world);
    }
  } finally {
    git.objects.close();
  }
}

async function commit(git: Git, world: World, feed: Feed | undefined): Promise<Said> {
  const said = await (await import('./commit.ts')).preCommit(git, world, feed);
  if (feed === undefined) return said;
  const sizes = new Map(feed.objects.map((one) => [one.asked, 'bytes' in one ? one.bytes.length : 0]));
  for (const { path, blob } of feed.entries) if (blob !== undefined) noteKind(path, sizes.get(blob) ?? 0);
  return said;
}
