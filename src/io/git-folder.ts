// Where the git directory lies, from what git tells a hook: read from disk, because asking git would start a process.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSmall } from './files.ts';
import type { Git } from './git.ts';

/** The git directory of the work tree that a hook runs in. */
export async function gitFolderOf(git: Git, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = env['GIT_DIR'] ?? (await pointed(cwd)) ?? (await git.maybe(['rev-parse', '--absolute-git-dir'])) ?? '.git';
  return resolve(cwd, folder);
}

/** `.git` as a folder, or where a `.git` file points; undefined where git has to be asked. */
async function pointed(top: string): Promise<string | undefined> {
  const place = join(top, '.git');
  try {
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) return place;
    const pointer = await readSmall(place);
    return /^gitdir: (.+)$/m.exec(pointer?.toString('utf8') ?? '')?.[1];
  } catch {
    return undefined;
  }
}

/** The folder that all worktrees of a repository share. */
export function commonFolder(cwd: string, env: NodeJS.ProcessEnv, gitFolder: string): string {
  const named = env['GIT_COMMON_DIR'];
  if (named !== undefined) return resolve(cwd, named);
  const folder = resolve(cwd, gitFolder);
  if (!existsSync(join(folder, 'commondir'))) return folder;
  try {
    return resolve(folder, readFileSync(join(folder, 'commondir'), 'utf8').trim());
  } catch {
    return folder;
  }
}
