// Quoted-printable (RFC 2045, 6.7): `=3D` for a character, `=` at the end of a line that goes on. Of mail behind its header, and of a single line without one.
import { MAX_FOLDED_TEXT_BYTES } from '../../limits.ts';
import type { Decoded, Decoder, Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { Pieces } from './pieces.ts';

const escape = /=(?:([0-9A-F]{2})|[ \t]*\r?\n)/g;

/** Only what has an escape: the rest was seen as it is. */
function decoded(text: string, start: number, end: number): Decoded | Undecoded {
  const pieces = new Pieces();
  const body = text.slice(start, end);
  let from = 0;
  for (const match of body.matchAll(escape)) {
    pieces.add(body.slice(from, match.index), start + from);
    if (match[1] !== undefined) pieces.add(String.fromCharCode(Number.parseInt(match[1], 16)), start + match.index + 2);
    from = match.index + match[0].length;
  }
  if (from === 0) return undefined;
  pieces.add(body.slice(from), start + from);
  return { start, end, encoding: 'string', text: pieces.text, at: (offset, isEnd) => pieces.at(offset, isEnd) };
}

/** A part of a message ends at the line of a boundary, a property of a vCard at its line. */
function behindHeader(scene: Scene, at: number, end: number): Decoded | Undecoded {
  const boundary = scene.text.indexOf('\n--', end);
  const last = boundary < 0 ? scene.text.length : boundary;
  const stop = Math.min(last, end + MAX_FOLDED_TEXT_BYTES);
  const found = decoded(scene.text, end, stop);
  return typeof found !== 'object' ? 'nothing yet' : { ...found, start: at, ...(stop < last ? { cut: true } : {}) };
}

/** A line is broken before it is longer than 76 characters, and not long before. */
const [shortest, longest] = [70, 76];
/** How many lines a single line is joined from at most: a longer value isn't wrapped without a header. */
const mostLines = 8;

function isBroken(text: string, lineEnd: number): boolean {
  const start = Math.max(text.lastIndexOf('\n', lineEnd - 1) + 1, 0);
  return text.charAt(lineEnd - 1) === '=' && lineEnd - start >= shortest && lineEnd - start <= longest;
}

/** The lines around a soft line break; an escape alone is undone in its own line. */
function around(scene: Scene, at: number): Decoded | Undecoded {
  const { text } = scene;
  const isBreak = /^=\r?\n/.test(text.slice(at, at + 3));
  if (isBreak && !isBroken(text, at + 1)) return undefined;
  let start = scene.lineStart(at, longest);
  let end = scene.lineEnd(at, longest * 2);
  for (let lines = 0; lines < mostLines && start > 1 && isBroken(text, start - (text.charAt(start - 2) === '\r' ? 2 : 1)); lines += 1)
    start = scene.lineStart(start - 1, longest + 2);
  for (let lines = 0; lines < mostLines && isBroken(text, end); lines += 1) {
    const next = end + (text.charAt(end) === '\r' ? 2 : 1);
    if (next >= text.length) break;
    end = scene.lineEnd(next, longest * 2);
  }
  return decoded(text, start, end);
}

const alone = [
  '=3D',
  '=5F',
  '=2D',
  '=2E',
  '=2B',
  '=2F',
  '=\r\n',
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'].map((letter) => `=\n${letter}`),
];

export const quotedPrintable: readonly Decoder[] = [
  { anchors: [{ text: 'quoted-printable', caseless: true }], runs: false, decode: behindHeader },
  { anchors: alone.map((text) => ({ text })), runs: false, decode: around },
];
