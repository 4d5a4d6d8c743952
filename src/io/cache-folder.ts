// The user's cache folder: private to the user, outside the repository, and safe to delete at any time.
import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

/**
 * The folder, created if it's missing; undefined where none can be had that only this user can write into.
 * @param repository a folder that it must not be in: what is in there may have come with the repository
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, repository: string): string | undefined {
  const base = env['SECRETS_HOOKS_CACHE'] === 'off' ? undefined : baseIn(env, platform);
  if (base === undefined || !isAbsolute(base)) return undefined;
  const folder = join(base, 'secrets-hooks');
  if (!relative(repository, folder).startsWith('..') && !isAbsolute(relative(repository, folder))) return undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOurs(folder, 0o022) && !isReplaceable(base) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** The folder for compiled code, under the same conditions. V8 runs what is in it without looking. */
export function codeFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, repository: string): string | undefined {
  const cache = cacheFolder(env, platform, repository);
  if (cache === undefined) return undefined;
  const folder = join(cache, 'code');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOurs(folder, 0o022) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Whether others can put another folder in the place of ours: everybody can write here, and no sticky bit keeps them from what isn't theirs. */
function isReplaceable(base: string): boolean {
  return process.geteuid !== undefined && (statSync(base).mode & 0o1002) === 0o0002;
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
 * Whether it belongs to this user, is no symbolic link and is closed to others. Windows protects a user's profile by other means than a mode.
 * @param shut mode bits that must not be set
 */
export function isOurs(place: string, shut: number): boolean {
  const found = lstatSync(place);
  return !found.isSymbolicLink() && (process.geteuid === undefined || (found.uid === process.geteuid() && (found.mode & shut) === 0));
}
