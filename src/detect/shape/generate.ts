// Random samples of a shape, for tests, documents and `rules test`: so that no file ever holds something that looks like a secret.
import { alphabets } from './alphabet.ts';
import { base62, crc32 } from './checks.ts';
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
  return check === undefined ? text : withChecksum(text, check);
}

function withChecksum(text: string, check: string): string {
  if (check === 'crc62') {
    const body = text.slice(text.lastIndexOf('_') + 1, -6);
    return text.slice(0, -6) + base62(crc32(body));
  }
  if (check === 'crc-hex') return text.slice(0, -8) + crc32(text.slice(0, -8)).toString(16).toUpperCase().padStart(8, '0');
  if (check === 'crc-after-underscore')
    return (
      text.slice(0, -8) +
      crc32(text.slice(0, text.lastIndexOf('_')))
        .toString(16)
        .padStart(8, '0')
    );
  if (check === 'crc-body')
    return (
      text.slice(0, -8) +
      crc32(text.slice(text.indexOf('_') + 1, -8))
        .toString(16)
        .padStart(8, '0')
    );
  return text;
}

/** Fills `{alnum:20}`, `{hex:32}`, `{digits:6}`, `{upper:4}`, `{lower:4}` in the samples of an admin's rule. */
export function filled(template: string, random: () => number): string {
  const sets: Readonly<Record<string, string>> = { alnum: 'n', hex: 'h', digits: 'd', upper: 'U', lower: 'l' };
  return template.replace(/\{(alnum|hex|digits|upper|lower):(\d{1,3})\}/g, (_, name: string, length: string) =>
    sampleOf(`{${sets[name] ?? 'n'}:${length}}`, random),
  );
}
