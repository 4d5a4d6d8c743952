// A GitHub token that was never issued, with a checksum that holds: 30 random characters and their CRC32 in base 62.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function token() {
  const body = Array.from(randomBytes(30), (byte) => digits[byte % 62]).join('');
  let sum = crc32(body);
  let tail = '';
  for (let i = 0; i < 6; i += 1) {
    tail = digits[sum % 62] + tail;
    sum = Math.floor(sum / 62);
  }
  return `ghp_${body}${tail}`;
}
