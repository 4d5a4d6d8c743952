// The key path of what was found: the keys above it where the text has a structure, the name beside it elsewhere.
import type { Candidate } from '../model.ts';
import { keysOf, type Node } from './assign/formats/outline.ts';
import { pairAt } from './assign/pairs.ts';
import type { Scene } from './scene.ts';

/** A candidate by its index, and the stretch of the scene's text that it stands in. */
export interface Held {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** found in a stretch that was undone: its own path goes on from here */
  readonly inner: boolean;
}

/** Gives the candidates their key paths. Called once all of a scene's hits are known, because a key may be a secret itself. */
export function nameAll(scene: Scene, held: readonly Held[], candidates: Candidate[]): void {
  if (held.length === 0 || scene.pairs.length === 0) return;
  const secret = new Spans(held);
  for (const { index, start, end, inner } of held) {
    const candidate = candidates[index];
    const pair = candidate === undefined ? undefined : pairAt(scene.pairs, start, end);
    if (candidate === undefined || pair === undefined) continue;
    const keys = keysOf(pair).map((node) => shown(node, secret));
    const own = candidate.keyPath;
    const goesOn = inner ? keys.at(-1) !== own[0] : own.some((name) => !keys.includes(name));
    candidates[index] = { ...candidate, keyPath: goesOn ? [...keys, ...own] : inner ? [...keys, ...own.slice(1)] : keys };
  }
}

/** A key as reports may show it: never one that is, or could well be, a value. */
function shown({ key, start, end }: Node, secret: Spans): string {
  const opaque = key.length > 80 || /:[^/:@]*@/.test(key) || (/^[A-Za-z0-9+/=]{20,}$/.test(key) && /\d/.test(key) && /[A-Za-z]/.test(key));
  if (opaque || (start >= 0 && secret.touch(start, end))) return '…';
  return Buffer.from(key, 'latin1').toString('utf8');
}

/** Answers whether a stretch touches one of many. */
class Spans {
  readonly #starts: readonly number[];
  readonly #furthest: readonly number[];

  constructor(held: readonly Held[]) {
    const spans = [...held].sort((a, b) => a.start - b.start);
    this.#starts = spans.map((span) => span.start);
    let furthest = 0;
    this.#furthest = spans.map((span) => (furthest = Math.max(furthest, span.end)));
  }

  touch(start: number, end: number): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return (this.#furthest[low - 1] ?? 0) > start;
  }
}
