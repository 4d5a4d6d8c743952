// Goes through what hangs on one entry of a pack: each object once, right after its base, with bounded memory.
import { MAX_WHOLE_FILE_BYTES } from '../../limits.ts';
import { applied, madeSize } from './delta.ts';
import type { Forest } from './forest.ts';

/** An object, and what it was made from where that was looked at. */
export interface Visit<Left> {
  readonly entry: number;
  readonly bytes: Buffer;
  readonly base: { readonly left: Left; readonly spans: readonly number[] } | undefined;
}

/** Bytes of bases that are kept for what is still to be made from them; those dropped are made again. */
const mostKept = 8 * 1024 * 1024;

interface Frame<Left> {
  readonly entry: number;
  bytes: Buffer | undefined;
  readonly left: Left | undefined;
  child: number;
}

/** Which entries have to be made, one byte each: those that are wanted, and what they are made from. */
export function needed(forest: Forest, isWanted: (entry: number) => boolean): Uint8Array {
  const marks = new Uint8Array(forest.count);
  for (let entry = 0; entry < forest.count; entry += 1)
    if (isWanted(entry)) for (let here = entry; here >= 0 && marks[here] === 0; here = forest.base(here)) marks[here] = 1;
  return marks;
}

/**
 * @param look is handed each object and returns what it leaves to those made from it
 * @param tooLarge hears of objects that are not held in memory, and of all that hangs on them
 * @param made one byte for each entry: 0 where it and all that hangs on it is left out
 */
export function walk<Left>(
  forest: Forest,
  root: number,
  look: (visit: Visit<Left>) => Left | undefined,
  tooLarge: (entry: number) => void,
  made?: Uint8Array,
): void {
  if (made?.[root] === 0) return;
  if (forest.heldSize(root) > MAX_WHOLE_FILE_BYTES) {
    dropped(forest, root, tooLarge);
    return;
  }
  const bytes = forest.held(root);
  let kept = bytes.length;
  const frames: Frame<Left>[] = [{ entry: root, bytes, left: look({ entry: root, bytes, base: undefined }), child: forest.firstChild(root) }];
  for (let top = frames.at(-1); top !== undefined; top = frames.at(-1)) {
    const entry = top.child;
    if (entry < 0) {
      frames.pop();
      kept -= top.bytes?.length ?? 0;
      continue;
    }
    top.child = forest.nextSibling(entry);
    if (made?.[entry] === 0) continue;
    const delta = forest.held(entry);
    if (madeSize(delta) > MAX_WHOLE_FILE_BYTES) {
      dropped(forest, entry, tooLarge);
      continue;
    }
    top.bytes ??= madeAnew(forest, top.entry, frames);
    const { bytes: own, spans } = applied(top.bytes, delta);
    const left = look({ entry, bytes: own, base: top.left === undefined ? undefined : { left: top.left, spans } });
    if (top.child < 0) {
      frames.pop();
      kept -= top.bytes.length;
    }
    const child = forest.firstChild(entry);
    if (child < 0) continue;
    frames.push({ entry, bytes: own, left, child });
    kept += own.length;
    for (const frame of frames) {
      if (kept <= mostKept || frame.entry === entry) break;
      kept -= frame.bytes?.length ?? 0;
      frame.bytes = undefined;
    }
  }
}

/** Made anew, from the nearest base that is still there. */
function madeAnew<Left>(forest: Forest, entry: number, frames: readonly Frame<Left>[]): Buffer {
  const chain: number[] = [];
  let bytes: Buffer | undefined;
  let here = entry;
  for (; here >= 0 && bytes === undefined; here = forest.base(here)) {
    bytes = frames.find((frame) => frame.entry === here)?.bytes;
    if (bytes === undefined) chain.push(here);
  }
  for (const next of chain.reverse()) bytes = bytes === undefined ? forest.held(next) : applied(bytes, forest.held(next)).bytes;
  return bytes ?? forest.held(entry);
}

function dropped(forest: Forest, entry: number, tell: (entry: number) => void): void {
  const entries = [entry];
  for (let next = entries.pop(); next !== undefined; next = entries.pop()) {
    tell(next);
    for (let child = forest.firstChild(next); child >= 0; child = forest.nextSibling(child)) entries.push(child);
  }
}
