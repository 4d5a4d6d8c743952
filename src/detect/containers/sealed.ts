// Containers that cannot be opened here: told as such, so that nothing passes unseen (contract, Readings).
import type { Container } from '../detector.ts';

const magics: readonly (readonly [id: string, magic: readonly number[]])[] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
];

export const sealedContainers: readonly Container[] = magics.map(([id, magic]) => ({
  id,
  entries: (path, bytes) =>
    magic.every((byte, index) => bytes[index] === byte) && (id !== 'bzip2' || /^[1-9]1AY&SY/.test(Buffer.from(bytes.subarray(3, 10)).toString('latin1')))
      ? [{ file: path, reason: 'unsupported' as const, detail: id }]
      : undefined,
}));
