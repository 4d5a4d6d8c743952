// Asks a remote which refs it has: only for pushes whose policy asks for it, because hooks open no connection otherwise.
import { LS_REMOTE_TIMEOUT_MS } from '../limits.ts';
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { runGit } from './git-process.ts';

/**
 * Ids of all refs, and of what tags point at.
 * @param name of the remote, for messages; a URL may hold a password, and so may what git says about it
 * @throws Failure if the remote does not answer
 */
export async function lsRemote(git: Git, url: string, name: string): Promise<ReadonlySet<string>> {
  let listing: string;
  try {
    listing = (await runGit(git, ['ls-remote', '--', url], undefined, 0, LS_REMOTE_TIMEOUT_MS)).toString('latin1');
  } catch {
    throw unanswered(name);
  }
  const lines = listing.split('\n').filter((line) => line !== '');
  const ids = lines.flatMap((line) => /^([0-9a-f]{40}|[0-9a-f]{64})\t/.exec(line)?.[1] ?? []);
  if (ids.length !== lines.length) throw unanswered(name);
  return new Set(ids);
}

const unanswered = (name: string): Failure =>
  new Failure(
    'remote-unanswered',
    name,
    'The policy asks the remote before each push (remoteRefs: ls-remote), and it must answer without a password prompt: check with GIT_TERMINAL_PROMPT=0 git ls-remote.',
  );
