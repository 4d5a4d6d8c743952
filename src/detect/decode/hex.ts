// Long runs of hex digits that spell text.
import type { Decoded, Decoder } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { isReadable } from './readable.ts';

function decode(scene: Scene, start: number, end: number): Decoded | undefined {
  const run = scene.text.slice(start, end);
  const digits = /(?:0x)?([0-9a-fA-F]{24,})/.exec(run)?.[1];
  if (digits === undefined || digits.length % 2 === 1) return undefined;
  // text in hex begins with 2-7 every other digit
  if (!/^(?:[2-7][0-9a-fA-F]){8}/.test(digits)) return undefined;
  const text = Buffer.from(digits, 'hex').toString('latin1');
  if (!isReadable(text)) return undefined;
  const from = start + run.indexOf(digits);
  return { start: from, end: from + digits.length, encoding: 'hex', text, at: (offset) => from + offset * 2 };
}

export const hex: Decoder = { anchors: [], runs: true, decode };
