// The containers that are looked into: what the table of formats knows, and a zip at the end of any file.
import type { Path } from '../../model.ts';
import type { Container, Entry } from '../detector.ts';
import type { Format } from './format.ts';
import { formatsOf } from './formats.ts';
import { zip } from './zip.ts';

/** The files in it, or why they can't be had; undefined if it isn't of this format after all. */
const openAs = (format: Format, path: Path, bytes: Uint8Array): Iterable<Entry> | undefined =>
  format.open === undefined ? [{ file: path, reason: format.reason ?? 'unsupported', detail: format.id }] : format.open(path, bytes);

const known: Container = {
  id: 'known format',
  entries: (path, bytes) => {
    for (const format of formatsOf(bytes, false)) {
      const entries = openAs(format, path, bytes);
      if (entries !== undefined) return entries;
    }
    return undefined;
  },
};

export const containers: readonly Container[] = [zip, known];
