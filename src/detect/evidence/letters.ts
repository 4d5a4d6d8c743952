// What one walk over a value tells of its characters: how many of each kind, how they follow each other, how much they read like words.
import { pairLikelihood } from './bigrams.ts';
import { entropy } from './entropy.ts';

/** Counts, but for what says otherwise. */
export interface Letters {
  readonly digits: number;
  readonly upper: number;
  readonly lower: number;
  readonly spaces: number;
  /** brackets and signs of code */
  readonly code: number;
  readonly nonAscii: number;
  readonly distinct: number;
  /** different characters that are no word character and no blank */
  readonly signs: number;
  /** from one kind to another, where a name has few */
  readonly changes: number;
  readonly longestWord: number;
  readonly vowels: number;
  /** the longest run of letters without a vowel, other characters left out */
  readonly consonants: number;
  /** mean log-likelihood of the pairs of its letters, other characters left out: `likelihood` */
  readonly english: number;
  /** that of the rarest pair among the first forty letters; 0 for fewer than two letters */
  readonly rarest: number;
  /** Shannon's entropy, in bits for each character */
  readonly entropy: number;
}

const [digit, upper, lower] = [1, 2, 3] as const;
const kinds = new Uint8Array(256);
for (let code = 48; code <= 57; code += 1) kinds[code] = digit;
for (let code = 65; code <= 90; code += 1) kinds[code] = upper;
for (let code = 97; code <= 122; code += 1) kinds[code] = lower;
const flags = (characters: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
};
const isVowel = flags('aeiouyAEIOUY');
const isBlank = flags(' \t\n\v\f\r\xa0');
const isCode = flags('(){}[];|&<>');
const farthest = 40;

/** Of each character the number of the last value in which it stood. */
const stood = new Float64Array(256);
let values = 0;

/** @param value one character a byte */
export function lettersOf(value: string): Letters {
  const { length } = value;
  values += 1;
  const of = [0, 0, 0, 0];
  let [spaces, code, nonAscii, signs, changes, distinct] = [0, 0, 0, 0, 0, 0];
  let [vowels, run, consonants, letters, previous, sum] = [0, 0, 0, 0, 0, 0];
  let rarest = 9;
  let [kind, word, longestWord] = [0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const character = value.charCodeAt(at) & 255;
    const before = kind;
    kind = kinds[character] ?? 0;
    of[kind] = (of[kind] ?? 0) + 1;
    if (stood[character] !== values) {
      stood[character] = values;
      distinct += 1;
      if (kind === 0 && character !== 95 && isBlank[character] === 0) signs += 1;
    }
    spaces += isBlank[character] ?? 0;
    code += isCode[character] ?? 0;
    if (character >= 128) nonAscii += 1;
    if (kind !== before && ((before === lower && kind !== 0) || (before === upper && kind === digit) || (before === digit && kind !== 0))) changes += 1;
    // a word: one capital and small letters, or capitals
    if (kind === lower) word = before === lower || (before === upper && word === 1) ? word + 1 : 1;
    else word = kind === upper ? (before === upper ? word + 1 : 1) : 0;
    if (word > longestWord) longestWord = word;
    if (kind < upper) continue;
    letters += 1;
    if (isVowel[character] === 1) {
      vowels += 1;
      run = 0;
    } else if ((run += 1) > consonants) consonants = run;
    const letter = (character | 32) - 97;
    if (letters > 1) {
      const pair = pairLikelihood(previous, letter);
      sum += pair;
      if (letters <= farthest && pair < rarest) rarest = pair;
    }
    previous = letter;
  }
  const english = letters < 2 ? 0 : sum / (letters - 1);
  return {
    digits: of[digit] ?? 0,
    upper: of[upper] ?? 0,
    lower: of[lower] ?? 0,
    spaces,
    code,
    nonAscii,
    distinct,
    signs,
    changes,
    longestWord,
    vowels,
    consonants,
    english,
    rarest: letters < 2 ? 0 : rarest,
    entropy: entropy(value),
  };
}
