// What is talked about: words in documents, comments and lists of changes, and how other languages say it.
import type { Scene } from '../../scene.ts';
import { likelihood } from '../bigrams.ts';
import { mayBeComment } from '../comment.ts';
import { isTranslation, isWords } from '../translation.ts';
import type { Reason } from './reason.ts';

const isProse = (scene: Scene, at: number): boolean => scene.language.family === 'markup' || mayBeComment(scene.text.slice(scene.lineStart(at, 160), at));

/** `pass it on`; the password "encryption". */
const isWord: Reason = ({ name, value, quote, operator, nameStart, end }, scene) =>
  /^[a-z]+$/.test(value) &&
  ((quote === '' && /^pass$/i.test(name) && /^ [a-z]/.test(scene.text.slice(end, end + 2))) ||
    (quote === '"' && operator === ' ' && likelihood(value) > 0.5)) &&
  isProse(scene, nameStart);

/** Access to `…`, pass `VK_FALSE`, identified by `…`, pass `?limit=0`. */
const isQuotedCode: Reason = ({ name, value, quote, operator }) =>
  quote === '`' &&
  ((/^(?:access|pass)$/i.test(name) && (operator === 'to' || /^[A-Za-z_$][A-Za-z_$.]*$/.test(value))) ||
    /identified by$/i.test(name) ||
    (operator === ' ' && /^\??[a-z][\w.-]*=[^=]/i.test(value)));

/** An option that is talked about: `--smtp-pass` always …, with the --user and --pass flags. */
const isToldOption: Reason = ({ name, value, quote, operator, nameStart }, { text }) =>
  quote === '' &&
  name.startsWith('--') &&
  ((/^[a-z]+$/.test(value) && text.startsWith('` ', nameStart + name.length)) ||
    (operator === ' ' && /^(?:flag|option|argument|parameter|setting)s?$/.test(value)));

/** Who did it, in a list of changes; the heading that a link leads to. */
const isReference: Reason = ({ name, value, operator, nameStart }, { text }) =>
  (/^[-(]$/.test(operator) && value.startsWith('@')) || (text.charAt(nameStart - 1) === '#' && text.charAt(nameStart + name.length) === ')');

/** A function or a table of words that is named by its language: `portugueseMessage NewPass = "…"`. */
const inLanguage =
  /^\s{0,20}(?:arabic|bulgarian|catalan|chinese|croatian|czech|danish|dutch|english|estonian|finnish|french|german|greek|hebrew|hungarian|italian|japanese|korean|latvian|lithuanian|norwegian|persian|polish|portuguese|romanian|russian|slovak|slovenian|spanish|swedish|turkish|ukrainian|vietnamese)[^\s=]{0,24}[ .[]/i;
const isTranslated: Reason = ({ value, nameStart }, scene) =>
  isWords(value) && (isTranslation(scene.path) || inLanguage.test(scene.text.slice(scene.lineStart(nameStart, 60), nameStart)));

export const prose: readonly Reason[] = [isWord, isQuotedCode, isToldOption, isReference, isTranslated];
