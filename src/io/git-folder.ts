// Where the git directory lies, from what git tells a hook: read from disk, because asking git would start a process.
import { readFileSync } from 'node:fs';
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
  try {
    const pointer = await readSmall(join(top, '.git'));
    return /^gitdir: (.+)$/m.exec(pointer?.toString('utf8') ?? '')?.[1];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR' ? join(top, '.git') : undefined;
  }
}

/** The folder that all worktrees of a repository share. */
export function commonFolder(cwd: string, env: NodeJS.ProcessEnv, gitFolder: string): string {
  const named = env['GIT_COMMON_DIR'];
  if (named !== undefined) return resolve(cwd, named);
  const folder = resolve(cwd, gitFolder);
  try {
    return resolve(folder, readFileSync(join(folder, 'commondir'), 'utf8').trim());
  } catch {
    return folder;
  }
}
