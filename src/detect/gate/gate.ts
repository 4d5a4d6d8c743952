// The gate: looks at the bytes once and says where anchors stand and where long runs of base64 characters are.
import type { Anchor } from '../detector.ts';

/** What a look at an anchor or a run came to. Nothing: as far as that reach goes, whatever stands beyond it. In the order of the alphabet each says more than the one before. */
export type Outcome = 'nothing here' | 'nothing near' | 'nothing wide' | 'something';
/** Called for each anchor found, by its index; offsets ascend for each call of `find`. */
export type VisitAnchor = (anchor: number, at: number) => Outcome;
/** Called for each run of 20 and more characters of `[A-Za-z0-9+/_=-]`. */
export type VisitRun = (start: number, end: number) => Outcome;

export interface Gate {
  find(bytes: Uint8Array, onAnchor: VisitAnchor, onRun: VisitRun): void;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The oracle: one pass for each anchor. Slow, and plain enough to be believed. */
export function slowGate(anchors: readonly Anchor[]): Gate {
  const patterns = anchors.map((anchor) => new RegExp(escaped(anchor.text), anchor.caseless ? 'gi' : 'g'));
  return {
    find(bytes, onAnchor, onRun) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      const found: [number, number][] = [];
      patterns.forEach((pattern, index) => {
        pattern.lastIndex = 0;
        for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
          found.push([match.index, index]);
          pattern.lastIndex = match.index + 1;
        }
      });
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const [at, index] of found) onAnchor(index, at);
      for (const run of text.matchAll(/[A-Za-z0-9+/_=-]{20,}/g)) onRun(run.index, run.index + run[0].length);
    },
  };
}
