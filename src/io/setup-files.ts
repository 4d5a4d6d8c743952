// Reads and writes the few files that install touches: whole or not at all, with their modes, never through a link.
import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, readlink, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Standing {
  readonly kind: 'file' | 'symlink' | 'other';
  /** latin1, one char a byte; of a link: where it points */
  readonly text: string;
  readonly mode: number;
}

const gone = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** @returns undefined where nothing stands @throws where something stands and can't be read */
export async function standing(path: string): Promise<Standing | undefined> {
  try {
    const status = await lstat(path);
    const mode = status.mode & 0o777;
    if (status.isSymbolicLink()) return { kind: 'symlink', text: await readlink(path, 'latin1'), mode };
    if (!status.isFile()) return { kind: 'other', text: '', mode };
    return { kind: 'file', text: await readFile(path, 'latin1'), mode };
  } catch (error) {
    if (gone(error)) return undefined;
    throw error;
  }
}

/** Writes beside and renames over it: a hook that git starts meanwhile is the old or the new one, never half. */
export async function place(path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(fresh, text, { encoding: 'latin1', mode, flag: 'wx' });
    await chmod(fresh, mode); // the umask took bits away
    await rename(fresh, path);
  } finally {
    await rm(fresh, { force: true });
  }
}

export async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if ((await standing(to)) !== undefined) throw new Error('a file came to stand where a hook was to be moved');
  await rename(from, to);
}

/** Copies what hooks need of the package (`dist`, `schemas`, `package.json`) beside and then swaps it in. */
/** File by file, since Yarn's Plug'n'Play reads packages out of archives, which `cp` does not know. */
async function copied(from: string, to: string): Promise<void> {
  const { mode, isFolder } = await stat(from).then((one) => ({ mode: one.mode & 0o777, isFolder: one.isDirectory() }));
  if (!isFolder) {
    await writeFile(to, await readFile(from), { mode });
    return;
  }
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await copied(join(from, name), join(to, name));
}

export async function copyPackage(from: string, to: string): Promise<void> {
  const fresh = `${to}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(fresh, { recursive: true });
    for (const name of ['package.json', 'dist', 'schemas']) await copied(join(from, name), join(fresh, name));
    await rm(to, { recursive: true, force: true });
    await rename(fresh, to);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

export const remove = (path: string): Promise<void> => rm(path, { force: true });
export const removeTree = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/** Removes a folder if nothing is in it. */
export async function tidy(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!gone(error) && !['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
