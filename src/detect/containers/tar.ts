// Tar (POSIX ustar and pax, GNU long names): headers of 512 bytes with the file behind each.
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { inside, limits } from './limits.ts';

const block = 512;
/** Links, devices, folders, pipes, and the headers that are about other headers. */
const withoutBody = '123456gKV';
const text = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1').replace(/\0.*$/s, '');

export function* tarEntries(path: Path, bytes: Uint8Array): Generator<Entry> {
  let at = 0;
  let count = 0;
  let longName = '';
  while (at + block <= bytes.length) {
    const name = text(bytes, at, at + 100);
    if (name === '' && text(bytes, at + 257, at + 262) === '') {
      // the end of the archive: zeros. Another archive or anything else may follow
      while (at < bytes.length && bytes[at] === 0) at += 1;
      if (isTar(bytes.subarray(at))) continue;
      if (at < bytes.length) yield { path: inside(path, 'data behind its end') as Path, bytes: bytes.subarray(at) };
      return;
    }
    const size = Number.parseInt(text(bytes, at + 124, at + 136).trim(), 8);
    if (!Number.isFinite(size) || size < 0 || at + block + size > bytes.length + block) {
      yield { file: path, reason: 'damaged' };
      return;
    }
    const kind = String.fromCharCode(bytes[at + 156] ?? 0);
    const body = bytes.subarray(at + block, at + block + size);
    const prefix = text(bytes, at + 257, at + 262) === 'ustar' ? text(bytes, at + 345, at + 500) : '';
    if (kind === 'L') longName = text(body, 0, body.length);
    else if (kind === 'x') longName = paxPath(body) ?? longName;
    else {
      const full = longName !== '' ? longName : prefix === '' ? name : `${prefix}/${name}`;
      longName = '';
      if (!withoutBody.includes(kind) && size > 0) {
        count += 1;
        if (count > limits.entries) {
          yield { file: path, reason: 'too-large', detail: 'more than 20,000 files' };
          return;
        }
        yield { path: inside(path, full) as Path, bytes: body };
      }
    }
    at += block + Math.ceil(size / block) * block;
  }
}

/** `<length> path=<name>\n` among the records of a pax header (POSIX, 4.18.2): each says how long it is. */
function paxPath(body: Uint8Array): string | undefined {
  for (let at = 0; at < body.length;) {
    const length = Number.parseInt(text(body, at, Math.min(body.length, at + 20)), 10);
    if (!(length > 0)) return undefined;
    const record = Buffer.from(body.subarray(at, at + length)).toString('utf8');
    const path = /^\d{1,20} path=([^\n]*)\n$/.exec(record)?.[1];
    if (path !== undefined) return path;
    at += length;
  }
  return undefined;
}

/** Whether a header is there whose checksum is right: also in archives older than the `ustar` mark. */
export function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < block) return false;
  const stored = text(bytes, 148, 156).trim();
  if (!/^[0-7]{1,8}$/.test(stored)) return false;
  let sum = 8 * 32;
  for (let at = 0; at < block; at += 1) if (at < 148 || at >= 156) sum += bytes[at] ?? 0;
  return sum === Number.parseInt(stored, 8);
}

/** Where an archive ends: at the first block that is no header. */
export function tarLength(bytes: Uint8Array): number {
  let at = 0;
  while (isTar(bytes.subarray(at, at + block))) {
    const size = Number.parseInt(text(bytes, at + 124, at + 136).trim(), 8);
    at += block + Math.ceil((Number.isFinite(size) ? size : 0) / block) * block;
  }
  return Math.min(at, bytes.length);
}
