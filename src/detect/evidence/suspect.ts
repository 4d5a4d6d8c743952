// Which assignments are worth being weighed at all: what is plainly a reference, a placeholder or prose goes at once.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';
import { isPlaceholder } from '../placeholder.ts';
import { isWeakWord } from '../weak-word.ts';
import { isInString } from './in-string.ts';
import { likelihood } from './bigrams.ts';
import { mayBeComment } from './comment.ts';
import { foreignPassword } from './name.ts';
import { passes } from './innocent/passes.ts';
import { isPassphraseOf, wrappedPassword } from './readings.ts';
import { isWoven } from './woven.ts';

const shortest = 4;
const mostSigns = 12;

/** Words that hold a secret word by accident. */
const misread =
  /classid|resource_?key|access_?(?:date|time)\w*|keypads?|tokens?_?(?:group|type|kind|stream|count|name)s?(?![a-z])|key_?values?(?:pairs?)?|(?:style(?:sheet)?|css|current|next|prev(?:ious)?|syntax|lexer)_?tokens?(?![a-z])|\bpass[cl]\b|key_?(?:sha\d{0,3}|md5)|form_?key(?![a-z])|public[_-]?keys(?![a-z])|jsonwebtoken|\bpass(?:ing|ed|es)\b|key(?:utils?|stores?|chains?|rings?|spaces?|maps?|sets?|files?|names?|types?|len(?:gth)?|sizes?)(?![a-z])|(?<!access_?)key_?ids?$|[cx]srf[-_]?\w*|credentials?_?ids?(?![a-z])|api_?version|recv-keys?|hash(?:ed)?_?keys?(?![a-z])|authenticity_?token|(?:name|field|tag|metric)pass(?![a-z])|pswp(?:in|out)|oldpwd|key_?authori[sz]ation|key_?selectors?|multiplexing_api|receive-keys?|oauth_(?:nonce|timestamp|version|callback\w*|signature_method)|authenticat(?:e|ed|es|ing|ors?)(?![a-z])|www-authenticate|author(?:s|ed|ing|ity|izer?(?!at)|ization_?[a-z]+)?(?!iz)|key(?:(?:word|board)\w*|stroke|frames?|up|down|press|code)|monkey|turkey|credit(?:ors?|s|ed)?|hotkeys?|shortcut_?keys?|(?:com|(?:by|sub|render)_?)pass\w*|pass(?:ive\w*|age|enger)|passport(?!_?(?:key|secret))|encompass|tokeni[sz]\w*|access(?:ib|or)\w*|incredib\w*|secretary|(?:next_?)?page_?token|continuation_?token|sync_?token|public_?key_?token|public_?key\b|(?:sort|primary|foreign|partition|cache|object|map)_?key/gi;
const spoken = new RegExp(
  `pass|pwd|psw|swd|pword|sswrd|pw|psk|secret|token|key|auth|cred|api|access|sid|sess(?:ion)?_?id|identified|private|${foreignPassword.source}`,
  'i',
);

/** Names come again and again; what was found out about one is kept, within bounds. */
const judged = new Map<string, boolean>();
const mostJudged = 4096;

/** Whether a name holds a secret word by accident only. */
function isInnocent(name: string): boolean {
  let answer = judged.get(name);
  if (answer === undefined) {
    // `transId`: the s belongs to the word in front of it
    answer = !spoken.test(name.replace(misread, '').replace(/(?<=[a-z]s)I[dD]s?$/, ''));
    if (judged.size >= mostJudged) judged.clear();
    judged.set(name, answer);
  }
  return answer;
}

/** The cheap look before the features are worked out: what costs least comes first, for every test can only say no. */
export function isSuspect(found: Assignment, scene: Scene): boolean {
  const { value, quote } = found;
  if (value.length < shortest || value.length > 512 || isInnocent(found.name)) return false;
  // a run of settings, one in the other, is not the value of each
  if (value.length > 64 && (value.match(/[:=]/g)?.length ?? 0) > mostSigns) return false;
  const first = value.charCodeAt(0);
  // a reference, an option, a comment, a template
  if (
    (first === 36 && /^\$(?:\w+(?::\d+)?$|\(|\{[\w.:-]+\}$)/.test(value)) ||
    (first === 60 && value.endsWith('>')) ||
    (first === 123 && value.charCodeAt(1) === 123)
  )
    return false;
  // an option that is talked about: pass `-Z…`
  if (found.operator === ' ' && /^-+[A-Za-z]/.test(value)) return false;
  // a call
  if (quote === '' && scene.language.family === 'code' && scene.text.charAt(found.end) === '(' && /^[A-Za-z_]\w*$/.test(value)) return false;
  // the name of a type in C
  if (quote === '' && scene.language.family === 'code' && /^[a-z]\w*_t$/.test(value)) return false;
  // a member of a class: `Password::defaults`
  if (quote === '' && ((!bareValue(found, scene) && !isWoven(value)) || scene.text.startsWith('::', found.start - 2))) return false;
  if (!/[a-z]/i.test(value) && !/\d{4,}/.test(value)) return false;
  if (/\s/.test(value) && (value.match(/\s+/g)?.length ?? 0) > 3 && !isPassphraseOf(found.name, value)) return false;
  if (/\$\{[\w.:!?-]+\}|\{\{[-~]? ?[\w.$]+ ?[-~]?\}\}|<%[-=]?[ \w]|#\{\w/.test(value)) return false;
  // versions, as package managers write them; paths into documents
  if (/^(?:npm:|workspace:|file:|link:)?[~^<>=v]{0,2}\d{1,4}\.\d{1,4}(?:\.\d|$)|^\$\.|^\/\//.test(value)) return false;
  // NATS: public keys of users, accounts, operators
  if (/^[UAONCX][A-Z2-7]{55}$/.test(value) || /^(?:[0-9A-F]{2}:){7,}/i.test(value)) return false;
  // in tables of programs and pictures any signs stand behind any letters
  if (quote === '' && !/^[\w+/=.@!-]+$/.test(value) && isAmongBytes(scene.text, found)) return false;
  if (isWrappedPlaceholder(value)) return false;
  if ((isWrappedText(value) && wrappedPassword(value, found.name) === undefined) || passes(found, scene)) return false;
  return !isPlaceholder(value) || /\d/.test(value);
}

/** Eighty characters without a blank, and many signs among them. */
const isAmongBytes = (text: string, { nameStart }: Assignment): boolean => {
  const before = text.slice(Math.max(0, nameStart - 80), nameStart);
  return before.length === 80 && !/\s/.test(before) && new Set(before.replace(/[A-Za-z0-9]/g, '')).size > 8;
};

/** Base64 of plain text is looked at decoded; only `user:password` counts as it stands. */
function isWrappedText(value: string): boolean {
  if (value.length < 20 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const plain = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e\s]+$/.test(plain) && !/^[^\s:]+:\S+$/.test(plain) && !isWrappedToken(plain);
}

/** Base64 of `test`, `YYYY`, `changeme`. */
function isWrappedPlaceholder(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{3,30}={1,2}$/.test(value) || value.length % 4 !== 0) return false;
  const plain = Buffer.from(value, 'base64').toString('latin1').trim();
  return /^[A-Za-z_ -]{3,}$/.test(plain) && (isPlaceholder(plain) || isWeakWord(plain));
}

/** What is wrapped may be a token itself: one word, and like none. */
const isWrappedToken = (plain: string): boolean => /^[\w+/=.~-]{12,}$/.test(plain) && likelihood(plain) < 0;

/** In code a bare word is an identifier, a call or a keyword; elsewhere it may be the value itself. */
function bareValue(found: Assignment, scene: Scene): boolean {
  const { name, nameStart, value, operator } = found;
  const flag = operator === ' ' && name.startsWith('--');
  const { family } = scene.language;
  if (flag) return !value.startsWith('-');
  if (isExpression(found, scene)) return mixed(value) && !/[.[(]/.test(value);
  // a declaration, a file among others
  if (family === 'code' && operator === ' ' && (scene.text.charAt(found.end) === '(' || /\.[a-z]{1,3}$/.test(value))) return false;
  if (/^[ -]$/.test(operator) && value.length >= 16 && /^[A-Za-z0-9+/=_-]+$/.test(value)) return /\d/.test(value) || likelihood(value) < 0.3;
  if (family === 'code' && !isInString(scene, nameStart)) {
    if (/^[ ,(|-]$/.test(operator)) return mixed(value);
    if (isToldInComment(found, scene)) return true;
    // a line of its own in a literal of many lines, as settings in tests stand
    if (operator.endsWith(':') || operator === '=') if (isLineOfText(found, scene)) return true;
    return mixed(value) && !/[.[(]/.test(value);
  }
  if ([' ', ',', '|', '(', '-', 'is', 'as', 'to', 'be'].includes(operator)) return mixed(value) || /[!@#$%^&*~]/.test(value);
  // a call: `getpwuid(getuid())`
  if (operator === '=' && /^[a-z_]+$/.test(value) && scene.text.charAt(found.end) === '(') return false;
  // the first word of a sentence
  if (family === 'markup' && /^[A-Z][a-z]+$/.test(value)) return false;
  return !/^[a-z]+$/.test(value) || likelihood(value) < 0.9;
}

/** HCL and Nix write literals in quotes: what stands bare behind ` = ` is an expression. A shell's line inside a heredoc has no blanks there. */
const isExpression = ({ name, nameStart, operator, start }: Assignment, scene: Scene): boolean =>
  operator === '=' && /^(?:tf|tfvars|hcl|nix)$/.test(scene.language.name) && scene.text.charAt(start - 1) === ' ' && nameStart + name.length < start - 2;

/** `# password: …`, `// the token is …`: in a comment nothing is an expression, but most of it is about code. */
function isToldInComment({ name, nameStart, value, operator }: Assignment, scene: Scene): boolean {
  if (!/^(?:[:=]|is)$/.test(operator) || measure.test(value)) return false;
  const isPassword = /(?:pass(?:word|wd|phrase)?|pwd)$/i.test(name) && told.test(value);
  if (!isPassword && !(/^(?=(?:\D*\d){3})[\w.+/=-]{16,128}$/.test(value) && likelihood(value) < 0.2)) return false;
  return mayBeComment(scene.text.slice(scene.lineStart(nameStart, 160), nameStart));
}
/** A word with digits, as people choose passwords. */
const told = /^(?=[^a-zA-Z]*[a-zA-Z][^a-zA-Z]*[a-zA-Z])(?=\D*\d\D*\d)[\w!@#$%^&*?+~-]{6,64}$/;
/** Algorithms, encodings and standards are words with digits too. */
const measure = /^[a-z]{1,8}[-_]?(?:8|16|32|64|96|128|192|224|256|384|512|1024|2048|4096)$|^(?:rfc|iso|x|es|utf|pkcs)[-_#]?\d+/i;

/** Name and value fill the line, no sign of code behind, and the value reads like no name. */
function isLineOfText({ name, nameStart, value, end }: Assignment, scene: Scene): boolean {
  const line = scene.lineStart(nameStart, 340);
  if (scene.text.slice(line, nameStart).trim() !== '' || scene.text.slice(end, scene.lineEnd(end)).trim() !== '') return false;
  if (/^\d{6,12}$/.test(value)) return /(?:pass(?:word|wd)?|pwd|secret|token)$/i.test(name);
  return /^[A-Za-z0-9]{6,64}$/.test(value) && likelihood(value) < 0.1;
}

/** Letters and digits woven together: `a8f3…`, not `sha256` or `utf8`. */
function mixed(value: string): boolean {
  if (value.length < 6) return false;
  if (value.length >= 16 && /^[A-Za-z0-9]+$/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && likelihood(value) < 0) return true;
  const digits = value.replace(/\D/g, '').length;
  return digits >= 2 && /[A-Za-z]/.test(value) && (value.match(/[a-z](?=\d)|\d(?=[a-z])|[a-z](?=[A-Z])/g)?.length ?? 0) >= 2;
}
