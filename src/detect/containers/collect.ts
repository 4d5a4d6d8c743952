// Undoes compression piece by piece, so that a bomb ends at the limit and what stands in front of damage is not lost.

export interface Collected {
  readonly bytes: Uint8Array;
  /** absent where all of it came out */
  readonly problem?: 'damaged' | 'too-large';
}

interface Stream {
  push(chunk: Uint8Array, final?: boolean): unknown;
}

/** Small, since a thousand times as much may come out of it at once. */
const step = 4096;
/** Bytes: up to here memory grows as it is needed. Then all that may come is set aside at once: what is not written to takes no room, and nothing is there twice. */
const grows = 8 * 1024 * 1024;

class Enough extends Error {}

/** @param most bytes that may come out @param make a stream that hands on what it has undone */
export function collect(packed: Uint8Array, most: number, make: (take: (chunk: Uint8Array) => void) => Stream): Collected {
  let memory = Buffer.allocUnsafeSlow(Math.min(most, 1 << 16));
  let size = 0;
  const gathered = (): Uint8Array => memory.subarray(0, size);
  try {
    const stream = make((chunk) => {
      const end = Math.min(most, size + chunk.length);
      if (end > memory.length) {
        const larger = Buffer.allocUnsafeSlow(end > grows ? most : Math.min(most, Math.max(end, memory.length * 2)));
        memory.copy(larger, 0, 0, size);
        memory = larger;
      }
      const more = size + chunk.length > most;
      memory.set(more ? chunk.subarray(0, most - size) : chunk, size);
      size = end;
      if (more) throw new Enough();
    });
    for (let at = 0; at < packed.length; at += step) stream.push(packed.subarray(at, at + step), false);
    // the end by itself: a stream that finds itself cut off there has handed on all it had
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    return { bytes: gathered(), problem: error instanceof Enough ? 'too-large' : 'damaged' };
  }
  return { bytes: gathered() };
}
