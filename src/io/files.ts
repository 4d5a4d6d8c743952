// Files as they are on disk: read whole within a limit, folders walked without following links.
import { constants } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Path, Unread } from '../model.ts';
import { largestObject } from './objects.ts';
import { pathOf } from './path.ts';

/** The first of these files that is there, or undefined. Small: hook messages, MERGE_HEAD. */
export async function readSmall(...paths: readonly string[]): Promise<Buffer | undefined> {
  for (const path of paths) {
    try {
      return await readFile(path);
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return undefined;
}

/** A file's bytes, or why they could not be had. Links are not followed, devices and pipes not opened. */
export async function readWhole(path: string | Buffer, name: Path): Promise<Buffer | Unread | undefined> {
  let handle;
  try {
    handle = await open(
      path,
      constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NOFOLLOW ?? 0) | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0),
    );
    const stat = await handle.stat();
    if (!stat.isFile()) return undefined;
    if (stat.size > largestObject) return { file: name, reason: 'too-large' };
    return await handle.readFile();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ELOOP' || code === 'EMLINK' || code === 'ENXIO' || code === 'EISDIR') return undefined;
    return { file: name, reason: 'unreadable', detail: code };
  } finally {
    await handle?.close();
  }
}

/** All files below a folder, in order of name, `.git` left out. Names are bytes, because they need not be UTF-8. */
export async function* filesBelow(folder: Buffer | string, prefix = ''): AsyncGenerator<{ readonly path: Path; readonly real: Buffer } | Unread> {
  const root = Buffer.from(folder);
  let entries;
  try {
    entries = await readdir(root, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { file: (prefix === '' ? '.' : prefix) as Path, reason: 'unreadable', detail: (error as NodeJS.ErrnoException).code ?? '' };
    return;
  }
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  for (const entry of entries) {
    const name = pathOf(entry.name);
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const real = Buffer.concat([root, Buffer.from('/'), entry.name]);
    if (entry.isDirectory()) {
      if (name !== '.git') yield* filesBelow(real, path);
    } else if (entry.isFile()) yield { path: path as Path, real };
  }
}

export const joined = (folder: string, path: Buffer): Buffer => Buffer.concat([Buffer.from(join(folder, '/')), path]);
