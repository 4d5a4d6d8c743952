// What a clone lacks: commits in a shallow one, objects in a partial one.
import type { Path, Unread } from '../model.ts';
import { Failure } from './failure.ts';
import type { Git } from './git.ts';

/** What a scan of the history has to report where the history goes on at the remote only. */
export const shallowHistory: Unread = { file: 'commit history' as Path, reason: 'shallow-clone' };

export async function missingHistory(git: Git): Promise<readonly Unread[]> {
  return (await git.maybe(['rev-parse', '--is-shallow-repository'])) === 'true' ? [shallowHistory] : [];
}

/** A partial clone left objects at its remote; git fetches them when it needs them, but not in a hook or a scan. */
export const isPartial = async (git: Git): Promise<boolean> =>
  (await git.maybe(['config', '--get-regexp', '^(remote\\..*\\.(promisor|partialclonefilter)|extensions\\.partialclone)$'])) !== undefined;

/** @param what is missing */
export async function missingObjects(git: Git, what: string): Promise<Failure> {
  return (await isPartial(git))
    ? new Failure('object-missing', `${what} (this is a partial clone)`, 'Fetch everything with `git fetch --refetch --no-filter`, then try again.')
    : new Failure('object-missing', what, 'Run `git fsck` to see what this clone lacks.');
}
