// cpio in its "new ASCII" form: initial RAM disks, and what is inside an RPM package.
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { latin1 } from './bytes.ts';
import { inside, limits } from './limits.ts';

const headerLength = 110;
const header = /^07070[12][0-9A-Fa-f]{104}$/;
const aligned = (at: number): number => Math.ceil(at / 4) * 4;

export const isCpio = (bytes: Uint8Array): boolean => header.test(latin1(bytes, 0, headerLength));

export function* cpioEntries(path: Path, bytes: Uint8Array): Generator<Entry> {
  let count = 0;
  for (let at = 0; at + headerLength <= bytes.length;) {
    const head = latin1(bytes, at, at + headerLength);
    // archives are joined with zeros between them
    if (head.startsWith('\0\0\0\0')) {
      at += 4;
      continue;
    }
    const size = Number.parseInt(head.slice(54, 62), 16);
    const nameLength = Number.parseInt(head.slice(94, 102), 16);
    const start = aligned(at + headerLength + nameLength);
    if (!header.test(head) || start + size > bytes.length) {
      // a compressed archive may follow an uncompressed one (early microcode in front of a RAM disk)
      yield count > 0 && !header.test(head) ? { path: inside(path, 'rest') as Path, bytes: bytes.subarray(at) } : { file: path, reason: 'damaged' };
      return;
    }
    count += 1;
    if (count > limits.entries) {
      yield { file: path, reason: 'too-large', detail: 'more than 20,000 files' };
      return;
    }
    const name = latin1(bytes, at + headerLength, at + headerLength + nameLength - 1);
    if (size > 0) yield { path: inside(path, name) as Path, bytes: bytes.subarray(start, start + size) };
    at = aligned(start + size);
  }
}
