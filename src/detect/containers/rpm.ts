// RPM packages: a lead, two headers, and a compressed cpio archive.
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { bigEndian } from './bytes.ts';
import { inside } from './limits.ts';

const leadLength = 96;
const headerMagic = 0x8eade8;

/** Where a header ends (16 bytes, an index of 16 bytes an entry, and the values), or undefined if there is none. */
const headerEnd = (bytes: Uint8Array, at: number): number | undefined =>
  bigEndian(bytes, at, 3) === headerMagic ? at + 16 + bigEndian(bytes, at + 8, 4) * 16 + bigEndian(bytes, at + 12, 4) : undefined;

export function* rpmEntries(path: Path, bytes: Uint8Array): Generator<Entry> {
  const signature = headerEnd(bytes, leadLength);
  const header = signature === undefined ? undefined : headerEnd(bytes, Math.ceil(signature / 8) * 8);
  if (header === undefined || header >= bytes.length) yield { file: path, reason: 'damaged' };
  else yield { path: inside(path, 'payload') as Path, bytes: bytes.subarray(header) };
}
