// Where this user keeps what can be made anew at any time: a folder of their own, outside the repository.
import { lstatSync, mkdirSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

/**
 * The folder, made where it was not there; undefined where there is none that only this user can write into.
 * @param repository a folder that it must not lie in: what lies there may have come along with it
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, repository: string): string | undefined {
  const base = env['SECRETS_HOOKS_CACHE'] === 'off' ? undefined : baseIn(env, platform);
  if (base === undefined || !isAbsolute(base)) return undefined;
  const folder = join(base, 'secrets-hooks');
  if (!relative(repository, folder).startsWith('..') && !isAbsolute(relative(repository, folder))) return undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOurs(folder, 0o022) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** By each system's convention; on Linux the XDG base directory specification. */
function baseIn(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const home = env['HOME'];
  if (platform === 'win32') return env['LOCALAPPDATA'];
  if (platform === 'darwin') return home === undefined ? undefined : join(home, 'Library/Caches');
  const named = env['XDG_CACHE_HOME'];
  // one that is empty counts as none
  return named !== undefined && named !== '' ? named : home === undefined ? undefined : join(home, '.cache');
}

/**
 * Whether it is this user's, no link, and closed to others. Windows closes a user's profile by other means than a mode.
 * @param shut bits of the mode that must not be set
 */
export function isOurs(place: string, shut: number): boolean {
  const found = lstatSync(place);
  return !found.isSymbolicLink() && (process.geteuid === undefined || (found.uid === process.geteuid() && (found.mode & shut) === 0));
}
