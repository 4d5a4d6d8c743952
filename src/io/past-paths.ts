// Under which paths history has each blob, and since which commit: heard from git as it comes, kept as bytes, because there may be millions.
import type { Path } from '../model.ts';
import { LogReader, logFormat } from './commits.ts';
import type { Git } from './git.ts';
import { streamed } from './git-stream.ts';

/** A blob under a path, at the oldest commit that brought it there. */
export interface Brought {
  readonly blob: string;
  readonly path: Path;
  readonly commit: string;
}

/** All that the refs reach. @throws Failure where git does not say it to the end */
export async function pastPathsOf(git: Git): Promise<PastPaths> {
  const past = new PastPaths();
  const reader = new LogReader(
    (id) => {
      past.commit(id);
    },
    ({ blob, path }) => {
      past.add(blob, path);
    },
  );
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of streamed(git, [...logFormat, '--all', '--reverse', '--topo-order'])) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      reader.token(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) reader.token(rest);
  return past;
}

/** The pairs of a blob and a path, in the order of history, and a table to find those of a blob. */
export class PastPaths {
  readonly #paths = new Map<Path, number>();
  readonly #names: Path[] = [];
  readonly #commits = new Ids();
  readonly #blobs = new Ids();
  readonly #path = new Numbers();
  readonly #since = new Numbers();
  /** the next pair of the same blob, plus one */
  readonly #next = new Numbers();
  /** a pair's number plus one, by its blob */
  #slots = new Int32Array(1 << 12);
  #blobCount = 0;

  commit(id: string): void {
    this.#commits.push(id);
  }

  add(blob: string, path: Path): void {
    let name = this.#paths.get(path);
    if (name === undefined) {
      name = this.#names.push(path) - 1;
      this.#paths.set(path, name);
    }
    const bytes = Buffer.from(blob, 'hex');
    const slot = this.#slotOf(bytes);
    let last = -1;
    for (let pair = (this.#slots[slot] ?? 0) - 1; pair >= 0; pair = this.#next.at(pair) - 1) {
      if (this.#path.at(pair) === name) return;
      last = pair;
    }
    const pair = this.#blobs.push(blob) - 1;
    this.#path.push(name);
    this.#since.push(this.#commits.count - 1);
    this.#next.push(0);
    if (last >= 0) this.#next.set(last, pair + 1);
    else {
      this.#slots[slot] = pair + 1;
      this.#blobCount += 1;
      if (this.#blobCount * 2 > this.#slots.length) this.#grow();
    }
  }

  /** Where one blob stood, the oldest first. */
  *of(blob: string): Generator<Brought> {
    for (let pair = (this.#slots[this.#slotOf(Buffer.from(blob, 'hex'))] ?? 0) - 1; pair >= 0; pair = this.#next.at(pair) - 1) yield this.#brought(pair);
  }

  /** The blobs that stood under several paths, or under one that does not fit into a line, so that git lists them under another. */
  *several(): Generator<string> {
    for (const first of this.#slots)
      if (first > 0 && (this.#next.at(first - 1) > 0 || this.#names[this.#path.at(first - 1)]?.includes('\n') === true)) yield this.#blobs.at(first - 1);
  }

  /** Each blob once, where it stood first. */
  *blobs(): Generator<Brought> {
    for (const first of this.#slots) if (first > 0) yield this.#brought(first - 1);
  }

  /** Each path once, with the commit that brought it. */
  *paths(): Generator<Brought> {
    const told = new Uint8Array(this.#names.length);
    for (let pair = 0; pair < this.#path.count; pair += 1) {
      const name = this.#path.at(pair);
      if (told[name] === 1) continue;
      told[name] = 1;
      yield this.#brought(pair);
    }
  }

  /** Of some commits, the one that history has first. */
  oldest(commits: Iterable<string>): string | undefined {
    const wanted = new Set(commits);
    if (wanted.size > 1) for (let at = 0; at < this.#commits.count; at += 1) if (wanted.has(this.#commits.at(at))) return this.#commits.at(at);
    return [...wanted][0];
  }

  #brought(pair: number): Brought {
    return { blob: this.#blobs.at(pair), path: this.#names[this.#path.at(pair)] ?? ('' as Path), commit: this.#commits.at(this.#since.at(pair)) };
  }

  #slotOf(blob: Buffer): number {
    const mask = this.#slots.length - 1;
    for (let slot = blob.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const pair = (this.#slots[slot] ?? 0) - 1;
      if (pair < 0 || this.#blobs.equal(pair, blob)) return slot;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    for (const first of old) if (first > 0) this.#slots[this.#slotOf(Buffer.from(this.#blobs.at(first - 1), 'hex'))] = first;
  }
}

/** Object names one behind the other. */
class Ids {
  #bytes = Buffer.alloc(1 << 12);
  #size = 20;
  count = 0;

  push(id: string): number {
    if (this.count === 0) this.#size = id.length / 2;
    const end = (this.count + 1) * this.#size;
    if (end > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes.write(id, this.count * this.#size, 'hex');
    return (this.count += 1);
  }

  at(index: number): string {
    return this.#bytes.toString('hex', index * this.#size, (index + 1) * this.#size);
  }

  equal(index: number, id: Buffer): boolean {
    return this.#bytes.compare(id, 0, id.length, index * this.#size, (index + 1) * this.#size) === 0;
  }
}

/** Whole numbers one behind the other. */
class Numbers {
  #numbers = new Int32Array(1 << 10);
  count = 0;

  push(number: number): void {
    if (this.count === this.#numbers.length) {
      const more = new Int32Array(this.count * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.count] = number;
    this.count += 1;
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }
}
