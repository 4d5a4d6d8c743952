// Paths as git spells them, byte for byte: bytes that are not UTF-8 become lone surrogates and come back as they were.
import type { Path } from '../model.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The path that these bytes spell. */
export function pathOf(bytes: Uint8Array): Path {
  try {
    return strict.decode(bytes) as Path;
  } catch {
    // walk over it: valid sequences as they are, every other byte as U+DC80 + (byte - 0x80)
    let text = '';
    for (let at = 0; at < bytes.length;) {
      const size = [1, 2, 3, 4].find((length) => whole(bytes.subarray(at, at + length), length));
      text += size === undefined ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : strict.decode(bytes.subarray(at, at + size));
      at += size ?? 1;
    }
    return text as Path;
  }
}

function whole(bytes: Uint8Array, length: number): boolean {
  if (bytes.length < length) return false;
  try {
    return [...strict.decode(bytes)].length === 1;
  } catch {
    return false;
  }
}

/** The bytes of a path, as git and the file system want them. */
export function bytesOf(path: string): Buffer {
  if (!/[\udc80-\udcff]/.test(path)) return Buffer.from(path, 'utf8');
  const parts = path.split(/(?<![\ud800-\udbff])([\udc80-\udcff])/);
  return Buffer.concat(parts.map((part, index) => (index % 2 === 1 ? Buffer.from([part.charCodeAt(0) - 0xdc00]) : Buffer.from(part, 'utf8'))));
}
