// The gate on typed arrays: one look over the bytes, three at a time. The fall-back of the kernel, and quick enough for small texts.
import type { Anchor } from '../detector.ts';
import type { Gate, VisitAnchor } from './gate.ts';

/** A-Z as a-z, everything else as it is. */
export const fold = new Uint8Array(256).map((_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
/** The characters of base64, base64url and identifiers. */
export const runCharacter = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_=-') runCharacter[character.charCodeAt(0)] = 1;
export const shortestRun = 20;
/** As much as is looked at before its runs are told. */
export const window = 1 << 20;

/** Needles as tables: which one may stand where, by the first three bytes, folded. Numbers are indexes and one; 0 is none. */
export interface Needles {
  /** one character a byte; folded where it is caseless */
  readonly texts: readonly string[];
  readonly folds: readonly boolean[];
  readonly keys: Int32Array;
  /** by `slotOf` a key: the first needle */
  readonly first: Uint16Array;
  /** the next one of the same slot */
  readonly next: Uint16Array;
}

/** 16 bits of the three bytes. */
export const slotOf = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 16;

/** @param anchors each of three bytes and more */
export function needlesOf(anchors: readonly Anchor[]): Needles {
  const { length } = anchors;
  const first = new Uint16Array(65_536);
  const next = new Uint16Array(length + 1);
  const keys = new Int32Array(length);
  const folds = anchors.map(({ caseless }) => caseless === true);
  const texts = anchors.map(({ text, caseless }) => (caseless ? text.toLowerCase() : text));
  if (length > 65_534) throw new RangeError('more anchors than numbers');
  // the last one first: in each slot they stand in order
  for (let index = length - 1; index >= 0; index -= 1) {
    const text = texts[index] ?? '';
    if (text.length < 3) throw new RangeError('an anchor has at least three bytes');
    const key = ((fold[text.charCodeAt(0)] ?? 0) << 16) | ((fold[text.charCodeAt(1)] ?? 0) << 8) | (fold[text.charCodeAt(2)] ?? 0);
    const slot = Math.imul(key, 0x9e3779b1) >>> 16;
    keys[index] = key;
    next[index + 1] = first[slot] ?? 0;
    first[slot] = index + 1;
  }
  return { texts, folds, keys, first, next };
}

/** @param anchors each of three bytes and more */
export function tableGate(anchors: readonly Anchor[], needles = needlesOf(anchors)): Gate {
  const { first } = needles;
  return {
    find(bytes, onAnchor, onRun) {
      let key = 0;
      let run = 0;
      const { length } = bytes;
      // in the order of the kernel, which tells the anchors of a window and then its runs
      const runs: number[] = [];
      for (let at = 0, edge = Math.min(window, length); at < length; edge = Math.min(edge + window - 2, length)) {
        for (; at < edge; at += 1) {
          const byte = bytes[at] ?? 0;
          key = ((key << 8) | (fold[byte] ?? 0)) & 0xffffff;
          if (first[Math.imul(key, 0x9e3779b1) >>> 16] !== 0 && at >= 2) tell(needles, key, bytes, at - 2, onAnchor);
          if (runCharacter[byte] === 0) {
            if (at - run >= shortestRun) runs.push(run, at);
            run = at + 1;
          }
        }
        if (edge === length && length - run >= shortestRun) runs.push(run, length);
        for (let index = 0; index < runs.length; index += 2) onRun(runs[index] ?? 0, runs[index + 1] ?? 0);
        runs.length = 0;
      }
    },
  };
}

/** Tells all needles that stand there. */
export function tell({ first, next, texts, folds }: Needles, key: number, bytes: Uint8Array, at: number, onAnchor: VisitAnchor): void {
  for (let number = first[slotOf(key)] ?? 0; number !== 0; number = next[number] ?? 0)
    if (stands(texts[number - 1] ?? '', folds[number - 1] === true, bytes, at)) onAnchor(number - 1, at);
}

/** Whether all of the needle stands there. */
function stands(text: string, caseless: boolean, bytes: Uint8Array, at: number): boolean {
  if (at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i += 1) {
    const byte = bytes[at + i] ?? 0;
    if ((caseless ? fold[byte] : byte) !== text.charCodeAt(i)) return false;
  }
  return true;
}
