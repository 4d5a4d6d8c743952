// What says itself that it stands for something else: samples, masks, what is cut short, counting keys, half of a token.
import { isJoseHeader, isPartlyMasked } from '../../placeholder.ts';
import { isShown, isShownName } from '../../shown.ts';
import { isWeakWord } from '../../weak-word.ts';
import type { Reason } from './reason.ts';

/** Providers' own examples; what is still to be done; a dash or dots as typesetters have them; what is made up says so. */
const isSample: Reason = ({ value }) =>
  /EXAMPLE(?:KEY)?\d{0,10}$|[xX]{4}$|\.\.@?[A-Z]*$|@TODO$|&#82\d\d;?$/.test(value) || /^(?:sample|dummy|placeholder)[-_]/i.test(value) || isPartlyMasked(value);

/** On purpose. */
const isCutShort: Reason = ({ value }) => /(?:\.\.\.\]?|\xe2\x80\xa6)$/.test(value);

/** Half of a token: its header names the algorithm only. */
const isHeader: Reason = ({ value }) => isJoseHeader(value);

/** `Basic …` in which no colon stands, or nothing behind it. */
const isWithoutPassword: Reason = ({ value }) => /^Basic /i.test(value) && /^[ -9;-~]+:?$/.test(Buffer.from(value.slice(6), 'base64').toString('latin1'));

/** What Unity writes into each new project; a code of one's own begins otherwise. */
const isOfUnity: Reason = ({ name, value }) => name === 'ps4Passcode' && /^(?:5PN2qm|F69AzB|eaoEiI|frAQBc)/.test(value);

/** In tests and documents: keys that count, which nobody issues, and wrapped words, where a password may well be one of these; what says that it is a password. */
const isShownExample: Reason = ({ name, value }, scene) =>
  (((!/pass|pwd/i.test(name) && isCounted(value)) || isWrappedWord(value)) && isShown(scene)) || isShownName(scene, value);

/** `abcdef123456`: each character stands in a row of three that count up or down. */
function isCounted(value: string): boolean {
  // from 9 on to 0 and back again is a step too
  const steps = Array.from({ length: value.length - 1 }, (_, at) => {
    const step = value.charCodeAt(at + 1) - value.charCodeAt(at);
    return Math.abs(step) === 9 ? -step / 9 : step;
  });
  const isRow = (from: number): boolean => Math.abs(steps[from] ?? 0) === 1 && steps[from] === steps[from + 1];
  return value.length >= 10 && Array.from(value).every((_, at) => isRow(at - 2) || isRow(at - 1) || isRow(at));
}

/** Base64 of a word that everybody writes: `Zm9vOmJhcg==`. */
const isWrappedWord = (value: string): boolean => {
  const plain = /^[A-Za-z0-9+/]{7,30}=*$/.test(value) && value.length % 4 === 0 ? Buffer.from(value, 'base64').toString('latin1').trim() : '';
  return /^[a-z:_ -]{4,}$/i.test(plain) && isWeakWord(plain);
};

export const examples: readonly Reason[] = [isSample, isCutShort, isHeader, isWithoutPassword, isOfUnity, isShownExample];
