// Lines that are folded when they are too long: LDIF (RFC 2849), iCalendar (RFC 5545), vCard (RFC 6350). A line that begins with a blank goes on.
import { MAX_FOLDED_TEXT_BYTES } from '../../limits.ts';
import type { Decoded, Decoder, Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { Pieces } from './pieces.ts';

const folded = /^[^\r\n]+(?:\r?\n[ \t][^\r\n]*)+/gm;
const fold = /\r?\n[ \t]/g;

/** An entry of LDIF has a class or a change; other files have lines that begin with `dn:`, too. */
const isEntry = (scene: Scene, at: number): boolean => /\.ldi?f$/i.test(scene.path) || /^(?:objectClass|changetype):/im.test(scene.text.slice(at, at + 4000));

function decode(scene: Scene, at: number): Decoded | Undecoded {
  const { text } = scene;
  if (at > 0 && !/[\r\n]/.test(text.charAt(at - 1))) return undefined;
  if (/^dn:/i.test(text.slice(at, at + 3)) && !isEntry(scene, at)) return 'nothing yet';
  const end = Math.min(text.length, at + MAX_FOLDED_TEXT_BYTES);
  const pieces = new Pieces();
  for (const line of text.slice(at, end).matchAll(folded)) {
    let from = 0;
    for (const break_ of line[0].matchAll(fold)) {
      pieces.add(line[0].slice(from, break_.index), at + line.index + from);
      from = break_.index + break_[0].length;
    }
    pieces.add(line[0].slice(from), at + line.index + from);
    pieces.add('\n', at + line.index + line[0].length);
  }
  if (pieces.text === '') return 'nothing yet';
  const isCut = end < text.length;
  return { start: at, end, encoding: 'string', text: pieces.text, at: (offset, isEnd) => pieces.at(offset, isEnd), ...(isCut ? { cut: true } : {}) };
}

const heads = ['BEGIN:VCALENDAR', 'BEGIN:VCARD', 'dn: ', 'dn:: '];
export const foldedLines: Decoder = { anchors: heads.map((text) => ({ text, caseless: true as const })), runs: false, decode };
