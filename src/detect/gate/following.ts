// A gate for one version of a text that was made from another one: what was copied is not looked at again, but for what spoke there.
import type { Gate, Outcome } from './gate.ts';
import { reaches, type Reach, type Seen } from './seen.ts';
import { runCharacter } from './table-gate.ts';

/** What a version leaves to those made from it: anchors and runs that were more than nothing here, in order of place. */
export interface Trail {
  readonly manner: string;
  readonly length: number;
  /** pairs of an anchor's index four times over, more by the place of its outcome among `outcomes`, and its place */
  readonly anchors: readonly number[];
  /** pairs of start and end */
  readonly runs: readonly number[];
}

/** Stretches that were copied, three numbers each: place here, place in the base, length. In order of place; what lies between them is new. */
export type Spans = readonly number[];

export interface Base {
  readonly trail: Trail;
  readonly spans: Spans;
}

const ranks: readonly Reach[] = ['here', 'near', 'wide'];
const outcomes: readonly Outcome[] = [...ranks.map((reach): Outcome => `nothing ${reach}`), 'something'];
/** Added to what an anchor came to in the base, a place among `outcomes`, where it comes to that here too: all that it reached to was copied with it. */
const still = 4;
/** Runs count as a kind of their own, behind all anchors. */
const runKind = 0x7fff_ffff;
/** Shorter texts are looked at before they are remembered. */
export const shortest = 512;
/** The gate's own window: what it finds comes window by window, anchors before runs. */
const window = (1 << 20) - 2;
/** Longer than any anchor. */
const anchorLength = 64;

/**
 * @param seen remembers surroundings that were nothing; undefined where asking it costs more than looking
 * @param manner all that decides how the text is read, besides the text
 * @param base what the text was made from, where that is known
 * @param keep is handed the trail that this version leaves
 */
export function following(gate: Gate, seen: Seen | undefined, manner: string, base: Base | undefined, keep: (trail: Trail) => void): Gate {
  return {
    find(bytes, onAnchor, onRun) {
      if (bytes.length < shortest) {
        gate.find(bytes, onAnchor, onRun);
        return;
      }
      const anchors: number[] = [];
      const runs: number[] = [];
      /** @param before what it came to in the base, with the same text right here: that was more than nothing here */
      const anchor = (index: number, at: number, before = 0): Outcome => {
        let rank = before - still;
        if (rank < 0) {
          rank = before;
          const asked = ranks[before];
          // what reaches further is seldom met again: that it was is asked where it was so in the base
          if (asked === undefined || seen?.knows(index, at, at + 1, asked) !== true) {
            rank = outcomes.indexOf(onAnchor(index, at));
            const reach = ranks[rank];
            if (reach !== undefined) seen?.learn(index, at, at + 1, reach, reach === asked);
          }
        }
        if (rank > 0) anchors.push(index * 4 + rank, at);
        return outcomes[rank] ?? 'something';
      };
      const run = (start: number, end: number, before = 0): Outcome => {
        const known = before === 0 && seen?.holds(end - start) === true;
        if (known && seen.knows(runKind, start, end, 'here')) return 'nothing here';
        const outcome = onRun(start, end);
        if (outcome !== 'nothing here') runs.push(start, end);
        else if (known) seen.learn(runKind, start, end, 'here', true);
        return outcome;
      };
      seen?.begin(bytes, manner);
      if (base === undefined || base.trail.manner !== manner) gate.find(bytes, anchor, run);
      else
        for (const [, kind, place, other, before] of events(gate, bytes, base)) {
          if (kind === 0) anchor(other, place, before);
          else run(other, place, before);
        }
      keep({ manner, length: bytes.length, anchors, runs });
    },
  };
}

/** Window, kind, place, and the anchor's index; for runs their end and their start; what it came to in the base. */
type Event = readonly [window: number, kind: 0 | 1, place: number, other: number, before: number];

/** All that the gate would find, but for what is copied with all its surroundings and was nothing in the base, in the gate's own order. */
function events(gate: Gate, bytes: Uint8Array, { trail, spans }: Base): readonly Event[] {
  const found: Event[] = [];
  const last = Math.max(0, Math.ceil((bytes.length - 2) / window) - 1);
  const anchor = (index: number, at: number, before = 0): void => {
    found.push([Math.min(last, Math.floor(at / window)), 0, at, index, before]);
  };
  const run = (start: number, end: number, before = 0): void => {
    found.push([Math.min(last, Math.max(0, Math.floor((end - 2) / window))), 1, end, start, before]);
  };
  const fresh = (from: number, to: number): void => {
    let first = from;
    while (first > 0 && runCharacter[bytes[first - 1] ?? 0] === 1) first -= 1;
    let end = to;
    while (end < bytes.length && runCharacter[bytes[end] ?? 0] === 1) end += 1;
    gate.find(
      bytes.subarray(first, Math.min(bytes.length, Math.max(end, to + anchorLength))),
      (index, at) => {
        if (first + at >= from && first + at < to) anchor(index, first + at);
        return 'something';
      },
      (start, stop) => {
        if (first + start < to && first + stop > from) run(first + start, first + stop);
        return 'something';
      },
    );
  };
  let at = 0;
  for (let span = 0; span < spans.length; span += 3) {
    const [here = 0, there = 0, length = 0] = [spans[span], spans[span + 1], spans[span + 2]];
    /** Where all that is reached from there was copied with it: the ends of both texts are surroundings too. */
    const within = (reach: Reach): readonly [from: number, to: number] => [
      here === 0 && there === 0 ? 0 : here + reaches[reach].left,
      here + length === bytes.length && there + length === trail.length ? here + length : here + length - reaches[reach].right,
    ];
    const [from, to] = within('here');
    if (to <= from) continue;
    const [nearFrom, nearTo] = within('near');
    const [wideFrom, wideTo] = within('wide');
    if (from > at) fresh(at, from);
    at = to;
    const shift = here - there;
    for (let index = lowest(trail.anchors, from - shift, 1); index < trail.anchors.length; index += 2) {
      const place = (trail.anchors[index + 1] ?? 0) + shift;
      if (place >= to) break;
      const kind = trail.anchors[index] ?? 0;
      const rank = kind & 3;
      const isStill = rank === 1 ? place >= nearFrom && place < nearTo : rank === 2 && place >= wideFrom && place < wideTo;
      anchor(kind >> 2, place, isStill ? rank + still : rank);
    }
    for (let index = lowest(trail.runs, from - shift, 0); index < trail.runs.length; index += 2) {
      const end = (trail.runs[index + 1] ?? 0) + shift;
      if (end > to) break;
      run((trail.runs[index] ?? 0) + shift, end, 3);
    }
  }
  if (at < bytes.length) fresh(at, bytes.length);
  const order = (a: Event, b: Event): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  if (found.some((event, index) => index > 0 && order(found[index - 1] ?? event, event) > 0)) found.sort(order);
  // a run that goes through several fresh stretches was found in each
  return found.filter(([, kind, place], index) => kind === 0 || found[index - 1]?.[1] !== 1 || found[index - 1]?.[2] !== place);
}

/** The first pair whose number `offset` is not less than `least`. */
function lowest(pairs: readonly number[], least: number, offset: 0 | 1): number {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[middle * 2 + offset] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}
