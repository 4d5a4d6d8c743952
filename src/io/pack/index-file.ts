// The index of a pack (gitformat-pack(5), version 2): the names of its objects in order, and where each begins.
import { readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';

export class PackIndex {
  readonly count: number;
  readonly #bytes: Buffer;
  readonly #idLength: number;
  readonly #ids: number;
  readonly #offsets: number;

  private constructor(bytes: Buffer, idLength: number) {
    this.#bytes = bytes;
    this.#idLength = idLength;
    this.count = bytes.readUInt32BE(8 + 255 * 4);
    this.#ids = 8 + 256 * 4;
    this.#offsets = this.#ids + this.count * (idLength + 4);
  }

  /** Undefined for what is no index of version 2, or does not hold what it says. @param idLength 20, or 32 for SHA-256 */
  static open(path: string, idLength: number): PackIndex | undefined {
    const bytes = readFileSync(path);
    if (bytes.length < 8 + 256 * 4 + idLength * 2 || bytes.readUInt32BE(0) !== 0xff744f63 || bytes.readUInt32BE(4) !== 2) return undefined;
    const index = new PackIndex(bytes, idLength);
    return index.#isWhole() ? index : undefined;
  }

  /** Whether its tables fit into it, and its names are where their first bytes say. */
  #isWhole(): boolean {
    if (this.#offsets + this.count * 4 + this.#idLength * 2 > this.#bytes.length) return false;
    for (let byte = 0, before = 0; byte < 256; byte += 1) {
      const upTo = this.#bytes.readUInt32BE(8 + byte * 4);
      if (upTo < before) return false;
      before = upTo;
    }
    return true;
  }

  id(at: number): Buffer {
    const start = this.#ids + at * this.#idLength;
    return this.#bytes.subarray(start, start + this.#idLength);
  }

  offset(at: number): number {
    const small = this.#bytes.readUInt32BE(this.#offsets + at * 4);
    if (small < 0x8000_0000) return small;
    const large = this.#offsets + this.count * 4 + (small - 0x8000_0000) * 8;
    if (large + 8 > this.#bytes.length - this.#idLength * 2) throw new Failure('object-stream', 'the index of a pack is damaged', 'Run `git fsck`.');
    return Number(this.#bytes.readBigUInt64BE(large));
  }

  /** The place of an object in the order of names, or -1. */
  find(id: Buffer): number {
    const first = id[0] ?? 0;
    let low = first === 0 ? 0 : this.#bytes.readUInt32BE(8 + (first - 1) * 4);
    let high = this.#bytes.readUInt32BE(8 + first * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = Buffer.compare(this.id(middle), id);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }
}
