// A delta (gitformat-pack(5)): what it copies from its base, and what it puts between.
import { Failure } from '../failure.ts';

/** The text that a delta makes, and the stretches that were copied for it: place here, place in the base, length. */
export interface Made {
  readonly bytes: Buffer;
  readonly spans: readonly number[];
}

const damaged = (): Failure => new Failure('object-stream', 'a pack holds a delta that does not fit its base', 'Run `git fsck`.');

class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw damaged();
    this.at += 1;
    return byte;
  }
  size(): number {
    let size = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      size += (byte & 127) * factor;
      if (byte < 128) return size;
    }
  }
  /** Bytes that are there where their bit is set, the lowest first. */
  some(bits: number, count: number): number {
    let value = 0;
    for (let index = 0, factor = 1; index < count; index += 1, factor *= 256) if ((bits >> index) & 1) value += this.byte() * factor;
    return value;
  }
}

/** The size of what a delta makes, from its first bytes. */
export function madeSize(delta: Uint8Array): number {
  const reader = new Reader(delta);
  reader.size();
  return reader.size();
}

/** @throws Failure where the delta was made for another base, or is cut off */
export function applied(base: Buffer, delta: Uint8Array): Made {
  const reader = new Reader(delta);
  if (reader.size() !== base.length) throw damaged();
  const size = reader.size();
  const bytes = Buffer.allocUnsafe(size);
  const spans: number[] = [];
  let at = 0;
  while (reader.at < delta.length) {
    const code = reader.byte();
    if (code >= 128) {
      const from = reader.some(code & 15, 4);
      const length = reader.some((code >> 4) & 7, 3) || 0x10000;
      if (from + length > base.length || at + length > size) throw damaged();
      base.copy(bytes, at, from, from + length);
      const last = spans.length - 3;
      // long copies are told in pieces
      if (last >= 0 && (spans[last] ?? 0) + (spans[last + 2] ?? 0) === at && (spans[last + 1] ?? 0) + (spans[last + 2] ?? 0) === from)
        spans[last + 2] = (spans[last + 2] ?? 0) + length;
      else spans.push(at, from, length);
      at += length;
    } else {
      if (code === 0 || reader.at + code > delta.length || at + code > size) throw damaged();
      bytes.set(delta.subarray(reader.at, reader.at + code), at);
      reader.at += code;
      at += code;
    }
  }
  if (at !== size) throw damaged();
  return { bytes, spans };
}
