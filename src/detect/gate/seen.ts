// Remembers surroundings in which nothing was found, as keyed digests in memory of a fixed size: the next version of a file repeats nearly all of them.
import { seenBytes } from '../../generated/seen.ts';
import { hereLeft, hereRight } from '../detector.ts';

const [keysAt, keysEnd, mannerAt, textAt] = [0, 24_576, 32_768, 65_536] as const;
/** As much of a text stands in memory at once. */
const window = 1 << 20;
/** In front of the place that was asked for, so that what is asked next is there too. */
const behind = 8192;
const longestManner = 8000;
/** Longer stretches than this are not remembered: there are no more keys. */
const longest = 12_000;

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  manner(length: number): void;
  knows(from: number, to: number, kind: number, head: number, tail: number): number;
  learn(): void;
}

interface Host {
  readonly WebAssembly?: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { readonly exports: unknown } };
  readonly crypto: { getRandomValues(memory: Uint8Array): Uint8Array };
}

/** How far from an anchor a look reached: `near` unless it says otherwise. */
export const reaches = {
  here: { left: hereLeft, right: hereRight },
  near: { left: 420, right: 1400 },
  wide: { left: 2400, right: 4700 },
} as const;
export type Reach = keyof typeof reaches;

export class Seen {
  readonly #kernel: Kernel;
  readonly #memory: Uint8Array;
  #bytes: Uint8Array = new Uint8Array();
  #from = 0;
  #to = 0;
  #usable = false;

  private constructor(kernel: Kernel, host: Host) {
    this.#kernel = kernel;
    this.#memory = new Uint8Array(kernel.memory.buffer);
    host.crypto.getRandomValues(this.#memory.subarray(keysAt, keysEnd));
  }

  /** Undefined where there is no WebAssembly with SIMD: then everything is looked at anew. */
  static make(): Seen | undefined {
    const host = globalThis as unknown as Host;
    try {
      if (host.WebAssembly === undefined) return undefined;
      const module = new host.WebAssembly.Module(Buffer.from(seenBytes, 'base64'));
      return new Seen(new host.WebAssembly.Instance(module).exports as Kernel, host);
    } catch {
      return undefined;
    }
  }

  /** @param manner all that decides how the text is read besides the text: what was nothing in one manner may be something in another */
  begin(bytes: Uint8Array, manner: string): void {
    const text = Buffer.from(manner, 'utf8');
    this.#usable = text.length <= longestManner;
    this.#bytes = bytes;
    this.#from = this.#to = 0;
    if (!this.#usable) return;
    this.#memory.set(text, mannerAt);
    this.#kernel.manner(text.length);
  }

  /** Whether what stands around the stretch was nothing before, as far as that reach goes. Ends of the document count as what they are. */
  knows(kind: number, start: number, end: number, reach: Reach): boolean {
    const { left, right } = reaches[reach];
    const size = this.#bytes.length;
    const from = Math.max(0, start - left);
    const to = Math.min(size, end + right);
    if (!this.#usable || to - from > longest || end - start > 0xffff) return false;
    if (from < this.#from || to > this.#to) this.#open(from);
    const head = start < left ? start + 1 : 0;
    const tail = size - end < right ? size - end + 1 : 0;
    return this.#kernel.knows(from - this.#from, to - this.#from, kind, head, tail) !== 0;
  }

  /** What stands around the stretch is nothing. @param asked whether that was just asked for */
  learn(kind: number, start: number, end: number, reach: Reach, asked: boolean): void {
    if (!asked) this.knows(kind, start, end, reach);
    if (this.#usable) this.#kernel.learn();
  }

  /** Whether a stretch can be remembered at all. */
  holds(length: number): boolean {
    return this.#usable && length < 0x1000;
  }

  #open(at: number): void {
    this.#from = Math.max(0, at - behind);
    this.#to = Math.min(this.#bytes.length, this.#from + window);
    this.#memory.set(this.#bytes.subarray(this.#from, this.#to), textAt);
  }
}
