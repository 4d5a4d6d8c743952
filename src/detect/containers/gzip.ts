// gzip (RFC 1952): one file, often a tar.
import { Gunzip } from 'fflate';
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';
import { collect } from './collect.ts';
import { inside, limits } from './limits.ts';

export function* gzipEntries(path: Path, packed: Uint8Array): Generator<Entry> {
  let size = 0;
  let member = 0;
  const { bytes, problem } = collect(packed, limits.inflated, (take) => {
    const stream = new Gunzip((chunk) => {
      size += chunk.length;
      take(chunk);
    });
    stream.onmember = () => {
      member = size;
    };
    return stream;
  });
  // the last four bytes say how long the last member is: a stream that ends between two blocks does not say that it was cut off
  const told = Buffer.from(packed.subarray(-4)).readUInt32LE();
  const whole = problem === undefined && size - member === told;
  if (!whole) yield { file: path, reason: problem ?? 'damaged' };
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.gz$/i, '')
    .replace(/\.tgz$/i, '.tar');
  if (bytes.length > 0) yield { path: inside(path, name) as Path, bytes };
}

/** Deflated, no reserved flag, and a level and system that exist (RFC 1952, 2.3). */
export const isGzip = (bytes: Uint8Array): boolean =>
  bytes.length >= 18 && bytes[2] === 8 && ((bytes[3] ?? 0) & 0xe0) === 0 && [0, 2, 4].includes(bytes[8] ?? 1) && ((bytes[9] ?? 99) <= 13 || bytes[9] === 255);
