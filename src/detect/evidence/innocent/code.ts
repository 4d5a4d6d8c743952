// Pieces of code that look assigned: types, macros, comparisons, expressions between two strings, patterns, formats.
import { isWoven } from '../woven.ts';
import { leftOf, type Reason } from './reason.ts';

/** What it is an instance of. */
const isType: Reason = ({ operator, value }, { language }) =>
  (/[=!]==?$/.test(operator) && /^(?:function|object|undefined|string|number|boolean|always|never)$/.test(value)) ||
  // a type between two other words
  (operator === ' ' && /^[A-Z][A-Za-z]{1,24}(?:8|16|32|64)$/.test(value) && language.family === 'code');

/** The type or the definition that a macro stands in front of: `GLAD_API_CALL PFNGLFOGXOESPROC …`. */
const isBehindMacro: Reason = ({ operator, quote, value }, { language }) =>
  operator === ' ' && quote === '' && language.family === 'code' && /^_?[A-Z][A-Z_]{3,}$/.test(value);

/** A number of the machine's own width, as headers and tables of constants have them. */
const isNumber: Reason = ({ quote, value }, { language }) =>
  quote === '' && (language.family === 'code' ? /^-?0x[0-9a-f]{1,16}[uUlL]{0,3}$/i : /^0x[0-9a-f]{1,8}$/i).test(value);

/** A template's literal, and code between two strings; what a generator made holds the signs of both. */
const isExpression: Reason = ({ quote, value }) =>
  ((quote === '`' && /\$\{(?:[^}$]|\$(?!\{))*\}/.test(value)) ||
    /\(\)\s?=>|=>\s?\{|\)\s?\{|[\])];\w|\)\.\w+\(|[\w)],[A-Za-z_$]\w*[=.][A-Za-z_$]/.test(value)) &&
  !isWoven(value);

/** Formats, patterns, masks. */
const isPattern: Reason = ({ value, start }, { text }) =>
  (/^%[-+#]?[sdvqxtp@]|^%0\d[xX]|^\^[\w ]{2}.*(?:\$$|[[\\]|\.\*)|^\{\d{0,2}\}|\*{6}|^\$\{[^}]*\}$|\(\?[:=!<]|\\s[*+]|\[\^|\[\w-\w\w?-?|0-9A-Z|0-9a-z|A-Za-z|a-zA-Z/.test(
    value,
  ) &&
    !isWoven(value)) ||
  /^(?:calc|var|rgba?|hsla?|clamp)\([^()]*\)$/.test(value) ||
  /(?:[cC]ompile|Reg[Ee]xp?|Pattern)\(\s?[rub]{0,2}["'`]$/.test(leftOf(text, start, 20));

/** The choice between two words. */
const isChoice: Reason = ({ operator, name, nameStart }, { text }) =>
  operator === ':' && /\?\s?["'`]$/.test(leftOf(text, nameStart, 3)) && /^["'`]/.test(text.slice(nameStart + name.length));

/** `if (password == "INTERNAL")`: one of a program's own words. */
const isConstant: Reason = ({ operator, value }, { language }) => /^[=!]==?$/.test(operator) && language.family === 'code' && /^[A-Z]{4,12}$/.test(value);

/** A check that shall pass. */
const isCheck: Reason = ({ operator, name }) => operator === '(' && /(?:expect|should|assert|must|check|ensure|verify|test|cl_git)\w{0,30}_pass$/i.test(name);

/** A directive of yacc. */
const isOfYacc: Reason = ({ operator, nameStart }, { text }) => operator === ' ' && text.charAt(nameStart - 1) === '%';

/** Who resets passwords in Laravel. */
const isBroker: Reason = ({ start }, { text }) => /Password::broker\(["']$/.test(leftOf(text, start, 48));

/** An object that Java serialized. */
const isSerialized: Reason = ({ value }) => value.startsWith('rO0AB');

export const code: readonly Reason[] = [
  isType,
  isBehindMacro,
  isNumber,
  isExpression,
  isPattern,
  isChoice,
  isConstant,
  isCheck,
  isOfYacc,
  isBroker,
  isSerialized,
];
