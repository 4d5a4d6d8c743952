// How much a run of letters reads like words: mean log-likelihood of its letter pairs, from counts over public source code.
import { bigramTable } from './bigram-table.ts';

/** Nats above chance for a pair. @param first @param second 0 for a to 25 for z */
export const pairLikelihood = (first: number, second: number): number => (bigramTable.charCodeAt(first * 26 + second) - 78) / 8;

/**
 * Nats above chance for each pair of letters: about 1 for words, below 0 for random letters, 0 for fewer than two letters.
 * @param letters A-Z and a-z only
 */
export function likelihood(letters: string): number {
  if (letters.length < 2) return 0;
  let sum = 0;
  let previous = (letters.charCodeAt(0) | 32) - 97;
  for (let at = 1; at < letters.length; at += 1) {
    const current = (letters.charCodeAt(at) | 32) - 97;
    sum += pairLikelihood(previous, current);
    previous = current;
  }
  return sum / (letters.length - 1);
}
