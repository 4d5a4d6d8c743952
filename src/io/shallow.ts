// Where a shallow clone was cut off.
import { resolve } from 'node:path';
import { readSmall } from './files.ts';
import type { Git } from './git.ts';

/** The commits whose parents were not fetched; empty in a complete clone. */
export async function cutCommits(git: Git): Promise<ReadonlySet<string>> {
  if ((await git.maybe(['rev-parse', '--is-shallow-repository'])) !== 'true') return new Set();
  const file = await git.maybe(['rev-parse', '--git-path', 'shallow']);
  const text = file === undefined ? undefined : await readSmall(resolve(git.folder, file));
  return new Set(text?.toString('latin1').match(/^[0-9a-f]{40,64}$/gm) ?? []);
}
