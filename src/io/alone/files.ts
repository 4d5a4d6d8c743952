// The files of a work tree where there is no git: tracked ones, and untracked ones that are not ignored. In doubt a file is looked at.
import { readdirSync } from 'node:fs';
import { isIgnored, listFiles } from 'isomorphic-git';
import type { Path, Unread } from '../../model.ts';
import { Failure } from '../failure.ts';
import { joined } from '../files.ts';
import { bytesOf, pathOf } from '../path.ts';
import type { Alone } from './repository.ts';

/** @param prefix a folder with `/` at its end, or nothing */
export async function* filesIn(alone: Alone, prefix: string): AsyncGenerator<Path | Unread> {
  const tracked = new Set<string>(await listFiles(alone.place));
  for (const path of tracked) {
    // a name that is not UTF-8 is not told as it is, and the index may name folders in place of their files
    if (path.includes('\ufffd') || path.endsWith('/'))
      throw new Failure('git-missing', 'git, and its index holds names that nothing else reads', 'Install git, or scan with --no-git.');
    if (path.startsWith(prefix)) yield path as Path;
  }
  const ignored = (path: string): Promise<boolean> => isIgnored({ ...alone.place, filepath: path });
  yield* untracked(alone.top, prefix, tracked, ignored);
}

async function* untracked(
  top: string,
  prefix: string,
  tracked: ReadonlySet<string>,
  ignored: (path: string) => Promise<boolean>,
): AsyncGenerator<Path | Unread> {
  let entries;
  try {
    entries = readdirSync(joined(top, bytesOf(prefix)), { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { file: (prefix === '' ? '.' : prefix) as Path, reason: 'unreadable', detail: (error as NodeJS.ErrnoException).code ?? '' };
    return;
  }
  for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
    const name = pathOf(entry.name);
    const path = `${prefix}${name}`;
    if (name === '.git' || tracked.has(path)) continue;
    // another repository in this one is not this one's
    if (entry.isDirectory()) {
      if (!(await ignored(`${path}/`))) yield* untracked(top, `${path}/`, tracked, ignored);
    } else if (entry.isFile() && !(await ignored(path))) yield path as Path;
  }
}
