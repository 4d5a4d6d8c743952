// UTF-16 in the middle of something else: the strings of programs for Windows and .NET, names and passwords among them.
import { MAX_KEY_BLOCK_BYTES } from '../../limits.ts';
import type { Decoder } from '../detector.ts';

const longest = MAX_KEY_BLOCK_BYTES;
const widened = (text: string): string => [...text].join('\0');
const unit = /[\x20-\x7e\t]\0/y;

const marks = ['://', 'passw', 'pwd', 'token', 'secret', 'key'].map((text) => ({ text: widened(text), caseless: true as const }));
const prefixes = ['ghp_', 'AKIA', 'glpat', '-----B', 'xox', 'eyJ'].map((text) => ({ text: widened(text) }));

export const wide: Decoder = {
  anchors: [...marks, ...prefixes],
  runs: false,
  decode({ text }, at) {
    const stands = (here: number): boolean => {
      unit.lastIndex = here;
      return unit.test(text);
    };
    let start = at;
    while (at - start < longest && start >= 2 && stands(start - 2)) start -= 2;
    let end = at;
    while (end - at < longest && stands(end)) end += 2;
    // how far the letters reach decides: further than what is near
    if (end - start < 16) return 'nothing yet';
    const from = start;
    return { start, end, encoding: 'utf-16le', text: text.slice(start, end).replaceAll('\0', ''), at: (offset: number) => from + offset * 2 };
  },
};
