// From bytes to the text that is looked at: one character a byte, UTF-16 turned into UTF-8 first.
import type { Encoding } from '../model.ts';

/** The text to look at and the encoding that was undone for it. */
export interface View {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly encoding?: Encoding;
}

/** One character a byte. */
export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** UTF-16 with a byte order mark, or without one where at least every fourth byte is NUL and they stand on one side. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 2) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = Math.min(bytes.length & ~1, 1024);
  if (sample < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  const half = sample / 2;
  if (odd > half * 0.7 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.7 && odd < half * 0.05) return 'utf-16be';
  return undefined;
}

/** The view of a document's bytes. Text in other encodings than UTF-16 stays as it is, byte for byte. */
export function viewOf(bytes: Uint8Array): View {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) return { text: latin1(bytes), bytes };
  const utf8 = Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');
  return { text: latin1(utf8), bytes: utf8, encoding };
}
