// ar: Debian packages and static libraries. Headers of 60 bytes in text, each in front of its file.
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { latin1 } from './bytes.ts';
import { inside, limits } from './limits.ts';

const magicLength = 8;
const headerLength = 60;

export function* arEntries(path: Path, bytes: Uint8Array): Generator<Entry> {
  let count = 0;
  for (let at = magicLength; at < bytes.length;) {
    const size = Number(latin1(bytes, at + 48, at + 58).trim());
    const start = at + headerLength;
    if (latin1(bytes, at + 58, start) !== '`\n' || !Number.isSafeInteger(size) || size < 0 || start + size > bytes.length) {
      yield { file: path, reason: 'damaged' };
      return;
    }
    count += 1;
    if (count > limits.entries) {
      yield { file: path, reason: 'too-large', detail: 'more than 20,000 files' };
      return;
    }
    const name = latin1(bytes, at, at + 16).trim();
    if (size > 0) yield { path: inside(path, name.length > 1 ? name.replace(/\/$/, '') : name) as Path, bytes: bytes.subarray(start, start + size) };
    at = start + size + (size % 2);
  }
}

/** The first header ends as each does. */
export const isAr = (bytes: Uint8Array): boolean => bytes.length === magicLength || latin1(bytes, 66, 68) === '`\n';
