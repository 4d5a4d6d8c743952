// The gate as a WebAssembly kernel: the bytes pass once through a fixed window, JavaScript looks only where something may stand.
import { kernelBytes } from '../../generated/kernel.ts';
import type { Anchor } from '../detector.ts';
import type { Gate, VisitAnchor, VisitRun } from './gate.ts';
import { fold, needlesOf, slotOf, tableGate, tell, window, type Needles } from './table-gate.ts';

const [pairs, triples, foldAt, fours, wholes, hitsAt, runsAt, inputAt] = [0, 8192, 16_384, 20_480, 28_672, 32_768, 4_718_592, 5_242_880] as const;
/** Below this the table gate is done before the kernel has copied its input. */
const small = 512;
/** Bytes in all: what the table gate has looked at before the kernel could have been compiled. */
const worthIt = 2048;

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  reset(): void;
  runs(): number;
  findRuns(from: number, length: number, base: number, last: boolean): void;
  findHits(length: number): number;
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
    // windows overlap by two bytes: an anchor's first three may lie across the seam
    for (let base = 0; base < bytes.length; base += window - 2) {
      const length = Math.min(window, bytes.length - base);
      const last = base + length >= bytes.length;
      memory.set(bytes.subarray(base, base + length), inputAt);
      const count = of.findHits(length);
      of.findRuns(base === 0 ? 0 : 2, length, base, last);
      const runs = of.runs();
      // read where they stand: what is looked at from within the callbacks is left to the tables
      for (let index = 0; index < count; index += 1) {
        const place = base + (words[(hitsAt >> 2) + index] ?? 0);
        const key = ((fold[bytes[place] ?? 0] ?? 0) << 16) | ((fold[bytes[place + 1] ?? 0] ?? 0) << 8) | (fold[bytes[place + 2] ?? 0] ?? 0);
        tell(needles, key, bytes, place, onAnchor);
      }
      for (let index = runsAt >> 2; index < (runsAt >> 2) + runs * 2; index += 2) onRun(words[index] ?? 0, words[index + 1] ?? 0);
      if (last) return;
    }
  };
  return {
    find(bytes, onAnchor, onRun) {
      before += bytes.length;
      if (before >= patience && bytes.length >= small && made === undefined) {
        const of = kernel();
        made = of === undefined ? null : { of, memory: new Uint8Array(of.memory.buffer), words: new Int32Array(of.memory.buffer) };
        if (made !== null) fill(made.memory, needles);
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

/** The first two, three and four bytes of all anchors, as bits. */
function fill(memory: Uint8Array, { keys, texts }: Pick<Needles, 'keys' | 'texts'>): void {
  memory.set(fold, foldAt);
  const set = (table: number, bit: number): void => void (memory[table + (bit >> 3)] = (memory[table + (bit >> 3)] ?? 0) | (1 << (bit & 7)));
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? 0;
    const text = texts[index] ?? '';
    const slot = slotOf(key);
    set(pairs, key >>> 8);
    set(triples, slot);
    if (text.length === 3) set(wholes, slot >> 1);
    else set(fours, slotOf((key << 8) | (fold[text.charCodeAt(3) & 255] ?? 0)));
  }
}
