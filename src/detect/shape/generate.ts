// Random samples of a shape, for tests, documents and `rules test`: so that no file ever holds something that looks like a secret.
import { alphabets } from './alphabet.ts';
import { base32, base62, bech32Sum, crc16, crc32 } from './checks.ts';
import { partsOf } from './shape.ts';

/** Numbers from 0 up to, not including, 1; the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A sample of a shape; checksums that can be worked out are made to hold. */
export function sampleOf(shape: string, random: () => number, check?: string): string {
  const text = partsOf(shape)
    .map((part) => {
      if (typeof part === 'string') return part;
      const letters = alphabets[part.set] ?? '';
      const length = part.min + Math.floor(random() * (Math.min(part.max, part.min + 40) - part.min + 1));
      return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
    })
    .join('');
  return check === undefined ? text : (holding[check]?.(text) ?? text);
}

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');
/** The text's own start with `inside` in it, in base64, as long as the text. */
const encoded = (inside: string, text: string, skip = 0): string =>
  (
    text.slice(0, skip) +
    Buffer.from(inside)
      .toString('base64')
      .replace(/={1,2}$/, '') +
    text.slice(skip)
  ).slice(0, text.length);

/** For each check, how a random token is made to pass it. */
const holding: Readonly<Record<string, (text: string) => string>> = {
  crc62: (text) => text.slice(0, -6) + base62(crc32(text.slice(text.lastIndexOf('_') + 1, -6))),
  'crc-hex': (text) => text.slice(0, -8) + hex8(crc32(text.slice(0, -8))).toUpperCase(),
  'crc-after-underscore': (text) => text.slice(0, -8) + hex8(crc32(text.slice(0, text.lastIndexOf('_')))),
  'crc-body': (text) => text.slice(0, -8) + hex8(crc32(text.slice(text.indexOf('_') + 1, -8))),
  // letters that bech32 leaves out are swapped for one that it has
  bech32: (text) => bech32Sum(text.slice(0, 16) + text.slice(16, -6).replace(/[1BIO]/g, 'Q')).toUpperCase(),
  'bech32-lower': (text) => bech32Sum(text.slice(0, 5) + text.slice(5, -6).replace(/[1bio]/g, 'q')),
  nkey: (text) => {
    const bytes = base32(text).slice(0, -2);
    const sum = crc16(bytes);
    return base32Of(Uint8Array.from([...bytes, sum & 255, sum >>> 8]));
  },
  'gitlab-routable': (text) => {
    const dot = text.lastIndexOf('.');
    const payload = text.slice(text.indexOf('-') + 1, dot);
    const head = `${text.slice(0, dot)}.${payload.length.toString(36).padStart(2, '0')}`;
    return head + crc32(head).toString(36).padStart(7, '0');
  },
  bedrock: (text) => encoded('BedrockAPIKey-ab12-at-123456789012:', text, 4),
  reftkn: (text) => encoded('reftkn:01:1700000000:', text),
  tok: (text) => encoded('tok:', text),
  bbdc: (text) => encoded('123456789012:', text, 5),
};

function base32Of(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => (alphabets['B'] ?? '')[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** Fills `{alnum:20}`, `{hex:32}`, `{digits:6}`, `{upper:4}`, `{lower:4}` in the samples of an admin's rule. */
export function filled(template: string, random: () => number): string {
  const sets: Readonly<Record<string, string>> = { alnum: 'n', hex: 'h', digits: 'd', upper: 'U', lower: 'l' };
  return template.replace(/\{(alnum|hex|digits|upper|lower):(\d{1,3})\}/g, (_, name: string, length: string) =>
    sampleOf(`{${sets[name] ?? 'n'}:${length}}`, random),
  );
}
