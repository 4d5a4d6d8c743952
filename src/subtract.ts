// What is new: the candidates of the new text minus those of the old texts, as a multiset of secrets. A key in another layout is the same secret.
import type { Candidate } from './model.ts';
import { identityOf } from './secret.ts';

/**
 * The candidates of `now` that none of the `before` texts accounts for. Each occurrence counts: two copies where one stood leave one.
 * @param before one list for each parent or old path
 */
export function subtract(now: readonly Candidate[], before: readonly (readonly Candidate[])[]): Candidate[] {
  const stood = new Map<string, number>();
  for (const list of before) {
    const counts = new Map<string, number>();
    for (const { secret } of list) counts.set(identityOf(secret), (counts.get(identityOf(secret)) ?? 0) + 1);
    for (const [value, count] of counts) stood.set(value, Math.max(stood.get(value) ?? 0, count));
  }
  return now.filter(({ secret }) => {
    const left = stood.get(identityOf(secret)) ?? 0;
    if (left > 0) stood.set(identityOf(secret), left - 1);
    return left === 0;
  });
}
