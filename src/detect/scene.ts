// The text that detectors see: one character a byte, with what is known of its place, worked out once and only when asked for.
import type { Path, Unread } from '../model.ts';
import { readPairs } from './assign/pairs.ts';
import type { Pair } from './assign/formats/outline.ts';
import { languageOf, type Language } from './assign/language.ts';

/** A text under the look. `text` has one character a byte (UTF-8 bytes stand as two or more characters). */
export class Scene {
  readonly text: string;
  readonly path: Path;
  /** 0 for the document itself, more inside decoded stretches */
  readonly depth: number;
  /** Why something of this text was left out. The engine reports it. */
  readonly skipped = new Set<Unread['reason']>();
  #language: Language | undefined;
  #pairs: readonly Pair[] | undefined;
  /** the first bytes of the document, which decide how it is read: a window starts somewhere else */
  readonly #start: string;
  #bytes: Uint8Array | undefined;

  constructor(text: string, path: Path, depth: number, start = text) {
    this.text = text;
    this.#start = start;
    this.path = path;
    this.depth = depth;
  }

  get language(): Language {
    return (this.#language ??= languageOf(this.path, this.#start));
  }

  /** The text as the bytes that it is. */
  get bytes(): Uint8Array {
    return (this.#bytes ??= Buffer.from(this.text, 'latin1'));
  }

  /** Names and values with their key paths, in formats that have a structure; empty elsewhere. In order of `start`. */
  get pairs(): readonly Pair[] {
    if (this.#pairs === undefined) {
      const { pairs, cut } = readPairs(this.language, this.text, this.#start);
      this.#pairs = pairs;
      if (cut) this.skip('too-large');
    }
    return this.#pairs;
  }

  /** Reports that a part of this text was not scanned. */
  skip(reason: Unread['reason']): void {
    this.skipped.add(reason);
  }

  /** Start of the line that holds `at`; on longer lines as far back as `reach` goes. */
  lineStart(at: number, reach = 400): number {
    const least = Math.max(0, at - reach);
    for (let here = at; here > least; here -= 1) {
      const code = this.text.charCodeAt(here - 1);
      if (code === 10 || code === 13) return here;
    }
    return least;
  }

  /** End of the line that holds `at`, its line break not included; on longer lines as far as `reach` goes. */
  lineEnd(at: number, reach = 1000): number {
    const most = Math.min(this.text.length, at + reach);
    for (let here = at; here < most; here += 1) {
      const code = this.text.charCodeAt(here);
      if (code === 10 || code === 13) return here;
    }
    return most;
  }
}
