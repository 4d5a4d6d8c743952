// Stamps: 128 bits that name what was looked at, and a set of them that is bytes and nothing else.
import { createHash, createHmac } from 'node:crypto';
import { bytesOf } from './path.ts';

/** Objects of git, and files on disk, named by the SHA-256 of their bytes. */
export type Stamped = 'blob' | 'commit' | 'tag' | 'file';

export const stampSize = 16;

/** Stamps under one key, and those that are known. A thread that is given both makes and knows the same. */
export class Stamps {
  readonly key: Uint8Array;
  /** one behind the other */
  readonly known: Uint8Array;
  /** a stamp's number plus one; stamps are as good as drawn at random, so that their first bytes say where they stand */
  readonly #slots: Int32Array;

  constructor(key: Uint8Array, known: Uint8Array = new Uint8Array()) {
    this.key = key;
    this.known = known;
    const count = Math.floor(known.length / stampSize);
    const words = new DataView(known.buffer, known.byteOffset, known.byteLength);
    const slots = new Int32Array(1 << (32 - Math.clz32(count * 2 + 1)));
    this.#slots = slots;
    for (let number = 0; number < count; number += 1) {
      let slot = words.getUint32(number * stampSize) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  }

  /**
   * HMAC-SHA-256 (RFC 2104), cut to 128 bits.
   * @param id hex digits @param path what it was looked at under; none for what has none
   */
  of(kind: Stamped, id: string, path = ''): Buffer {
    return createHmac('sha256', this.key).update(`${kind} ${id} `).update(bytesOf(path)).digest().subarray(0, stampSize);
  }

  ofFile(bytes: Uint8Array, path: string): Buffer {
    return this.of('file', createHash('sha256').update(bytes).digest('hex'), path);
  }

  get isEmpty(): boolean {
    return this.known.length < stampSize;
  }

  has(stamp: Buffer): boolean {
    const mask = this.#slots.length - 1;
    for (let slot = stamp.readUInt32BE(0) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) return false;
      if (stamp.compare(this.known, number * stampSize, (number + 1) * stampSize) === 0) return true;
    }
  }
}
