// Undoes compression piece by piece, so that a bomb ends at the limit and what stands in front of damage is not lost.

export interface Collected {
  readonly bytes: Uint8Array;
  /** absent where all of it came out */
  readonly problem?: 'damaged' | 'too-large';
}

interface Stream {
  push(chunk: Uint8Array, final?: boolean): unknown;
}

const step = 16_384;

class Enough extends Error {}

/** @param most bytes that may come out @param make a stream that hands on what it has undone */
export function collect(packed: Uint8Array, most: number, make: (take: (chunk: Uint8Array) => void) => Stream): Collected {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const gathered = (): Uint8Array => Buffer.concat(chunks);
  try {
    const stream = make((chunk) => {
      size += chunk.length;
      if (size > most) throw new Enough();
      // a stream may use its buffer again
      chunks.push(Uint8Array.from(chunk));
    });
    for (let at = 0; at < packed.length; at += step) stream.push(packed.subarray(at, at + step), false);
    // the end by itself: a stream that finds itself cut off there has handed on all it had
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    return { bytes: gathered(), problem: error instanceof Enough ? 'too-large' : 'damaged' };
  }
  return { bytes: gathered() };
}
