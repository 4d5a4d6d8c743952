// What stands in the middle of a value and falls away when it is read: characters that nobody sees, a backslash at the end of a line.
import { MAX_KEY_BLOCK_BYTES } from '../../limits.ts';
import type { Encoding } from '../../model.ts';
import type { Decoder } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { undone } from './undone.ts';

/** How far a value reaches behind the first seam. */
const longest = MAX_KEY_BLOCK_BYTES;

interface Seam {
  readonly encoding: Encoding;
  readonly anchors: readonly string[];
  /** one seam, sticky */
  readonly one: RegExp;
  /** what a value with seams in it is made of */
  readonly part: RegExp;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
/** UTF-8 of zero-width and directional characters, of the joiners, of U+FEFF. The soft hyphen has two bytes: it is known by what follows. */
const unseen = [...'\x8b\x8c\x8d\x8e\x8f\xaa\xab\xac\xad\xae'].map((last) => `\xe2\x80${last}`);
const joiners = [...'\xa0\xa6\xa7\xa8\xa9'].map((last) => `\xe2\x81${last}`);

const kinds: readonly Seam[] = [
  {
    encoding: 'unicode',
    anchors: [...unseen, ...joiners, '\xef\xbb\xbf', ...letters.map((letter) => `\xc2\xad${letter}`)],
    one: /\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|\xef\xbb\xbf|\xc2\xad/y,
    part: /[\x20-\x7e]/,
  },
  {
    encoding: 'string',
    anchors: ['\\\r\n', '\\\n ', '\\\n\t', ...letters.map((letter) => `\\\n${letter}`)],
    one: /\\\r?\n[ \t]{0,40}/y,
    part: /[\x21-\x5b\x5d-\x7e]/,
  },
];

function decoderOf(seam: Seam): Decoder {
  const { part, one, encoding } = seam;
  return {
    anchors: seam.anchors.map((text) => ({ text })),
    runs: false,
    decode({ text }, at) {
      // a seam is inside a value: something stands right in front of it and right behind it
      one.lastIndex = at;
      const first = one.exec(text);
      if (first === null || !part.test(text.charAt(at - 1)) || !part.test(text.charAt(at + first[0].length))) return undefined;
      return { ...undone(text, at, longest, one, part, () => ''), encoding };
    },
  };
}

/** How far a text without line breaks is read behind the first escape. */
const longestMarkup = 2000;
const markup = /\{\\_\}|\\textunderscore(?:\{\}| )|\\{1,4}([_.~+=:@#$!*-])/y;
const markupPart = /[\t\x20-\x5b\x5d-\x7e]/;

/** Code has backslashes in patterns, where they mean something else. */
const isMarkup = ({ language }: Scene): boolean => language.family !== 'code';

/** Editors of Markdown, reStructuredText and LaTeX put a backslash in front of `_` and other marks. */
const escapedMarks: Decoder = {
  anchors: [...[...letters, '\\'].flatMap((letter) => [`\\_${letter}`, `\\-${letter}`]), '{\\_}', '\\textunderscore', '\\.ey'].map((text) => ({ text })),
  runs: false,
  decode(scene, at) {
    const { text } = scene;
    if (!isMarkup(scene)) return undefined;
    let first = at;
    while (at - first < 3 && text.charAt(first) === '\\' && text.charAt(first - 1) === '\\') first -= 1;
    markup.lastIndex = first;
    if (!markup.test(text)) return undefined;
    return { ...undone(text, first, longestMarkup, markup, markupPart, ([whole, mark]) => mark ?? (whole === '' ? '' : '_')), encoding: 'string' };
  },
};

export const seams: readonly Decoder[] = [...kinds.map(decoderOf), escapedMarks];
