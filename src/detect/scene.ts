// The text that detectors see: one character a byte, with what is known of its place, worked out once and only when asked for.
import type { Path } from '../model.ts';
import { pairsOf, type Pair } from './assign/pairs.ts';
import { languageOf, type Language } from './assign/language.ts';

/** A text under the look. `text` has one character a byte (UTF-8 bytes stand as two or more characters). */
export class Scene {
  readonly text: string;
  readonly path: Path;
  /** 0 for the document itself, more inside decoded stretches */
  readonly depth: number;
  #language: Language | undefined;
  #pairs: readonly Pair[] | undefined;

  constructor(text: string, path: Path, depth: number) {
    this.text = text;
    this.path = path;
    this.depth = depth;
  }

  get language(): Language {
    return (this.#language ??= languageOf(this.path, this.text));
  }

  /** Names and values with their key paths, in formats that have a structure; empty elsewhere. In order of `start`. */
  get pairs(): readonly Pair[] {
    return (this.#pairs ??= pairsOf(this.language, this.text));
  }

  /** Start of the line that holds `at`. */
  lineStart(at: number): number {
    return Math.max(this.text.lastIndexOf('\n', at - 1), this.text.lastIndexOf('\r', at - 1)) + 1;
  }

  /** End of the line that holds `at`, its line break not included. */
  lineEnd(at: number): number {
    const lf = this.text.indexOf('\n', at);
    const end = lf < 0 ? this.text.length : lf;
    return end > at && this.text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }
}
