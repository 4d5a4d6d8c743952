// gzip (RFC 1952): one file, often a tar.
import { Gunzip } from 'fflate';
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
import { inside, limits } from './limits.ts';

function* entries(path: Path, bytes: Uint8Array): Generator<Entry> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    size += chunk.length;
    if (size <= limits.inflated) chunks.push(chunk);
  });
  try {
    const step = 65_536;
    for (let at = 0; at < bytes.length && size <= limits.inflated; at += step) stream.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch {
    yield { file: path, reason: 'damaged' };
    return;
  }
  if (size > limits.inflated) yield { file: path, reason: 'too-large' };
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.gz$/i, '')
    .replace(/\.tgz$/i, '.tar');
  yield { path: inside(path, name) as Path, bytes: Buffer.concat(chunks) };
}

export const gzip: Container = {
  id: 'gzip',
  entries: (path, bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && bytes.length >= 18 ? entries(path, bytes) : undefined),
};
