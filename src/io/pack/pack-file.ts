// A pack (gitformat-pack(5)): its entries by where they begin, read in pieces, never whole.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { Failure } from '../failure.ts';

export interface Entry {
  /** 1 commit · 2 tree · 3 blob · 4 tag · 6 delta of an entry by its place · 7 delta of an object by its name */
  readonly type: number;
  /** of what is packed: of the delta where it is one */
  readonly size: number;
  /** where the base begins, for 6 */
  readonly base: number;
  /** for 7 */
  readonly baseId: Buffer | undefined;
  /** where the packed bytes begin */
  readonly data: number;
}

const piece = 1 << 18;
/** As much is read where an entry lies apart from the one before. */
const jump = 1 << 14;
/** The longest head of an entry: size, and an offset or a name. */
const longestHead = 64;
const damaged = (): Failure => new Failure('object-stream', 'a pack is damaged', 'Run `git fsck`.');

export class PackFile {
  readonly #file: number;
  readonly #idLength: number;
  readonly #length: number;
  readonly #piece = Buffer.allocUnsafe(piece);
  #from = 0;
  #to = 0;

  constructor(path: string, idLength: number) {
    this.#file = openSync(path, 'r');
    this.#idLength = idLength;
    try {
      this.#length = fstatSync(this.#file).size;
      const head = this.#read(0, 12);
      if (head.toString('latin1', 0, 4) !== 'PACK' || ![2, 3].includes(head.readUInt32BE(4))) throw damaged();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Where the last entry ends. */
  get end(): number {
    return this.#length - this.#idLength;
  }

  entry(offset: number): Entry {
    const length = Math.min(longestHead, this.#length - offset);
    // hundreds of thousands of heads: none gets a view of its own
    const bytes = this.#piece;
    const start = this.#held(offset, length);
    let at = start;
    const next = (): number => {
      if (at >= start + length) throw damaged();
      at += 1;
      return bytes[at - 1] ?? 0;
    };
    let byte = next();
    const type = (byte >> 4) & 7;
    let size = byte & 15;
    for (let factor = 16; byte >= 128; factor *= 128) {
      byte = next();
      size += (byte & 127) * factor;
    }
    let base = -1;
    let baseId: Buffer | undefined;
    if (type === 6) {
      byte = next();
      let back = byte & 127;
      while (byte >= 128) {
        byte = next();
        back = (back + 1) * 128 + (byte & 127);
      }
      base = offset - back;
    } else if (type === 7) {
      baseId = Buffer.from(bytes.subarray(at, Math.min(start + length, at + this.#idLength)));
      at += this.#idLength;
    }
    return { type, size, base, baseId, data: offset + at - start };
  }

  /** What an entry holds, undone. @param end where the next entry begins */
  inflated({ data, size }: Pick<Entry, 'data' | 'size'>, end: number): Buffer {
    let bytes: Buffer;
    try {
      bytes = inflateSync(this.#read(data, end - data), { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 });
    } catch {
      throw damaged();
    }
    if (bytes.length !== size) throw damaged();
    return bytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Holds until the next read. */
  #read(from: number, length: number): Buffer {
    if (length > piece) {
      this.#within(from, length);
      return this.#fill(Buffer.allocUnsafe(length), from, length);
    }
    const at = this.#held(from, length);
    return this.#piece.subarray(at, at + length);
  }

  /** Where in the piece it stands, once it is there. @param length no more than a piece */
  #held(from: number, length: number): number {
    this.#within(from, length);
    if (from >= this.#from && from + length <= this.#to) return from - this.#from;
    const goesOn = from >= this.#from && from <= this.#to + jump;
    const wanted = Math.min(goesOn ? piece : Math.max(jump, length), this.#length - from);
    this.#fill(this.#piece, from, wanted);
    [this.#from, this.#to] = [from, from + wanted];
    return 0;
  }

  #within(from: number, length: number): void {
    if (!(from >= 0 && length >= 0 && from + length <= this.#length)) throw damaged();
  }

  #fill(into: Buffer, from: number, wanted: number): Buffer {
    let filled = 0;
    while (filled < wanted) {
      const got = readSync(this.#file, into, filled, wanted - filled, from + filled);
      if (got === 0) throw damaged();
      filled += got;
    }
    return into;
  }
}
