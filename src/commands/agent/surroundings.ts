// What the hook for coding agents asks of the machine before it follows a script.
import { closeSync, fstatSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { gitEnvironment } from '../../io/environment.ts';
import { gitOf } from '../../io/git.ts';
import { MAX_AGENT_SCRIPT_BYTES } from '../../limits.ts';
import type { World } from '../world.ts';
import { normalPath } from './hook-paths.ts';
import type { Surroundings } from './walk.ts';

/** @param cwd in which the call would run */
export async function surroundingsOf(cwd: string, world: World): Promise<Surroundings> {
  const git = gitOf(cwd, gitEnvironment(world.env));
  try {
    const hooks = await git.maybe(['rev-parse', '--git-path', 'hooks']).catch(() => undefined);
    const listed = await git.maybe(['config', '--null', '--get-regexp', '^alias\\.']).catch(() => undefined);
    const aliases = (listed ?? '').split('\0').flatMap((entry) => {
      const [, name, text] = /^alias\.([^\n]+)\n(.*)$/s.exec(entry) ?? [];
      return name === undefined || text === undefined ? [] : [[name.toLowerCase(), text] as const];
    });
    const folders = hooks === undefined ? [] : [resolve(cwd, hooks), real(resolve(cwd, hooks))];
    return { cwd, env: world.env, hookFolders: [...new Set(folders.map(normalPath))], gitAliases: new Map(aliases), readScript };
  } finally {
    git.objects.close();
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Of a script that is too large only the first line is read, with a command behind it that cannot be known. */
function readScript(path: string): string | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      if (size <= MAX_AGENT_SCRIPT_BYTES) return readFileSync(file, 'utf8');
      const head = Buffer.alloc(80);
      readSync(file, head);
      return `${head.toString('latin1').split('\n', 1)[0] ?? ''}\n$(:)`;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
