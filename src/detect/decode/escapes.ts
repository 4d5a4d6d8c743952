// Escapes inside text: percent, HTML entities, `\u0041`, `\x41`, octal. The stretch around the first escape is undone as a whole.
import { MAX_ESCAPED_TEXT_BYTES } from '../../limits.ts';
import type { Encoding } from '../../model.ts';
import { hereLeft, type Decoded, type Decoder, type Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { undone } from './undone.ts';

const longest = MAX_ESCAPED_TEXT_BYTES;

interface Escape {
  readonly encoding: Encoding;
  readonly anchors: readonly string[];
  /** where in an anchor its escape begins */
  readonly head: number;
  /** one escape, sticky */
  readonly one: RegExp;
  readonly value: (match: RegExpExecArray) => string;
  /** what may stand between escapes in the same stretch */
  readonly between: RegExp;
  /** how many escapes make it worth a look */
  readonly least: number;
}

const needless = /^[A-Za-z0-9_-]$/;
const utf8 = (code: number): string => Buffer.from(String.fromCodePoint(Math.min(code, 0x10ffff)), 'utf8').toString('latin1');
const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  colon: ':',
  equals: '=',
  sol: '/',
  plus: '+',
  lowbar: '_',
  hyphen: '-',
  period: '.',
  commat: '@',
};

const escapes: readonly Escape[] = [
  {
    encoding: 'percent',
    anchors: ['%2', '%3', '%4', '%5', '%6', '%7'].flatMap((head) => [...'0123456789abcdefABCDEF'].map((digit) => head + digit)),
    head: 0,
    one: /%([0-9a-fA-F]{2})/y,
    value: (match) => String.fromCharCode(Number.parseInt(match[1] ?? '', 16)),
    between: /[A-Za-z0-9._~+/=&;:@,!*'()$-]/,
    least: 2,
  },
  {
    encoding: 'html',
    anchors: ['&lowbar;', '&#x', '&#X', ...[...'0123456789'].map((digit) => `&#${digit}`)],
    head: 0,
    one: /&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,8}));/y,
    value: (match) =>
      match[3] === undefined ? utf8(match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)) : (names[match[3]] ?? match[0]),
    between: /[^\n\r<>]/,
    least: 3,
  },
  {
    encoding: 'unicode',
    anchors: ['\\u0', '\\U0', '\\u{'],
    head: 0,
    one: /\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/y,
    value: (match) => utf8(Number.parseInt(match[1] ?? match[2] ?? match[3] ?? '0', 16)),
    between: /[^\n\r"'`\\]/,
    least: 3,
  },
  {
    encoding: 'string',
    anchors: [...'234567'].map((digit) => `\\x${digit}`),
    head: 0,
    one: /\\x([0-9a-fA-F]{2})/y,
    value: (match) => String.fromCharCode(Number.parseInt(match[1] ?? '', 16)),
    between: /[^\n\r"'`\\]/,
    least: 3,
  },
  {
    encoding: 'string',
    anchors: ['\\04', '\\05', '\\06', '\\07', ...[...'01234567'].map((digit) => `\\1${digit}`)],
    head: 0,
    one: /\\([01][0-7]{2})/y,
    value: (match) => String.fromCharCode(Number.parseInt(match[1] ?? '', 8)),
    between: /[^\n\r"'`\\]/,
    least: 6,
  },
  {
    // addresses, as some writers of JSON spell them
    encoding: 'string',
    anchors: [':\\/\\/'],
    head: 1,
    one: /\\\//y,
    value: () => '/',
    between: /[^\n\r"'`\\]/,
    least: 2,
  },
];

function decoderOf(escape: Escape): Decoder {
  return {
    anchors: escape.anchors.map((text) => ({ text })),
    runs: false,
    decode(scene, at) {
      return stretch(scene, at, escape);
    },
  };
}

function stretch(scene: Scene, at: number, escape: Escape): Decoded | Undecoded {
  const { text } = scene;
  // the anchor may be nothing but the head of an escape: then none begins here, and the stretch is not walked
  escape.one.lastIndex = at + escape.head;
  if (!escape.one.test(text)) return undefined;
  let count = 0;
  const found = undone(text, at, longest, escape.one, escape.between, (match) => {
    const value = escape.value(match);
    // a letter, a digit, a `_` has no need of an escape: one says enough
    count += needless.test(value) && escape.least <= 3 ? escape.least : 1;
    return value;
  });
  if (count < escape.least) return found.end - at < hereLeft ? undefined : 'nothing yet';
  return { ...found, encoding: escape.encoding };
}

export const escapeDecoders: readonly Decoder[] = escapes.map(decoderOf);
