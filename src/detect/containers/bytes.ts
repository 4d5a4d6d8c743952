// Numbers and texts in the headers of containers.

export const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
export const u32 = (bytes: Uint8Array, at: number): number => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
export const u64 = (bytes: Uint8Array, at: number): number => u32(bytes, at) + u32(bytes, at + 4) * 0x1_0000_0000;
/** Big-endian, `length` bytes. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
/** One character a byte. */
export const latin1 = (bytes: Uint8Array, from = 0, to = bytes.length): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Where a sequence of bytes is next; -1 if nowhere. */
export const indexOf = (bytes: Uint8Array, wanted: string, from = 0): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(wanted, from, 'latin1');
