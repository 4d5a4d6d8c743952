// A delta of a git pack (gitformat-pack(5)): copies from its base, and bytes that it inserts.

class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }
  size(): number {
    let size = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      size += (byte & 127) * factor;
      if (byte < 128) return size;
    }
  }
  /** A number of which only those bytes are written whose bit is set, the lowest first. */
  sparse(bits: number, count: number): number {
    let value = 0;
    for (let index = 0, factor = 1; index < count; index += 1, factor *= 256) if ((bits >> index) & 1) value += this.byte() * factor;
    return value;
  }
}

interface Instructions {
  copy(from: number, length: number): void;
  insert(bytes: Uint8Array): void;
}

function follow(reader: Reader, to: Instructions): void {
  while (reader.at < reader.bytes.length) {
    const code = reader.byte();
    if (code >= 128) {
      const from = reader.sparse(code & 15, 4);
      to.copy(from, reader.sparse((code >> 4) & 7, 3) || 0x10000);
    } else {
      to.insert(reader.bytes.subarray(reader.at, reader.at + code));
      reader.at += code;
    }
  }
}

/** What a delta makes of its base; undefined if it doesn't fit it. */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  const reader = new Reader(delta);
  if (reader.size() !== base.length) return undefined;
  const parts: Uint8Array[] = [];
  let length = 0;
  const size = reader.size();
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length <= size) parts.push(part);
  };
  follow(reader, {
    copy: (from, count) => {
      add(base.subarray(from, from + count));
    },
    insert: add,
  });
  return length === size ? Buffer.concat(parts) : undefined;
}

/** What a delta inserts, with a line break for each copy. */
export function insertedBytes(delta: Uint8Array): Uint8Array {
  const reader = new Reader(delta);
  reader.size();
  reader.size();
  const parts: Uint8Array[] = [];
  follow(reader, { copy: () => parts.push(Buffer.from('\n')), insert: (bytes) => parts.push(bytes) });
  return Buffer.concat(parts);
}
