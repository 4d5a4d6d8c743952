// Zstandard (RFC 8878): one file, often a tar.
import { Decompress } from 'fzstd';
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
import { collect } from './collect.ts';
import { inside, limits } from './limits.ts';

function* entries(path: Path, packed: Uint8Array): Generator<Entry> {
  const { bytes, problem } = collect(packed, limits.inflated, (take) => new Decompress(take));
  if (problem !== undefined) yield { file: path, reason: problem };
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.zstd?$/i, '')
    .replace(/\.tzst$/i, '.tar');
  if (bytes.length > 0) yield { path: inside(path, name) as Path, bytes };
}

const magic = [0x28, 0xb5, 0x2f, 0xfd];
export const zstd: Container = {
  id: 'zstd',
  entries: (path, bytes) => (bytes.length >= 9 && magic.every((byte, index) => bytes[index] === byte) ? entries(path, bytes) : undefined),
};
