// How much a run of letters reads like words: mean log-likelihood of its letter pairs, from counts over public source code.
import { bigramTable } from './bigram-table.ts';

/** Nats above chance for a pair. @param first @param second 0 for a to 25 for z */
export const pairLikelihood = (first: number, second: number): number => (bigramTable.charCodeAt(first * 26 + second) - 78) / 8;

/**
 * Nats above chance for each pair of letters, whatever stands between them: about 1 for words, below 0 for random letters, 0 for fewer than two letters.
 * @param value any characters, of which only A-Z and a-z count
 */
export function likelihood(value: string): number {
  let sum = 0;
  let letters = 0;
  let previous = 0;
  for (let at = 0; at < value.length; at += 1) {
    const current = (value.charCodeAt(at) | 32) - 97;
    if (current < 0 || current > 25) continue;
    letters += 1;
    if (letters > 1) sum += pairLikelihood(previous, current);
    previous = current;
  }
  return letters < 2 ? 0 : sum / (letters - 1);
}
