// The gate on typed arrays: one look over the bytes, three at a time. The fall-back of the kernel, and quick enough for small texts.
import type { Anchor } from '../detector.ts';
import type { Gate } from './gate.ts';

/** A-Z as a-z, everything else as it is. */
export const fold = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
/** The characters of base64, base64url and identifiers. */
export const runCharacter = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9+/_=-]/.test(String.fromCharCode(byte)) ? 1 : 0));
export const shortestRun = 20;

export interface Needle {
  readonly index: number;
  readonly caseless: boolean;
  /** folded where it is caseless; one character a byte */
  readonly text: string;
}

const slot = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 16;

/** Needles by their first three bytes, folded. @param anchors each of three bytes and more */
export function needlesOf(anchors: readonly Anchor[]): ReadonlyMap<number, readonly Needle[]> {
  const needles = new Map<number, Needle[]>();
  anchors.forEach((anchor, index) => {
    const caseless = anchor.caseless === true;
    const text = caseless ? anchor.text.toLowerCase() : anchor.text;
    if (text.length < 3) throw new RangeError('an anchor has at least three bytes');
    const key = (folded(text, 0) << 16) | (folded(text, 1) << 8) | folded(text, 2);
    const list = needles.get(key);
    if (list === undefined) needles.set(key, [{ index, caseless, text }]);
    else list.push({ index, caseless, text });
  });
  return needles;
}

const folded = (text: string, at: number): number => fold[text.charCodeAt(at) & 255] ?? 0;

/** @param anchors each of three bytes and more */
export function tableGate(anchors: readonly Anchor[], needles = needlesOf(anchors)): Gate {
  const seen = new Uint8Array(65_536);
  for (const key of needles.keys()) seen[slot(key)] = 1;
  return {
    find(bytes, onAnchor, onRun) {
      let key = 0;
      let run = 0;
      const { length } = bytes;
      for (let at = 0; at < length; at += 1) {
        const byte = bytes[at] ?? 0;
        key = ((key << 8) | (fold[byte] ?? 0)) & 0xffffff;
        if (seen[Math.imul(key, 0x9e3779b1) >>> 16] === 1 && at >= 2) {
          for (const needle of needles.get(key) ?? []) if (stands(needle, bytes, at - 2)) onAnchor(needle.index, at - 2);
        }
        if (runCharacter[byte] === 0) {
          if (at - run >= shortestRun) onRun(run, at);
          run = at + 1;
        }
      }
      if (length - run >= shortestRun) onRun(run, length);
    },
  };
}

/** Whether all of the needle stands there. */
export function stands(needle: Needle, bytes: Uint8Array, at: number): boolean {
  const { text, caseless } = needle;
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i += 1) {
    const byte = bytes[at + i] ?? 0;
    if ((caseless ? fold[byte] : byte) !== text.charCodeAt(i)) return false;
  }
  return true;
}
