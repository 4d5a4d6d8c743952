// gzip (RFC 1952): one file, often a tar.
import { Gunzip } from 'fflate';
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
import { collect } from './collect.ts';
import { inside, limits } from './limits.ts';

function* entries(path: Path, packed: Uint8Array): Generator<Entry> {
  const { bytes, problem } = collect(packed, limits.inflated, (take) => new Gunzip(take));
  if (problem !== undefined) yield { file: path, reason: problem };
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.gz$/i, '')
    .replace(/\.tgz$/i, '.tar');
  if (bytes.length > 0) yield { path: inside(path, name) as Path, bytes };
}

export const gzip: Container = {
  id: 'gzip',
  entries: (path, bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && bytes.length >= 18 ? entries(path, bytes) : undefined),
};
