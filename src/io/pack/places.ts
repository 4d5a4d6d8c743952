// Where a repository's objects lie: its own folder and the ones it borrows from, their packs, and what lies loose.
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Git } from '../git.ts';

/** The folders that hold objects, its own first. @param known where that is known already */
export async function objectFolders(git: Git, known?: string): Promise<readonly string[]> {
  const own = known ?? (await git.maybe(['rev-parse', '--git-path', 'objects']));
  if (own === undefined) return [];
  const folders: string[] = [];
  const borrowed = (git.env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] ?? '').split(delimiter).filter((path) => path !== '');
  const waiting = [own, ...borrowed].map((path) => resolve(git.folder, path));
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (folders.includes(folder)) continue;
    folders.push(folder);
    for (const line of textOf(join(folder, 'info/alternates')).split('\n')) if (line !== '' && !line.startsWith('#')) waiting.push(resolve(folder, line));
  }
  return folders;
}

/** The packs of a folder, without their endings, in order of name. */
export const packsIn = (folder: string): readonly string[] =>
  namesIn(join(folder, 'pack'))
    .filter((name) => /^pack-[0-9a-f]+\.idx$/.test(name))
    .sort()
    .map((name) => join(folder, 'pack', name.slice(0, -4)));

/** The names of the objects that lie loose in a folder. */
export function* looseIn(folder: string): Generator<string> {
  for (const part of namesIn(folder).sort()) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    for (const name of namesIn(join(folder, part)).sort()) if (/^(?:[0-9a-f]{38}|[0-9a-f]{62})$/.test(name)) yield part + name;
  }
}

export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
