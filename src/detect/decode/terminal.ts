// Terminal control sequences (ECMA-48) in logs and scripts: colours begin in front of a value or in the middle of it.
import { MAX_KEY_BLOCK_BYTES } from '../../limits.ts';
import type { Decoder } from '../detector.ts';
import { Pieces } from './pieces.ts';
import { undone } from './undone.ts';

const longest = MAX_KEY_BLOCK_BYTES;
/** The escape character itself, or as shells, C, JSON and terminals write it. */
const escape = String.raw`(?:\x1b|\\x1[bB]|\\0?33|\\e|\\u001[bB]|\\u\{1[bB]\}|\^\[)`;
/** Colours and cursor movements; titles and links, which end with BEL or a string terminator. */
const one = new RegExp(String.raw`${escape}(?:\[[0-9;:?]{0,24}[@-~]|\][^\x07\x1b\r\n]{0,300}(?:\x07|${escape}\\))`, 'y');
const part = /[\t\x20-\x7e]/;

const inText = ['\\x1b[', '\\x1B[', '\\033[', '\\33[', '\\e[', '\\u001b[', '\\u001B[', '\\u{1b}[', '^[[', '\x1b]8', '\x1b]0'];
const anchors = [...[...'0123456789mKHJ;?'].map((next) => `\x1b[${next}`), ...inText];

export const terminal: Decoder = {
  anchors: anchors.map((text) => ({ text })),
  runs: false,
  decode({ text }, at) {
    one.lastIndex = at;
    if (!one.test(text)) return undefined;
    // a sequence divides two words or one: both readings are looked at
    const joined = undone(text, at, longest, one, part, () => '');
    const divided = undone(text, at, longest, one, part, () => ' ');
    const both = new Pieces();
    for (const reading of [joined, divided]) {
      for (let index = 0; index < reading.text.length; index += 1) both.add(reading.text.charAt(index), reading.at(index));
      both.add('\n', joined.end);
    }
    return { start: joined.start, end: joined.end, encoding: 'string', text: both.text, at: (offset, isEnd) => both.at(offset, isEnd) };
  },
};
