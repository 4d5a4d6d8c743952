// Files as they are on disk: read whole within a limit, folders walked without following links.
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Path, Unread } from '../model.ts';
import { WINDOW_BYTES } from '../limits.ts';
import { pathOf } from './path.ts';

/** The first of these files that is there, or undefined. Small: hook messages, MERGE_HEAD. Read at once: handing it to another thread takes longer. */
// eslint-disable-next-line @typescript-eslint/require-await -- what cannot be read is a rejection
export async function readSmall(...paths: readonly string[]): Promise<Buffer | undefined> {
  for (const path of paths) {
    // what is not there is seen without an error: making one costs more than asking
    if (statSync(path, { throwIfNoEntry: false }) === undefined) continue;
    try {
      return readFileSync(path);
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return undefined;
}

/** A file that is larger than a window. Its chunks hold until the next one is asked for. */
export interface LargeFile {
  readonly size: number;
  readonly chunks: Iterable<Uint8Array>;
}

/** Reads many files one after the other into the same memory: what it hands out holds until the next file is asked for. */
export class FileReader {
  #memory = Buffer.allocUnsafe(1 << 20);

  /** A file's bytes, why they could not be had, or undefined for what is no file. Links are not followed, devices and pipes not opened. */
  read(path: string | Buffer, name: Path): Buffer | LargeFile | Unread | undefined {
    let file: number | undefined;
    try {
      file = openSync(path, flags);
      const stat = fstatSync(file);
      if (!stat.isFile()) return undefined;
      if (stat.size > WINDOW_BYTES) {
        const chunks = this.#chunks(file);
        file = undefined;
        return { size: stat.size, chunks };
      }
      if (stat.size >= this.#memory.length) this.#memory = Buffer.allocUnsafe(Math.ceil(stat.size * 1.25) + 1);
      let length = 0;
      for (;;) {
        const got = readSync(file, this.#memory, length, this.#memory.length - length, null);
        if (got === 0) return this.#memory.subarray(0, length);
        length += got;
        // it grew while it was read
        if (length === this.#memory.length) return { file: name, reason: 'unreadable', detail: 'it changes while it is read' };
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (['ELOOP', 'EMLINK', 'ENXIO', 'EISDIR'].includes(code)) return undefined;
      return { file: name, reason: 'unreadable', detail: code };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  *#chunks(file: number): Generator<Uint8Array> {
    try {
      for (let got = readSync(file, this.#memory); got > 0; got = readSync(file, this.#memory)) yield this.#memory.subarray(0, got);
    } finally {
      closeSync(file);
    }
  }
}

const system = constants as Partial<typeof constants>;
const flags = constants.O_RDONLY | (system.O_NOFOLLOW ?? 0) | (system.O_NONBLOCK ?? 0);

/** All files below a folder, in order of name, `.git` left out. Names are bytes, because they need not be UTF-8. */
export function* filesBelow(folder: Buffer | string, prefix = ''): Generator<{ readonly path: Path; readonly real: Buffer } | Unread> {
  const root = Buffer.from(folder);
  let entries;
  try {
    entries = readdirSync(root, { withFileTypes: true, encoding: 'buffer' });
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
