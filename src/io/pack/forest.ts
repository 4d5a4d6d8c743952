// How the entries of one pack hang together: each delta under its base, in the order in which they lie.
import { PackFile } from './pack-file.ts';
import { PackIndex } from './index-file.ts';

/** What an entry is once its deltas are undone. */
export const kinds = { unknown: 0, commit: 1, tree: 2, blob: 3, tag: 4 } as const;

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

  /** @throws Failure where the pack is damaged */
  constructor(index: PackIndex, file: PackFile) {
    const { count } = index;
    this.index = index;
    this.file = file;
    this.#offsets = Float64Array.from({ length: count }, (_, at) => index.offset(at)).sort();
    this.#names = new Uint32Array(count);
    this.#kinds = new Uint8Array(count);
    this.#bases = new Int32Array(count).fill(-1);
    this.#firstChild = new Int32Array(count).fill(-1);
    this.#nextSibling = new Int32Array(count).fill(-1);
    for (let name = 0; name < count; name += 1) this.#names[this.numberAt(index.offset(name))] = name;
    for (let entry = 0; entry < count; entry += 1) {
      const { type, base, baseId } = file.entry(this.#offsets[entry] ?? 0);
      if (type < 5) this.#kinds[entry] = type;
      else this.#bases[entry] = baseId === undefined ? this.numberAt(base) : this.numberOf(baseId);
    }
    for (let entry = count - 1; entry >= 0; entry -= 1) {
      const base = this.#bases[entry] ?? -1;
      if (base < 0) continue;
      this.#nextSibling[entry] = this.#firstChild[base] ?? -1;
      this.#firstChild[base] = entry;
    }
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
