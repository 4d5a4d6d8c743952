// Where a command stands: the repository's top, its git, and the policy as it is on disk.
import { join } from 'node:path';
import { gitEnvironment } from '../io/environment.ts';
import { Failure } from '../io/failure.ts';
import { readSmall } from '../io/files.ts';
import { gitOf, type Git } from '../io/git.ts';
import type { WrittenPolicy } from '../policy/extends.ts';
import { loadPolicy } from '../policy/load.ts';
import { defaultPolicy, policyFile, type Policy } from '../policy/policy.ts';
import { withBasesOnDisk } from './policy/bases.ts';
import { policyFrom } from './rulebook.ts';
import type { World } from './world.ts';

export interface Standpoint {
  readonly top: string;
  readonly git: Git;
}

export async function standpointOf(world: World): Promise<Standpoint> {
  const top = await gitOf(world.cwd, gitEnvironment(world.env)).maybe(['rev-parse', '--show-toplevel']);
  if (top === undefined) throw new Failure('not-a-repository', '', 'Go to a folder inside a git repository with a work tree.');
  return { top, git: gitOf(top, gitEnvironment(world.env)) };
}

/** The policy's text in the work tree, or undefined. */
export const policyText = async (top: string): Promise<string | undefined> => (await readSmall(join(top, policyFile)))?.toString('utf8');

/** What the file itself says, without what it extends: that is what can be edited. */
export async function writtenOnDisk(top: string): Promise<WrittenPolicy> {
  const text = await policyText(top);
  if (text === undefined) return {};
  const put = await withBasesOnDisk(top, text);
  const loaded = loadPolicy(put.text, put.bases);
  return 'written' in loaded ? loaded.written : policyFrom(put);
}

export async function policyOnDisk(top: string): Promise<Policy> {
  const text = await policyText(top);
  return text === undefined ? defaultPolicy : policyFrom(await withBasesOnDisk(top, text));
}

/** Who acts, as git names the person. */
export async function personOf(git: Git): Promise<string> {
  const name = (await git.maybe(['config', 'user.name'])) ?? '';
  const email = (await git.maybe(['config', 'user.email'])) ?? '';
  const person = `${name}${email === '' ? '' : ` <${email}>`}`.trim();
  if (person === '')
    throw new Failure('bad-argument', 'git does not know who you are', 'Run git config user.name "…" and git config user.email "…", or say --by.');
  return person;
}
