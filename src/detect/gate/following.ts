// A gate for one version of a text that was made from another one: what was copied is not looked at again, but for what spoke there.
import type { Gate, Outcome } from './gate.ts';
import { reaches, type Reach, type Seen } from './seen.ts';
import { runCharacter } from './table-gate.ts';

/** What a version leaves to those made from it: anchors and runs that were more than nothing near, in order of place. */
export interface Trail {
  readonly manner: string;
  readonly length: number;
  /** pairs of an anchor's index, doubled, and one more where it was nothing wide, and its place */
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

/** What an anchor came to in the base; `still`: and so it does here, because all that it reached to was copied with it. */
type Before = Outcome | 'still nothing wide';
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
      /** @param before what it came to in the base, with the same text near it: that was more than nothing near */
      const anchor = (index: number, at: number, before?: Before): Outcome => {
        if (before === 'still nothing wide') {
          anchors.push(index * 2 + 1, at);
          return 'nothing wide';
        }
        if (before === undefined && seen?.knows(index, at, at + 1, 'near') === true) return 'nothing near';
        let outcome: Outcome = 'nothing wide';
        if (before === 'something' || seen?.knows(index, at, at + 1, 'wide') !== true) {
          outcome = onAnchor(index, at);
          if (outcome === 'nothing near' && before === undefined) seen?.learn('near');
          else if (outcome === 'nothing wide' && before !== 'something') seen?.learn('wide');
        }
        if (outcome !== 'nothing near') anchors.push(index * 2 + (outcome === 'something' ? 0 : 1), at);
        return outcome;
      };
      const run = (start: number, end: number, before?: Before): Outcome => {
        const known = before === undefined && seen?.holds(end - start) === true;
        if (known && seen.knows(runKind, start, end, 'near')) return 'nothing near';
        const outcome = onRun(start, end);
        if (outcome !== 'nothing near') runs.push(start, end);
        else if (known) seen.learn('near');
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
type Event = readonly [window: number, kind: 0 | 1, place: number, other: number, before: Before | undefined];

/** All that the gate would find, but for what is copied with all its surroundings and was nothing in the base, in the gate's own order. */
function events(gate: Gate, bytes: Uint8Array, { trail, spans }: Base): readonly Event[] {
  const found: Event[] = [];
  const last = Math.max(0, Math.ceil((bytes.length - 2) / window) - 1);
  const anchor = (index: number, at: number, before?: Before): void => {
    found.push([Math.min(last, Math.floor(at / window)), 0, at, index, before]);
  };
  const run = (start: number, end: number, before?: Outcome): void => {
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
    const [from, to] = within('near');
    if (to <= from) continue;
    const [wideFrom, wideTo] = within('wide');
    if (from > at) fresh(at, from);
    at = to;
    const shift = here - there;
    for (let index = lowest(trail.anchors, from - shift, 1); index < trail.anchors.length; index += 2) {
      const place = (trail.anchors[index + 1] ?? 0) + shift;
      if (place >= to) break;
      const kind = trail.anchors[index] ?? 0;
      anchor(kind >> 1, place, (kind & 1) === 0 ? 'something' : place >= wideFrom && place < wideTo ? 'still nothing wide' : 'nothing wide');
    }
    for (let index = lowest(trail.runs, from - shift, 0); index < trail.runs.length; index += 2) {
      const end = (trail.runs[index + 1] ?? 0) + shift;
      if (end > to) break;
      run((trail.runs[index] ?? 0) + shift, end, 'something');
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
