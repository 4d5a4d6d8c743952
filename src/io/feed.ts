// What the hook's shim has asked of git while node was starting: the listing and the objects, from one pipeline on stdin.
import { closeSync, readSync } from 'node:fs';
import type { BlobId, Path } from '../model.ts';
import type { GitObject } from './objects.ts';
import { pathOf } from './path.ts';
import type { RawEntry } from './raw.ts';

/** The names that a shim asks for first; what is staged follows, and `endMark` where git has listed all of it. */
export const fedNames = ['HEAD:.secrets-hooks/policy.json', ':.secrets-hooks/policy.json', 'HEAD:.secrets-hooks', 'HEAD'] as const;
/** A name that git can give to nothing: that it is missing proves that every command before it has done its work. */
export const endMark = '..secrets-hooks-end';

/** Larger changes are not worth being held in memory: their time goes elsewhere. */
const most = 8 * 1024 * 1024;

export interface Feed {
  readonly entries: readonly RawEntry[];
  readonly objects: readonly GitObject[];
}

/** All of it, or undefined where it is not whole or too large: then git is asked in the usual way, which also says what is wrong. */
export function readFeed(descriptor = 0): Feed | undefined {
  const bytes = readAll(descriptor);
  return bytes === undefined ? undefined : feedOf(bytes);
}

function readAll(descriptor: number): Buffer | undefined {
  let memory = Buffer.allocUnsafe(256 * 1024);
  let length = 0;
  try {
    for (;;) {
      const got = readSync(descriptor, memory, length, memory.length - length, null);
      if (got === 0) return memory.subarray(0, length);
      length += got;
      if (length > most) {
        closeSync(descriptor);
        return undefined;
      }
      if (length === memory.length) {
        const more = Buffer.allocUnsafe(memory.length * 2);
        memory.copy(more, 0, 0, length);
        memory = more;
      }
    }
  } catch (error) {
    // Windows says so where a pipe has ended
    return (error as NodeJS.ErrnoException).code === 'EOF' ? memory.subarray(0, length) : undefined;
  }
}

/** `<id> <type> <size> <rest>`: taken apart by hand, because a pattern of this length costs more to make than all lines together. */
function headOf(line: string): { readonly id: string; readonly type: string; readonly size: number; readonly rest: string } | undefined {
  const [id = '', type = '', size = ''] = line.split(' ', 3);
  if (!(id.length === 40 || id.length === 64) || !/^[0-9a-f]+$/.test(id) || !/^\d{1,15}$/.test(size)) return undefined;
  if (!['blob', 'commit', 'tree', 'tag'].includes(type)) return undefined;
  const before = id.length + type.length + size.length + 2;
  return line.charAt(before) === ' ' ? { id, type, size: Number(size), rest: line.slice(before + 1) } : undefined;
}

const raw = /^(\d{6}) (\d{6}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([A-Z]\d*)\t(.+)$/;
const zero = /^0+$/;

/** `<id> <type> <size> <rest>\n<bytes>\n` for each name asked, where the rest of a staged one is its line of `git diff --raw`. */
export function feedOf(bytes: Buffer): Feed | undefined {
  const objects: GitObject[] = [];
  const entries: RawEntry[] = [];
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const end = bytes.indexOf(10, at);
    if (end < 0) return undefined;
    const line = bytes.toString('latin1', at, end);
    at = end + 1;
    const asked = fedNames[index];
    if (line === `${endMark} missing`) return index >= fedNames.length && at === bytes.length ? { entries, objects } : undefined;
    if (asked !== undefined && line === `${asked} missing`) {
      objects.push({ asked, missing: 'absent' });
      continue;
    }
    const found = headOf(line);
    if (found === undefined) return undefined;
    const { id, type, size, rest } = found;
    const stop = at + size;
    if (bytes[stop] !== 10) return undefined;
    const object = { id, type: type as 'blob', bytes: bytes.subarray(at, stop) };
    at = stop + 1;
    if (asked !== undefined) objects.push({ asked, ...object });
    else {
      const entry = entryOf(rest);
      if (entry === undefined) return undefined;
      entries.push(entry);
      if (entry.blob === id) objects.push({ asked: id, ...object });
    }
  }
  return undefined;
}

function entryOf(rest: string): RawEntry | undefined {
  const [, , mode = '', old = '', blob = '', status = '', name = ''] = raw.exec(rest) ?? [];
  if (name === '' || isHalfQuoted(name) || status.startsWith('U')) return undefined;
  return {
    path: unquoted(name),
    mode,
    blob: zero.test(blob) ? undefined : (blob as BlobId),
    olds: zero.test(old) ? [] : [old as BlobId],
    status,
  };
}

/** A quote that does not end, or has nothing in it: git says neither. */
const isHalfQuoted = (name: string): boolean => name.startsWith('"') && (name.length < 3 || !name.endsWith('"'));

const signs: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A name as git quotes it: `"…"` with escapes, bytes in octal; one character a byte. */
export function unquoted(name: string): Path {
  if (!name.startsWith('"')) return pathOf(Buffer.from(name, 'latin1'));
  const bytes = name
    .slice(1, -1)
    .replace(/\\([0-7]{3}|[^])/g, (_, sign: string) => String.fromCharCode(sign.length === 3 ? parseInt(sign, 8) : (signs[sign] ?? sign.charCodeAt(0))));
  return pathOf(Buffer.from(bytes, 'latin1'));
}
