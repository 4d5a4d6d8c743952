// Names with their values in formats that have a structure: JSON, YAML, XML and so on.
import type { Language } from './language.ts';

/** A name and the value it holds. Offsets are of the value, quotes not included. */
export interface Pair {
  readonly keyPath: readonly string[];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** All pairs of a text in a structured language, in order of `start`; empty for others. */
export function pairsOf(_language: Language, _text: string): readonly Pair[] {
  return [];
}
