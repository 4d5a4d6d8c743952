// Phrases that a wallet is made from (BIP-39): 12, 15, 18, 21 or 24 words in small letters, behind a name that says so.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'wallet-seed-phrase',
  class: 'private-key',
  severity: 'critical',
  title: 'Seed phrase of a wallet',
  holder: 'Anyone with this phrase controls every key and all funds of the wallet.',
  rotate: 'Make a new wallet on a device of its own and move everything there; a phrase that was seen cannot be changed.',
  specificity: 2,
};

/** The rest of the name, what hands the value over, and the words. */
const phrase =
  /[\w.]{0,24}["'`\])?]{0,4}[ \t]{0,3}(?::[ ]?\w{2,10}[ ]?=|:=|=>|\|\||\?\?|[:=,(]|is:?)?\s{0,20}(?:new )?["'`]?((?:[a-z]{3,8} ){11,23}[a-z]{3,8})(?![ ]?[\w-]|'[a-z])/iy;
/** Words that English cannot do without and the list of BIP-39 does; words that stand for words. */
const prose = /\b(?:the|and|for|are|was|were|not|has|but|from|with|words?|your|mnemonic|phrase|twelve)\b/;
/** How the wallets begin that Ganache, Truffle and Hardhat give to everybody. */
const shownToAll = /^(?:candy maple|myth like|test test) /;

/** @param from the end of the word that woke it */
function find(scene: Scene, from: number): Hit | undefined {
  phrase.lastIndex = from;
  const match = phrase.exec(scene.text);
  const words = match?.[1];
  if (match === null || words === undefined || words !== words.toLowerCase() || prose.test(words) || shownToAll.test(words)) return undefined;
  const all = words.split(' ');
  // zeros in place of chance: `abandon abandon … about`
  if (all.length % 3 !== 0 || new Set(all).size < all.length - 3) return undefined;
  const start = phrase.lastIndex - words.length;
  return { start, end: start + words.length, certainty: 'shaped' };
}

const anchors = [
  'mnemonic',
  ...['seed', 'recovery', 'secret'].flatMap((what) => ['phrase', ' phrase', '_phrase', '-phrase'].map((end) => what + end)),
  'seed words',
  'seed_words',
];

export const seedPhrases: readonly Detector[] = [
  { rule, anchors: anchors.map((text) => ({ text, caseless: true as const })), find: (scene, at, anchor) => find(scene, at + anchor.text.length) },
];
