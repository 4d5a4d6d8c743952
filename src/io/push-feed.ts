// What the shim of a pre-push hook has asked of git while node was starting: read from stdin as it comes, because a push may be large.
import { readSync } from 'node:fs';
import type { Path } from '../model.ts';
import { unquoted } from './feed.ts';
import { WINDOW_BYTES } from '../limits.ts';
import { changeOf, entryOf, type RawEntry } from './raw.ts';

/** Lines that the shim puts between git's answers; the last two stand only where every command before them has done its work. */
const marks = { input: '..secrets-hooks-fed', asked: '..secrets-hooks-asked ', end: '..secrets-hooks-end missing', done: '..secrets-hooks-done' } as const;
const longestLine = 1 << 20;

/** A name that was asked for, or a commit with what it changed. */
export interface Fed {
  readonly id: string;
  readonly type: string;
  /** what stood behind the name: a line of `git log --raw`, or nothing */
  readonly rest: string;
  readonly bytes: Buffer;
}

/** Of the push itself: refs that are tracked of the remote, the commit whose policy judges, and the one that the tip is held against. */
export interface Asked {
  readonly tracked: readonly string[];
  readonly landed: string;
  readonly base: string;
}

/** To be read in this order: `input`, `asked`, `object` for each name, `fed` for all that is pushed, `touched`. Undefined: it is not whole. */
export class PushFeed {
  /** what git has said on stdin */
  readonly input: string;
  readonly #source: Source;

  constructor(descriptor = 0) {
    this.#source = new Source(descriptor);
    let input = '';
    for (let line = this.#source.line(); line !== undefined && line !== marks.input; line = this.#source.line()) input += line === '' ? '' : `${line}\n`;
    this.input = input;
  }

  asked(): Asked | undefined {
    const tracked: string[] = [];
    for (let line = this.#source.line(); line !== undefined; line = this.#source.line()) {
      if (!line.startsWith(marks.asked)) {
        tracked.push(line);
        continue;
      }
      const [landed = '', base = ''] = line.slice(marks.asked.length).split(' ');
      return { tracked, landed, base };
    }
    return undefined;
  }

  /** The next object; `missing` where git has none of this name. */
  object(name: string): Fed | 'missing' | undefined {
    const line = this.#source.line();
    return line === `${name} missing` ? 'missing' : this.#object(line);
  }

  /** Commits, and behind each the blobs that it brought. `undefined` comes last where the feed ends before git has listed all. */
  *fed(): Generator<Fed | undefined> {
    for (let line = this.#source.line(); line !== marks.end; line = this.#source.line()) {
      const found = this.#object(line);
      yield found;
      if (found === undefined) return;
    }
  }

  /** In what the tip differs from its base. */
  touched(): readonly RawEntry[] | undefined {
    const entries: RawEntry[] = [];
    for (let line = this.#source.line(); line !== marks.done; line = this.#source.line()) {
      const entry = entryIn(line ?? '');
      if (entry === undefined) return undefined;
      entries.push(entry);
    }
    return entries;
  }

  #object(line: string | undefined): Fed | undefined {
    const [id = '', type = '', size = ''] = line?.split(' ', 3) ?? [];
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) || !/^\d{1,9}$/.test(size) || Number(size) > WINDOW_BYTES) return undefined;
    const bytes = this.#source.bytes(Number(size));
    if (bytes === undefined || this.#source.line() !== '') return undefined;
    return { id, type, bytes, rest: line?.slice(id.length + type.length + size.length + 3) ?? '' };
  }
}

/** A line of `git log --raw` or `git diff-tree` without `-z`. */
export function entryIn(line: string): RawEntry | undefined {
  const tab = line.indexOf('\t');
  const name = line.slice(tab + 1);
  if (!line.startsWith(':') || tab < 0 || name === '' || name === '""') return undefined;
  return { ...entryOf(line.slice(0, tab), nothing), path: unquoted(name) };
}
const nothing = new Uint8Array();

/** What a blob is to a commit, or undefined where it publishes nothing; 'torn' where the line and the object do not belong together. */
export function changeIn({ id, type, rest }: Fed, commit: string): ReturnType<typeof changeOf> | 'torn' {
  const entry = entryIn(rest);
  if (entry === undefined || entry.blob !== id || type !== 'blob') return 'torn';
  return changeOf(entry, commit);
}

export const pathsOf = (entries: readonly RawEntry[]): { readonly paths: readonly Path[]; readonly added: readonly Path[] } => ({
  paths: entries.map((entry) => entry.path),
  added: entries.filter((entry) => entry.olds.length === 0).map((entry) => entry.path),
});

/** Lines and stretches of bytes of a descriptor, which is waited for. */
class Source {
  readonly #descriptor: number;
  #memory = Buffer.allocUnsafe(256 * 1024);
  #from = 0;
  #to = 0;
  #ended = false;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Without its line break, one character a byte. */
  line(): string | undefined {
    for (let seen = this.#from; ;) {
      const end = this.#memory.subarray(0, this.#to).indexOf(10, seen);
      if (end >= 0) {
        const line = this.#memory.toString('latin1', this.#from, end);
        this.#from = end + 1;
        return line;
      }
      const length = this.#to - this.#from;
      if (length > longestLine || !this.#more()) return undefined;
      seen = this.#from + length;
    }
  }

  bytes(size: number): Buffer | undefined {
    const found = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      if (this.#from === this.#to && !this.#more()) return undefined;
      const take = Math.min(size - filled, this.#to - this.#from);
      this.#memory.copy(found, filled, this.#from, this.#from + take);
      this.#from += take;
      filled += take;
    }
    return found;
  }

  #more(): boolean {
    if (this.#ended) return false;
    if (this.#from > 0) {
      this.#memory.copyWithin(0, this.#from, this.#to);
      this.#to -= this.#from;
      this.#from = 0;
    }
    if (this.#to === this.#memory.length) this.#memory = Buffer.concat([this.#memory], this.#memory.length * 2);
    try {
      const got = readSync(this.#descriptor, this.#memory, this.#to, this.#memory.length - this.#to, null);
      this.#to += got;
      this.#ended = got === 0;
    } catch {
      // Windows says so where a pipe has ended
      this.#ended = true;
    }
    return !this.#ended;
  }
}
