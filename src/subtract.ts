// What is new: the candidates of the new text less those that stood in the old ones, as a multiset of values.
import type { Candidate } from './model.ts';
import { open } from './secret.ts';

/**
 * The candidates of `now` that none of the `before` texts accounts for. Each occurrence counts: two copies where one stood leave one.
 * @param before one list for each parent or old path
 */
export function subtract(now: readonly Candidate[], before: readonly (readonly Candidate[])[]): Candidate[] {
  const stood = new Map<string, number>();
  for (const list of before) {
    const counts = new Map<string, number>();
    for (const { secret } of list) counts.set(open(secret), (counts.get(open(secret)) ?? 0) + 1);
    for (const [value, count] of counts) stood.set(value, Math.max(stood.get(value) ?? 0, count));
  }
  return now.filter(({ secret }) => {
    const left = stood.get(open(secret)) ?? 0;
    if (left > 0) stood.set(open(secret), left - 1);
    return left === 0;
  });
}
