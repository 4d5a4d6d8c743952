// Base64 and base64url (RFC 4648), on one line or wrapped; what is inside may be text, UTF-16, gzip or zlib.
import { MAX_BASE64_CHARS } from '../../limits.ts';
import { Gunzip, Inflate } from 'fflate';
import { MAX_DEFLATED_TEXT_BYTES } from '../../limits.ts';
import { collect } from '../containers/collect.ts';
import { formats, isKnownFormat, mayBeFormat } from '../containers/formats.ts';
import type { Decoded, Decoder, Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { viewOf } from '../text.ts';
import { isGzip, isReadable, isUtf16, isZlib, printable } from './readable.ts';

const longest = MAX_BASE64_CHARS;
/** what stands in front of the deflated bytes in zlib */
const zlibHead = 2;

function decode(scene: Scene, start: number, end: number): Decoded | Undecoded {
  const { text } = scene;
  // a run is [A-Za-z0-9+/_=-]: what stands before `=` or a path's `/` may not belong to it
  let from = start;
  const equals = text.slice(start, end - 2).indexOf('=');
  if (equals >= 0 && /[A-Za-z0-9+/_-]/.test(text.charAt(start + equals + 1))) from = start + equals + 1;
  if (end - from < 16) return undefined;
  if (!mayRead(text, from)) return undefined;
  const head = text.slice(from, from + 64);
  if (/^[a-z]+$|^[A-Z_]+$|^[0-9a-f-]+$|^[0-9A-F-]+$|^\d+$/.test(head)) return undefined;
  const peeked = Buffer.from(head.slice(0, 24), 'base64').toString('latin1');
  if (!isReadable(peeked) && !isGzip(peeked) && !isZlib(peeked) && !isUtf16(peeked) && !mayBeFormat(peeked)) return undefined;
  const { body, stop } = wrapped(text, from, end);
  const plain = Buffer.from(body, 'base64');
  const encoding = /[-_]/.test(body) ? 'base64url' : 'base64';
  const found = contentOf(plain);
  if (found === undefined) return 'nothing yet';
  return { start: from, end: stop, encoding, ...found };
}

/** What each character stands for, in base64 and base64url; 64 for what is none. */
const worth = new Uint8Array(256).fill(64);
for (const [index, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) worth[character.charCodeAt(0)] = index;
worth['-'.charCodeAt(0)] = 62;
worth['_'.charCodeAt(0)] = 63;

/** The first two bytes of known formats. */
const formatHeads = new Set(
  formats
    .filter(({ offset, signature }) => offset === 0 && signature.length > 2)
    .map(({ signature }) => (signature.charCodeAt(0) << 8) | signature.charCodeAt(1)),
);

/** As many characters are looked at, twelve bytes, of which so many must be text: where more than four are none, the first eighteen read like none. */
const [looked, leastPlain] = [16, 8];

/** Most runs are names and paths: whether the first bytes could be anything is told without making them. */
function mayRead(text: string, from: number): boolean {
  let [bits, plain] = [0, 0];
  for (let index = 0; index < looked; index += 1) {
    const value = worth[text.charCodeAt(from + index) & 255] ?? 64;
    if (value === 64) return true;
    bits = (bits << 6) | value;
    if (index % 4 !== 3) continue;
    const [first, second, third] = [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
    // UTF-16, gzip, zlib, other formats
    if (index === 3 && formatHeads.has((first << 8) | second)) return true;
    if (index === 3 && (first === 0 || second === 0 || first >= 254 || first === 0x1f || first === 0x78)) return true;
    plain += (printable[first] ?? 0) + (printable[second] ?? 0) + (printable[third] ?? 0);
    // the first name in a tar, and zeros
    if (third === 0 && plain > 0) return true;
    bits = 0;
  }
  return plain >= leastPlain;
}

/** Goes on over line breaks where lines of the same length follow (MIME, PEM, YAML blocks, escaped `\n`). */
function wrapped(text: string, from: number, end: number): { body: string; stop: number } {
  const parts = [text.slice(from, end)];
  let stop = end;
  const width = end - from;
  if (width < 40) return { body: parts[0] ?? '', stop };
  const next = /(?:\\r)?(?:\\n)?\r?\n?[ \t"'+>#*]{0,40}([A-Za-z0-9+/_-]+={0,2})/y;
  let total = width;
  while (total < longest) {
    next.lastIndex = stop;
    const line = next.exec(text);
    if (line?.[1] === undefined || !/[\n\\]/.test(line[0]) || line[1].length > width || (line[1].length < width && line[1].length < 2)) break;
    parts.push(line[1]);
    stop = next.lastIndex;
    total += line[1].length;
    if (line[1].length < width) break;
  }
  return { body: parts.join(''), stop };
}

type Content = Pick<Decoded, 'text' | 'cut' | 'packed'>;

/** Text as it is, UTF-16 as UTF-8, compressed text inflated within a limit, a container as its bytes. */
function contentOf(bytes: Buffer): Content | undefined {
  const text = bytes.toString('latin1');
  if (isGzip(text) || isZlib(text)) {
    const inflated = inflatedOf(bytes, isGzip(text));
    if (inflated !== undefined && isReadable(inflated.text)) return inflated;
  }
  if (isUtf16(text)) return { text: viewOf(bytes).text };
  if (isReadable(text)) return { text };
  return isKnownFormat(bytes) ? { text: '', packed: bytes } : undefined;
}

/** Cut off or damaged: what was inflated so far is looked at. */
function inflatedOf(packed: Uint8Array, gzip: boolean): Content | undefined {
  const { bytes, problem } = collect(gzip ? packed : packed.subarray(zlibHead), MAX_DEFLATED_TEXT_BYTES, (take) =>
    gzip ? new Gunzip(take) : new Inflate(take),
  );
  return bytes.length === 0 ? undefined : { text: Buffer.from(bytes).toString('latin1'), ...(problem === 'too-large' ? { cut: true } : {}) };
}

export const base64: Decoder = { anchors: [], runs: true, decode };
