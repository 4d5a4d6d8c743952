// Offline proof: checksums and decodes that a made-up token does not pass. Each answers for the whole token.
import type { Certainty } from '../../model.ts';

/** `proven` or `structural` where it holds; `failed` lowers a finding's level, never hides it; undefined says nothing. */
export type Check = (token: string) => Certainty | 'failed' | undefined;

const tableOf = (): Uint32Array =>
  new Uint32Array(256).map((_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
    return sum;
  });
let made: Uint32Array | undefined;

/** CRC-32 (ISO 3309), of a text with one character a byte. */
export function crc32(text: string): number {
  const table = (made ??= tableOf());
  let sum = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) sum = (table[(sum ^ text.charCodeAt(at)) & 255] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** CRC-24 of OpenPGP's armour (RFC 9580 section 6.1). */
export function crc24(bytes: Uint8Array): number {
  let sum = 0xb704ce;
  for (const byte of bytes) {
    sum ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x800000 ? (sum << 1) ^ 0x864cfb : sum << 1) & 0xffffff;
  }
  return sum;
}

const digits62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A number in base 62, padded with zeros to six digits. */
export function base62(value: number): string {
  let text = '';
  for (let rest = value; text.length < 6; rest = Math.floor(rest / 62)) text = (digits62[rest % 62] ?? '0') + text;
  return text;
}

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');
const verdict = (holds: boolean): Certainty | 'failed' => (holds ? 'proven' : 'failed');
const decodes = (text: string, pattern: RegExp): Certainty | 'failed' =>
  pattern.test(Buffer.from(text, 'base64').toString('latin1')) ? 'structural' : 'failed';

/** CRC-16 (XMODEM). */
export function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff;
  }
  return sum;
}

/** NATS nkeys: base32 whose last two bytes are the CRC-16 of the others, little-endian. */
function nkey(token: string): Certainty | 'failed' {
  const bytes = base32(token);
  const sum = crc16(bytes.subarray(0, -2));
  return verdict(bytes.length > 4 && bytes[bytes.length - 2] === (sum & 255) && bytes[bytes.length - 1] === sum >>> 8);
}

/** RFC 4648 base32 without padding. */
export function base32(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text) {
    value = ((value << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character)) & 0xfffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

const bech32Letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Bech32's polynomial (BIP 173) over the expanded prefix and the data. */
function polymod(prefix: string, data: readonly number[]): number {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  let sum = 1;
  for (const value of [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...data]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator;
    });
  }
  return sum;
}

const bech32Data = (text: string): readonly [string, readonly number[]] => {
  const split = text.lastIndexOf('1');
  return [text.slice(0, split), [...text.slice(split + 1)].map((character) => bech32Letters.indexOf(character))];
};

/** A bech32 text without its checksum, made whole (lower case). */
export function bech32Sum(unsummed: string): string {
  const text = unsummed.toLowerCase();
  const [prefix, data] = bech32Data(text);
  const sum = polymod(prefix, [...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  return text + [25, 20, 15, 10, 5, 0].map((shift) => bech32Letters[(sum >>> shift) & 31]).join('');
}

const bech32 = (token: string): Certainty | 'failed' => verdict(polymod(...bech32Data(token.toLowerCase())) === 1);

/**
 * GitLab's routable tokens: payload, its length in two digits of base 36, CRC-32 in seven. The length is documented and
 * must agree; what the sum is taken over is not, so a sum that holds proves and one that does not says nothing.
 */
function routable(token: string): Certainty | 'failed' {
  const dot = token.lastIndexOf('.');
  const payload = token.slice(token.indexOf('-') + 1).split('.')[0] ?? '';
  if (parseInt(token.slice(-9, -7), 36) !== payload.length) return 'failed';
  return dot > 0 && parseInt(token.slice(-7), 36) === crc32(token.slice(0, -7)) ? 'proven' : 'structural';
}

/** Base64 whose bytes are a JSON object, from the first `ey` on and up to a dot or underscore. */
function jsonBody(token: string): Certainty | 'failed' {
  const body = /ey[A-Za-z0-9+/-]+/.exec(token)?.[0] ?? '';
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64').toString('utf8'));
    return typeof value === 'object' && value !== null ? 'structural' : 'failed';
  } catch {
    return 'failed';
  }
}

/** A macaroon in its binary form (version 2): fields of type, length and bytes up to a signature of 32. Source: libmacaroons' format. */
function macaroon(token: string): Certainty | 'failed' {
  const bytes = Buffer.from(token.slice(token.indexOf('-') + 1), 'base64');
  let at = bytes[0] === 2 ? 1 : bytes.length;
  while (at < bytes.length) {
    const type = bytes[at];
    if (type === 0) at += 1;
    else {
      let length = 0;
      let shift = 0;
      let next: number;
      do {
        at += 1;
        next = bytes[at] ?? 0;
        length |= (next & 127) << shift;
        shift += 7;
      } while (next & 128 && shift < 21);
      if (type === 6) return length === 32 && at + 1 + length <= bytes.length ? 'structural' : 'failed';
      at += 1 + length;
    }
  }
  return 'failed';
}

/** By name, as shapes refer to them. */
export const checks: Readonly<Record<string, Check>> = {
  // GitHub and npm: six digits of base 62 over the 30 characters after the prefix
  crc62: (token) => verdict(base62(crc32(token.slice(token.lastIndexOf('_') + 1, -6))) === token.slice(-6)),
  // Atlassian: eight hex digits over everything before them
  'crc-hex': (token) => verdict(hex8(crc32(token.slice(0, -8))) === token.slice(-8).toLowerCase()),
  // Grafana service accounts: eight hex digits over what stands before the last underscore
  'crc-after-underscore': (token) => (hex8(crc32(token.slice(0, token.lastIndexOf('_')))) === token.slice(-8) ? 'proven' : undefined),
  // Cloudflare: eight hex digits over the body
  'crc-body': (token) => (hex8(crc32(token.slice(token.indexOf('_') + 1, -8))) === token.slice(-8).toLowerCase() ? 'proven' : undefined),
  // zeros in base64 at the start: the bearer tokens of another provider begin so
  'not-zeros': (token) => (token.startsWith('AAAAAAAAA') ? 'failed' : undefined),
  // a longer name for what another format ends in: it says which of the two it is
  sandbox: () => 'structural',
  nkey,
  bech32,
  'bech32-lower': bech32,
  // AWS: the base32 body carries the account number; the documented example pair ends in EXAMPLE and is left out elsewhere
  aws: (token) => (/^[A-Z2-7]{16}$/.test(token.slice(4)) ? 'structural' : 'failed'),
  macaroon,
  'gitlab-routable': routable,
  json: jsonBody,
  bedrock: (token) => decodes(token.slice(4), /^.{0,3}BedrockAPIKey-|^BedrockAPIKey-/),
  reftkn: (token) => decodes(token, /^reftkn:/),
  tok: (token) => decodes(token, /^tok:/),
  bbdc: (token) => decodes(token.slice(5), /^\d{6,}:/),
};
