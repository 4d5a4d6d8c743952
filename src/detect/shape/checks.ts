// Offline proof: checksums and decodes that a made-up token does not pass. Each answers for the whole token.
import type { Certainty } from '../../model.ts';

/** `proven` or `structural` where it holds; `failed` lowers a finding's level, never hides it; undefined says nothing. */
export type Check = (token: string) => Certainty | 'failed' | undefined;

const table = new Uint32Array(256).map((_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum;
});

/** CRC-32 (ISO 3309), of a text with one character a byte. */
export function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) sum = (table[(sum ^ text.charCodeAt(at)) & 255] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
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

/** CRC-16 (XMODEM), little-endian at the end of what base32 holds: NATS nkeys. */
function nkey(token: string): Certainty | 'failed' {
  const bytes = base32(token);
  let sum = 0;
  for (const byte of bytes.subarray(0, -2)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000 ? (sum << 1) ^ 0x1021 : sum << 1) & 0xffff;
  }
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

/** Bech32 (BIP 173): the last six characters are a checksum over all that precedes. */
function bech32(token: string): Certainty | 'failed' {
  const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const text = token.toLowerCase();
  const split = text.lastIndexOf('1');
  const prefix = [...text.slice(0, split)].map((character) => character.charCodeAt(0));
  const values = [
    ...prefix.map((code) => code >> 5),
    0,
    ...prefix.map((code) => code & 31),
    ...[...text.slice(split + 1)].map((character) => charset.indexOf(character)),
  ];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator;
    });
  }
  return verdict(sum === 1);
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
  nkey,
  bech32,
  // AWS: the base32 body carries the account number; the documented example pair ends in EXAMPLE and is left out elsewhere
  aws: (token) => (/^[A-Z2-7]{16}$/.test(token.slice(4)) ? 'structural' : 'failed'),
  pypi: (token) => decodes(token.slice(5), /^\x02\x01.(?:test\.)?pypi\.org/),
  snowflake: (token) => decodes(token.slice(0, token.indexOf('.')), /^\d{17,20}$/),
  'json-head': (token) => decodes(token.slice(token.indexOf('ey')).split('.')[0] ?? '', /^\{"/),
  bedrock: (token) => decodes(token.slice(4), /^.{0,3}BedrockAPIKey-|^BedrockAPIKey-/),
  reftkn: (token) => decodes(token, /^reftkn:/),
  tok: (token) => decodes(token, /^tok:/),
  bbdc: (token) => decodes(token.slice(5), /^\d{6,}:/),
  'bytes-64': (token) => (Buffer.from(token, 'base64').length === 64 ? 'structural' : 'failed'),
};
