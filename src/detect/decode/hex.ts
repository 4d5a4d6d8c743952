// Long runs of hex digits that spell text or a container.
import { FORMAT_HEADER_BYTES } from '../../limits.ts';
import { isKnownFormat, mayBeFormat } from '../containers/formats.ts';
import type { Decoded, Decoder } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { isReadable } from './readable.ts';

function decode(scene: Scene, start: number, end: number): Decoded | undefined {
  const packed = container(scene.text, start, end);
  if (packed !== undefined) return { start, end, encoding: 'hex', text: '', packed };
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

/** A container that is written as one run of hex digits. */
function container(text: string, start: number, end: number): Uint8Array | undefined {
  if (!mayBeFormat(Buffer.from(text.slice(start, start + 36), 'hex').toString('latin1'))) return undefined;
  const head = Buffer.from(text.slice(start, Math.min(end, start + FORMAT_HEADER_BYTES * 2)), 'hex');
  return isKnownFormat(head) ? Buffer.from(text.slice(start, end), 'hex') : undefined;
}

export const hex: Decoder = { anchors: [], runs: true, decode };
