// How the entries of one pack hang together: each delta under its base, in the order in which they lie. One that hangs on nothing is damage, never left out.
import { existsSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { PackFile } from './pack-file.ts';
import { PackIndex } from './index-file.ts';

/** What an entry is once its deltas are undone. */
export const kinds = { unknown: 0, commit: 1, tree: 2, blob: 3, tag: 4 } as const;

const damaged = (what: string): Failure => new Failure('object-stream', what, 'Run `git fsck`.');

export class Forest {
  readonly index: PackIndex;
  readonly file: PackFile;
  /** where entries begin, ascending; an entry's number is its place here */
  readonly #offsets: Float64Array;
  /** the place of each entry in the index */
  readonly #names: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #bases: Int32Array;

  /** @param path of a pack, without its ending @throws Failure where it cannot be read as it should be; no file stays open then */
  static open(path: string, idLength: number): Forest {
    const index = existsSync(`${path}.pack`) ? PackIndex.open(`${path}.idx`, idLength) : undefined;
    if (index === undefined) throw damaged('a pack has no index that is known');
    const file = new PackFile(`${path}.pack`, idLength);
    try {
      return new Forest(index, file);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  private constructor(index: PackIndex, file: PackFile) {
    const { count } = index;
    this.index = index;
    this.file = file;
    this.#offsets = Float64Array.from({ length: count }, (_, at) => index.offset(at)).sort();
    for (let entry = 0, before = 11; entry < count; entry += 1) {
      const offset = this.#offsets[entry] ?? 0;
      if (offset <= before || offset >= file.end) throw damaged('the index of a pack names places that are none');
      before = offset;
    }
    this.#names = new Uint32Array(count);
    this.#kinds = new Uint8Array(count);
    this.#bases = new Int32Array(count).fill(-1);
    this.#firstChild = new Int32Array(count).fill(-1);
    this.#nextSibling = new Int32Array(count).fill(-1);
    for (let name = 0; name < count; name += 1) this.#names[this.numberAt(index.offset(name))] = name;
    let forwards = false;
    for (let entry = 0; entry < count; entry += 1) {
      const { type, base, baseId } = file.entry(this.#offsets[entry] ?? 0);
      if (type > 0 && type < 5) {
        this.#kinds[entry] = type;
        continue;
      }
      const under = type < 6 ? -1 : baseId === undefined ? this.numberAt(base) : this.numberOf(baseId);
      if (under < 0) throw damaged('a pack holds a delta without its base');
      forwards ||= under >= entry;
      this.#bases[entry] = under;
    }
    for (let entry = count - 1; entry >= 0; entry -= 1) {
      const base = this.#bases[entry] ?? -1;
      if (base < 0) continue;
      this.#nextSibling[entry] = this.#firstChild[base] ?? -1;
      this.#firstChild[base] = entry;
    }
    // only where a base may stand behind its delta can deltas hang on each other in a ring
    if (forwards && this.#hanging() !== count) throw damaged('a pack holds deltas that hang on each other');
  }

  /** How many entries hang on one that is no delta, those among them. */
  #hanging(): number {
    const waiting = Array.from(this.#bases.keys()).filter((entry) => this.base(entry) < 0);
    let count = 0;
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      count += 1;
      for (let child = this.firstChild(entry); child >= 0; child = this.nextSibling(child)) waiting.push(child);
    }
    return count;
  }

  get count(): number {
    return this.#offsets.length;
  }

  /** The number of the entry that begins there, or -1. */
  numberAt(offset: number): number {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#offsets[low] === offset ? low : -1;
  }

  numberOf(id: Buffer): number {
    const name = this.index.find(id);
    return name < 0 ? -1 : this.numberAt(this.index.offset(name));
  }

  /** The entry's place in the index. */
  name(entry: number): number {
    return this.#names[entry] ?? 0;
  }

  id(entry: number): Buffer {
    return this.index.id(this.#names[entry] ?? 0);
  }

  /** Of an entry that is no delta; unknown for those that are. */
  kind(entry: number): number {
    return this.#kinds[entry] ?? kinds.unknown;
  }

  /** Of any entry: what it is once its deltas are undone. */
  kindOf(entry: number): number {
    let root = entry;
    for (let base = this.base(root); base >= 0; base = this.base(root)) root = base;
    return this.kind(root);
  }

  base(entry: number): number {
    return this.#bases[entry] ?? -1;
  }

  firstChild(entry: number): number {
    return this.#firstChild[entry] ?? -1;
  }

  nextSibling(entry: number): number {
    return this.#nextSibling[entry] ?? -1;
  }

  /** How many bytes the entry takes in the pack. */
  packedSize(entry: number): number {
    return this.#end(entry) - (this.#offsets[entry] ?? 0);
  }

  /** The size of what an entry holds as it lies there: the delta's where it is one. */
  heldSize(entry: number): number {
    return this.file.entry(this.#offsets[entry] ?? 0).size;
  }

  /** What an entry holds as it lies there. */
  held(entry: number): Buffer {
    return this.file.inflated(this.file.entry(this.#offsets[entry] ?? 0), this.#end(entry));
  }

  #end(entry: number): number {
    return this.#offsets[entry + 1] ?? this.file.end;
  }
}
