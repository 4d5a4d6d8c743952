// Chance with a seed, and the values that are planted: none of them was ever issued, none stands in this repository.
import { crc32 } from 'node:zlib';

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function chanceOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = (list) => list[Math.floor(next() * list.length)];
  const text = (alphabet, length) => Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
  return { next, pick, text };
}

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const alphanumeric = digits + lower.toUpperCase() + lower;

/** Makers of values, each with the shape that its provider documents. */
export function valuesOf({ text }) {
  const base62 = (number) => {
    let out = '';
    for (let rest = number; out.length < 6; rest = Math.floor(rest / 62)) out = alphanumeric[rest % 62] + out;
    return out;
  };
  return {
    password: () => `${text(alphanumeric, 11)}7q${text(alphanumeric, 9)}Z4`,
    hex: (length) => text('0123456789abcdef', length),
    github: (kind = 'p') => {
      const body = text(alphanumeric, 30);
      return ['gh', `${kind}_`, body, base62(crc32(body))].join('');
    },
    stripe: () => ['sk', 'live', text(alphanumeric, 24)].join('_'),
    slack: () => ['xox', `b-${text(digits, 12)}-${text(digits, 13)}-${text(alphanumeric, 24)}`].join(''),
    sendgrid: () => ['S', `G.${text(alphanumeric, 22)}.${text(alphanumeric, 43)}`].join(''),
    npm: () => {
      const body = text(alphanumeric, 30);
      return ['np', 'm_', body, base62(crc32(body))].join('');
    },
    uuid: () => [8, 4, 4, 4, 12].map((length) => text('0123456789abcdef', length)).join('-'),
  };
}
