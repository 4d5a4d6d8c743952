// Paths as git spells them, byte for byte: bytes that are not UTF-8 become lone surrogates and come back as they were.
import type { Path } from '../model.ts';

let made: InstanceType<typeof TextDecoder> | undefined;
/** Made when a name is first not plain: most are. */
const strictly = (bytes: Uint8Array): string => (made ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })).decode(bytes);

const isPlain = (bytes: Uint8Array): boolean => {
  for (const byte of bytes) if (byte > 127) return false;
  return true;
};

/** The path that these bytes spell. */
export function pathOf(bytes: Uint8Array): Path {
  if (bytes.length < 4096 && isPlain(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') as Path;
  try {
    return strictly(bytes) as Path;
  } catch {
    // walk over it: valid sequences as they are, every other byte as U+DC80 + (byte - 0x80)
    let text = '';
    for (let at = 0; at < bytes.length;) {
      const size = [1, 2, 3, 4].find((length) => whole(bytes.subarray(at, at + length), length));
      text += size === undefined ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : strictly(bytes.subarray(at, at + size));
      at += size ?? 1;
    }
    return text as Path;
  }
}

function whole(bytes: Uint8Array, length: number): boolean {
  if (bytes.length < length) return false;
  try {
    return [...strictly(bytes)].length === 1;
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
