// The gate as a WebAssembly kernel: the bytes pass once through a fixed window, JavaScript looks only where something may stand.
import { kernelBytes } from '../../generated/kernel.ts';
import type { Anchor } from '../detector.ts';
import type { Gate, VisitAnchor, VisitRun } from './gate.ts';
import { fold, needlesOf, tableGate, window, type Needles } from './table-gate.ts';

/** Where the kernel has what: see kernel.as.ts. */
const [fours, threes, foldAt, heads, anchorsAt, textsAt, hitsAt, runsAt, inputAt] = [
  0, 16_384, 24_576, 25_600, 65_536, 1_048_576, 1_310_720, 4_194_304, 5_242_880,
] as const;
const [mostAnchors, mostText] = [(textsAt - anchorsAt) / 32 - 1, hitsAt - textsAt];
/** An anchor that begins in a window may go on behind it, so far at most. */
const longest = 4096;
/** Below this the table gate is done before the kernel has copied its input. */
const small = 64;
/** Bytes in all: what the table gate has looked at before the kernel could have been compiled. */
const worthIt = 2048;

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  reset(): void;
  runs(): number;
  findRuns(from: number, length: number, base: number, last: boolean): void;
  hits(): number;
  findHits(from: number, to: number, available: number): number;
}

interface Ready {
  readonly of: Kernel;
  readonly memory: Uint8Array;
  readonly words: Int32Array;
}

interface Wasm {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
}

let compiled: object | undefined;

/** A kernel of its own for each gate; undefined where there is no WebAssembly with SIMD. */
function kernel(): Kernel | undefined {
  const wasm = (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;
  if (wasm === undefined) return undefined;
  try {
    compiled ??= new wasm.Module(Buffer.from(kernelBytes, 'base64'));
    return new wasm.Instance(compiled).exports as Kernel;
  } catch {
    return undefined;
  }
}

/** @param patience bytes in all that the table gate is given before the kernel is made: for one small file it is not worth it */
export function kernelGate(anchors: readonly Anchor[], patience = worthIt): Gate {
  let made: Ready | undefined | null;
  const needles = needlesOf(anchors);
  const table = tableGate(anchors, needles);
  let busy = false;
  let before = 0;
  const look = (bytes: Uint8Array, { of, memory, words }: Ready, onAnchor: VisitAnchor, onRun: VisitRun): void => {
    of.reset();
    // windows overlap by two bytes: an anchor has three and more, so none begins in the last two
    for (let base = 0; base < bytes.length; base += window - 2) {
      const length = Math.min(window, bytes.length - base);
      const last = base + length >= bytes.length;
      const available = Math.min(length + longest, bytes.length - base);
      memory.set(bytes.subarray(base, base + available), inputAt);
      of.findRuns(base === 0 ? 0 : 2, length, base, last);
      const runs = of.runs();
      // what is looked at from within the callbacks is left to the tables: what stands in the memory stays
      for (let at = 0; at < length - 2;) {
        at = of.findHits(at, length - 2, available);
        const end = (hitsAt >> 2) + of.hits() * 2;
        for (let index = hitsAt >> 2; index < end; index += 2) onAnchor(words[index] ?? 0, base + (words[index + 1] ?? 0));
      }
      for (let index = runsAt >> 2; index < (runsAt >> 2) + runs * 2; index += 2) onRun(words[index] ?? 0, words[index + 1] ?? 0);
      if (last) return;
    }
  };
  return {
    find(bytes, onAnchor, onRun) {
      before += bytes.length;
      if (before >= patience && bytes.length >= small && made === undefined) {
        const of = fits(needles) ? kernel() : undefined;
        made = of === undefined ? null : { of, memory: new Uint8Array(of.memory.buffer), words: new Int32Array(of.memory.buffer) };
        if (made !== null) fill(made, needles);
      }
      if (busy || bytes.length < small || made === undefined || made === null) {
        table.find(bytes, onAnchor, onRun);
        return;
      }
      // decoded stretches are looked at from within the callbacks: the window and the open run are in use then
      busy = true;
      try {
        look(bytes, made, onAnchor, onRun);
      } finally {
        busy = false;
      }
    },
  };
}

/** Whether the kernel has room for them; only rules of your own could be more. */
const fits = ({ texts }: Pick<Needles, 'texts'>): boolean =>
  texts.length <= mostAnchors && texts.reduce((sum, { length }) => sum + length, 0) <= mostText && texts.every(({ length }) => length <= longest);

/** What the kernel knows the anchors by: bits for their first bytes, and lists of those that share them. Run once, and so never optimized. */
function fill({ memory, words }: Ready, { texts, folds }: Pick<Needles, 'texts' | 'folds'>): void {
  const all = Buffer.from(texts.join(''), 'latin1');
  memory.set(fold, foldAt);
  memory.set(all, textsAt);
  const lists = new Uint16Array(memory.buffer, heads, 12_288);
  let text = textsAt + all.length;
  // the last one first: in each list they stand in order
  for (let index = texts.length - 1; index >= 0; index -= 1) {
    const { length } = texts[index] ?? '';
    const isLong = length > 3;
    text -= length;
    const bits = folds[index] === true ? folded : 0;
    const word = (memory[text] ?? 0) | ((memory[text + 1] ?? 0) << 8) | ((memory[text + 2] ?? 0) << 16) | (isLong ? (memory[text + 3] ?? 0) << 24 : 0);
    const hash = Math.imul(isLong ? word | folded : (word | folded) & 0xffffff, 0x9e3779b1);
    const bit = hash >>> (isLong ? 15 : 16);
    const table = (isLong ? fours : threes) + (bit >> 3);
    memory[table] = (memory[table] ?? 0) | (1 << (bit & 7));
    const list = isLong ? hash >>> 19 : 8192 + (hash >>> 20);
    const at = (anchorsAt >> 2) + (index + 1) * 8;
    words[at] = word | bits;
    words[at + 1] = isLong ? -1 : 0xffffff;
    words[at + 2] = bits;
    if (isLong) {
      const end = text + length;
      words[at + 3] = (memory[end - 4] ?? 0) | ((memory[end - 3] ?? 0) << 8) | ((memory[end - 2] ?? 0) << 16) | ((memory[end - 1] ?? 0) << 24) | bits;
    }
    words[at + 4] = text;
    words[at + 5] = length | ((lists[list] ?? 0) << 16);
    lists[list] = index + 1;
  }
}

/** Bit 5 of each byte: what it is set in has letters in one case. */
const folded = 0x20202020;
