// A glance at a repository's ref files: the same digest means the same refs, and no process had to be started for it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const absent = new Set(['ENOENT', 'ENOTDIR']);

async function content(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'latin1');
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The folder with `HEAD`, `refs` and `objects`: that of a bare repository, or `.git`, or what a `.git` file names. */
async function gitFolder(place: string): Promise<string | undefined> {
  const inner = join(place, '.git');
  const link = await content(inner).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return undefined;
    throw error;
  });
  // a worktree or a submodule: its refs stand in several folders, which git knows better
  if (link !== undefined) return undefined;
  for (const folder of [inner, place]) if ((await content(join(folder, 'HEAD'))) !== undefined) return folder;
  return undefined;
}

async function* refFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (absent.has((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* refFiles(path);
    else yield path;
  }
}

/** Whatever changes a ref changes this; undefined where git has to be asked. A lock that is being held changes it too: then git is asked. */
export async function glanceAt(place: string): Promise<string | undefined> {
  try {
    const folder = await gitFolder(place);
    if (folder === undefined) return undefined;
    // what decides about hooks and policy besides the refs: the configuration and the hooks of the clone
    const parts = ['HEAD', 'packed-refs', 'reftable/tables.list', 'config', 'commondir', 'shallow'].map((name) => join(folder, name));
    const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
    const take = async (path: string): Promise<void> => {
      hash.update(`${path.slice(folder.length)}\0${(await content(path)) ?? '\x01'}\0`);
    };
    for (const path of parts) await take(path);
    for await (const path of refFiles(join(folder, 'refs'))) await take(path);
    for (const hook of ['pre-commit', 'pre-push', 'pre-receive']) await take(join(folder, 'hooks', hook));
    return hash.digest('hex').slice(0, 32);
  } catch {
    return undefined;
  }
}
