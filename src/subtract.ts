// What is new: the candidates of the new text minus those of the old texts, as a multiset of secrets. A key in another layout is the same secret.
import type { Candidate } from './model.ts';
import { identityOf } from './secret.ts';

/** How often each value stands in one text, which may arrive in windows. */
export class ValueCounts {
  readonly #counts = new Map<string, number>();

  add(candidates: readonly Candidate[]): void {
    for (const { secret } of candidates) {
      const count = this.#counts.get(identityOf(secret));
      if (count === undefined) this.#counts.set(copied(identityOf(secret)), 1);
      else this.#counts.set(identityOf(secret), count + 1);
    }
  }

  /** Counts how often the values stand in the text that has most of each. */
  mergeInto(counts: Map<string, number>): void {
    for (const [value, count] of this.#counts) counts.set(value, Math.max(counts.get(value) ?? 0, count));
  }
}

/** The values of old texts that no candidate of the new text has used up yet. */
export class Remaining {
  readonly #counts = new Map<string, number>();

  /** Adds one old text: of a parent, or under an old path. */
  addText(text: ValueCounts): void {
    text.mergeInto(this.#counts);
  }

  /** The candidates that no old text accounts for. Each occurrence counts: two copies where one stood leave one. */
  take(now: readonly Candidate[]): Candidate[] {
    return now.filter(({ secret }) => {
      const left = this.#counts.get(identityOf(secret)) ?? 0;
      if (left > 0) this.#counts.set(identityOf(secret), left - 1);
      return left === 0;
    });
  }
}

/** A part of a string keeps all of it in memory. */
const copied = (value: string): string => Buffer.from(value, 'utf16le').toString('utf16le');

/** @param before one list for each parent or old path */
export function subtract(now: readonly Candidate[], before: readonly (readonly Candidate[])[]): Candidate[] {
  const remaining = new Remaining();
  for (const list of before) {
    const counts = new ValueCounts();
    counts.add(list);
    remaining.addText(counts);
  }
  return remaining.take(now);
}
