// Lines that are folded when they are too long: LDIF (RFC 2849), iCalendar (RFC 5545), vCard (RFC 6350). A line that begins with a blank goes on.
import { MAX_FOLDED_TEXT_BYTES } from '../../limits.ts';
import type { Decoded, Decoder, Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { Pieces } from './pieces.ts';

const fold = /\r?\n[ \t]/g;
const foldHere = /\r?\n[ \t]/y;

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end += 1;
  return end;
}

/** Lines that go on in the lines below them, with those. */
function* foldedLinesOf(text: string): Generator<{ readonly start: number; readonly line: string }> {
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = endOfLine(text, start);
    const first = end;
    for (foldHere.lastIndex = end; end > start && foldHere.test(text); foldHere.lastIndex = end) end = endOfLine(text, foldHere.lastIndex);
    if (end > first) yield { start, line: text.slice(start, end) };
  }
}

/** An entry of LDIF has a class or a change; other files have lines that begin with `dn:`, too. */
const isEntry = (scene: Scene, at: number): boolean => /\.ldi?f$/i.test(scene.path) || /^(?:objectClass|changetype):/im.test(scene.text.slice(at, at + 4000));

function decode(scene: Scene, at: number): Decoded | Undecoded {
  const { text } = scene;
  if (at > 0 && !/[\r\n]/.test(text.charAt(at - 1))) return undefined;
  if (/^dn:/i.test(text.slice(at, at + 3)) && !isEntry(scene, at)) return 'nothing yet';
  const end = Math.min(text.length, at + MAX_FOLDED_TEXT_BYTES);
  const pieces = new Pieces();
  for (const { start, line } of foldedLinesOf(text.slice(at, end))) {
    let from = 0;
    for (const break_ of line.matchAll(fold)) {
      pieces.add(line.slice(from, break_.index), at + start + from);
      from = break_.index + break_[0].length;
    }
    pieces.add(line.slice(from), at + start + from);
    pieces.add('\n', at + start + line.length);
  }
  if (pieces.text === '') return 'nothing yet';
  const isCut = end < text.length;
  return { start: at, end, encoding: 'string', text: pieces.text, at: (offset, isEnd) => pieces.at(offset, isEnd), ...(isCut ? { cut: true } : {}) };
}

const heads = ['BEGIN:VCALENDAR', 'BEGIN:VCARD', 'dn: ', 'dn:: '];
export const foldedLines: Decoder = { anchors: heads.map((text) => ({ text, caseless: true as const })), runs: false, decode };
