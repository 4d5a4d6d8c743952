// Files that are put in their place when they are whole: nobody reads half of one, and what stood there stays until then.
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @param pieces one behind the other; made while they are written
 * @param mode of the file, as far as the system's mask lets it
 * @throws what the system says; nothing is left beside the file then
 */
export function putWhole(file: string, pieces: Iterable<string | Uint8Array>, mode = 0o666): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  try {
    const open = openSync(part, 'w', mode);
    try {
      for (const piece of pieces) writeAll(open, typeof piece === 'string' ? Buffer.from(piece) : piece);
    } finally {
      closeSync(open);
    }
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The system may take a part of what it is given. */
function writeAll(open: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(open, bytes, at);
}
