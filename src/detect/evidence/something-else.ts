// What its own form, its name or its place tells is something else: keys made to be public, ids, links that expire, names of algorithms, words of templates.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';
import { isJoseHeader, isPartlyMasked, masked } from '../placeholder.ts';
import { isShown } from '../shown.ts';
import { uuid } from '../uuid.ts';
import { isWeakWord } from '../weak-word.ts';
import { likelihood } from './bigrams.ts';
import { mayBeComment } from './comment.ts';

/** Products that keep passwords: what bears their name as an id is no password. */
const managers = /(?:^(?:one|last|nord|en|proton|kee|i|apple|dash|robo)pass(?:words?|xc|dx)?|password_?manager)$/i;
/** What stands in front of a token that a link to a picture carries, or a link with the moment at which it expires. */
const linked = /(?:\.(?:svg|png|jpe?g|gif|webp|avif|ico|mp[34]|webm)\?alt=media&(?:amp;)?|[?&]e=1\d{9}&(?:amp;)?|\/video\.g\?)token=$/i;
const sealed = /"stamp":\{"token":"$|\.php\?\S{0,90}\bsid=$|^\|\|[\w.-]{3,60}\/\S{0,150}$|(?:onedrive\.live|drive\.google)\.com\/\S{0,150}$/;
const algorithm =
  /^(?:encrypt=)?(?:scram-sha-\d{1,3}(?:-plus)?|pbkdf2[:_]sha\d{1,3}|[bs]crypt|argon2(?:id|i|d)?|yescrypt|(?:sha\d{3}|md5|des)[-_]?crypt|hs256|rs256)$/i;
/** Names that end with what chooses among kinds; what is chosen is a word. */
const chosen = /(?:mechanism|backend|type|encryption|method|algorithm)$/i;
/** OpenPGP keys are named by the last digits of their fingerprint, or all of it (RFC 9580). */
const keyName = /(?:gpg|pgp|apt|repo|signature)[-_ ]?keys?$/i;
const keyId = /^(?:[\dA-F]{8}|[\dA-F]{16}|[\dA-F]{40})[!+]?$/;
/** What Unity writes into each new project; a code of one's own begins otherwise. */
const unity = /^(?:5PN2qm|F69AzB|eaoEiI|frAQBc)/;

/** Whether the value is plainly of another kind than its name sounds. */
export function isSomethingElse(found: Assignment, scene: Scene): boolean {
  const { text } = scene;
  const { value, quote, name, operator, nameStart, start, end } = found;
  const before = text.slice(Math.max(0, start - 48), start);
  // keys that a page or an app shows to everybody; the number of a request, of a reporting machine
  if (/site[-_]?key$/i.test(name) || /^(?:appl|goog|amzn)_[A-Za-z]{27,32}$/.test(value)) return true;
  if (/^(?:postman-token|crashreporterkey)$/i.test(name) || (uuid.test(value) && managers.test(name))) return true;
  if (linked.test(before) || algorithm.test(value) || (name === 'ps4Passcode' && unity.test(value))) return true;
  if (chosen.test(name) && /^[A-Za-z]{2,16}$/.test(value)) return true;
  if (/^openpgp4fpr:/i.test(value) || (keyName.test(name) && keyId.test(value))) return true;
  // `allow by key …`, `signed by ignored key …`
  if (
    /^key$/i.test(name) &&
    /^(?:[\dA-F]{40}\+?|[\da-f]{16})$/.test(value) &&
    /\b(?:by|from)(?: \w{1,12})? $/.test(text.slice(Math.max(0, nameStart - 20), nameStart))
  )
    return true;
  // the seal of a notebook, links that a forum made, to a shared file, that are blocked; a cookie that a document shows
  if (
    sealed.test(text.slice(scene.lineStart(start, 200), start)) ||
    (/sess(?:ion)?_?id$/i.test(name) && isShown(scene)) ||
    /session_?id(?:s|entifier)$/i.test(name)
  )
    return true;
  // an address of a machine; rights of sudo, options that ask for none; half of a token: its header names the algorithm only
  if (/^\[[\da-f:.]{3,45}\](?::\d{1,5})?$/i.test(value) || /^-{0,2}no-?(?:ask-)?passw/i.test(name) || isJoseHeader(value)) return true;
  // provider's own examples; what is still to be done; a dash or dots as typesetters have them
  if (/EXAMPLE(?:KEY)?\d{0,10}$|\.\.@?[A-Z]*$|@TODO$|&#82\d\d;?$/.test(value) || isPartlyMasked(value)) return true;
  // an object, whose members are judged by their own names; a package and its version; a picture
  if (
    /^\[?\{ ?\\*["']?\w+\\*["']? ?[:=](?!.*[A-Za-z0-9]{16}).*[\]}]$|^@?[\w./-]{1,60}@\d{1,4}\.\d{1,4}\.\d[\w.+-]*$|\.(?:png|jpe?g|gif|svg|webp)\\*$/i.test(
      value,
    )
  )
    return true;
  // what it is an instance of; options of a compiler; a type between two other words
  if (/[=!]==?$/.test(operator) && /^(?:function|object|undefined|string|number|boolean|always|never)$/.test(value)) return true;
  if (/flags?$/i.test(name)) return true;
  if (operator === ' ' && /^[A-Z][A-Za-z]{1,24}(?:8|16|32|64)$/.test(value) && scene.language.family === 'code') return true;
  // the id of a key of OpenPGP, numbers that are ids; a directive of yacc; a check that shall pass
  if (/key$/i.test(name) && /^0x[\dA-F]{8}(?:[\dA-F]{8})?$|^\d+(?:_\d+)+$/.test(value)) return true;
  if (operator === ' ' && text.charAt(nameStart - 1) === '%') return true;
  if (operator === '(' && /(?:expect|should|assert|must|check|ensure|verify|test|cl_git)\w{0,30}_pass$/i.test(name)) return true;
  // what a header says of a user without a password; nginx sends a request on
  if (isWithoutPassword(value) || (operator === ' ' && /^(?:proxy|\w*cgi|grpc)_pass$/.test(name))) return true;
  // who did it, in a list of changes; the heading that a link leads to; an option that is talked about: `--smtp-pass` always …
  if (operator === '-' && value.startsWith('@')) return true;
  if (text.charAt(nameStart - 1) === '#' && text.charAt(nameStart + name.length) === ')') return true;
  if (quote === '' && /^[a-z]+$/.test(value) && name.startsWith('--') && text.startsWith('` ', nameStart + name.length)) return true;
  // a device; a command under a name; what an argument is set to in a shell; a number that counts
  if (/^\/(?:dev|proc|sys)\//.test(value) || /\balias $/.test(text.slice(Math.max(0, nameStart - 6), nameStart))) return true;
  if (quote === '' && /^[a-z_]\w{0,20}=\$/i.test(value)) return true;
  if (/token|key/i.test(name) && /^\d{1,20}$/.test(value) && masked(value)) return true;
  // the type or the definition that a macro stands in front of: `GLAD_API_CALL PFNGLFOGXOESPROC …`; names of constants, parted by a bar
  if (operator === ' ' && quote === '' && scene.language.family === 'code' && /^_?[A-Z][A-Z_]{3,}$/.test(value)) return true;
  if (/^\w{1,6}(?:\|\w{1,6}){3,}/.test(value)) return true;
  if (isOfList(name, value, operator)) return true;
  if (quote === '' && /^pass$/i.test(name) && /^[a-z]+$/.test(value) && /^ [a-z]/.test(text.slice(end, end + 2)) && isProse(scene, nameStart)) return true;
  // prose: the password "encryption"; what stands between two quoted ones; a number with its unit; a key of GHC's packages
  if (quote === '"' && operator === ' ' && /^[a-z]+$/.test(value) && likelihood(value) > 0.5 && isProse(scene, nameStart)) return true;
  if (/^\s-{1,2}[A-Za-z][\w.-]*=$|^\*{0,2}\d+(?:\.\d+)?[KMGkmg]?\*{0,2}$/.test(value) && !/^\d{4,}$/.test(value)) return true;
  if (name === 'key' && /\nid: [\w.-]{1,90}-[\da-f]{32}\n$/.test(text.slice(Math.max(0, nameStart - 130), nameStart))) return true;
  // a link's text, and what is called as it is; the key of a property list, whose value follows
  if (operator === '>' && /\b(?:href|src|action|class|rel)=["'][^"'<>]*$/.test(text.slice(Math.max(0, nameStart - 160), nameStart))) return true;
  if (value.length === name.length && value.toLowerCase() === name.toLowerCase()) return true;
  if (name === 'key' && /^<\/key>\s{0,40}<(?:string|array|dict|true|false|integer|real|date|data)\b/.test(text.slice(end, end + 40))) return true;
  // the width of a pulse; the id of a key of OpenPGP
  if (/pwm$/i.test(name)) return true;
  if (/^key$/i.test(name) && /^(?:[\dA-F]{16}|[\dA-F]{40})$/.test(value) && /gpg|gnupg|openpgp/i.test(text.slice(Math.max(0, nameStart - 200), end + 40)))
    return true;
  // the constant of a handshake (RFC 6455, section 1.3)
  if (/^258EAFA5-E914-47DA-95CA-C5AB0DC85B11$/i.test(value)) return true;
  // what follows the sign is a comment
  if (operator === ' ' && quote === '' && value.startsWith('#')) return true;
  // the choice between two words
  if (operator === ':' && /\?\s?["'`]$/.test(text.slice(Math.max(0, nameStart - 3), nameStart)) && /^["'`]/.test(text.slice(nameStart + name.length)))
    return true;
  // `auth_psk='PSK1'`: the name itself, and a number
  if (
    quote !== '' &&
    /^[a-z]*(?:key|psk)s?\d{0,2}$/i.test(value) &&
    name
      .toLowerCase()
      .replace(/[-_]/g, '')
      .endsWith(value.toLowerCase().replace(/\d{1,2}$/, ''))
  )
    return true;
  // prose: access to `…`, pass `VK_FALSE`, identified by `…`, pass `?limit=0`; who resets passwords in Laravel
  if (
    quote === '`' &&
    ((/^(?:access|pass)$/i.test(name) && (operator === 'to' || /^[A-Za-z_$][A-Za-z_$.]*$/.test(value))) ||
      /identified by$/i.test(name) ||
      (operator === ' ' && /^\??[a-z][\w.-]*=[^=]/i.test(value)))
  )
    return true;
  if (/Password::broker\(["']$/.test(before)) return true;
  // in tests and documents: keys that count, which nobody issues, and wrapped words; a password may well be one of these
  if (((!/pass|pwd/i.test(name) && isCounted(value)) || isWrappedWord(value)) && isShown(scene)) return true;
  return inTemplate(found, text, text.slice(nameStart + name.length, start), text.charAt(end));
}

const isProse = (scene: Scene, at: number): boolean => scene.language.family === 'markup' || mayBeComment(scene.text.slice(scene.lineStart(at, 160), at));

/** Keys of records and identifiers, types of passes, groups, directives of a server; paths, and keys of a keyboard one after the other. */
function isOfList(name: string, value: string, operator: string): boolean {
  if (/identifier_?key$|pass_?types?(?:_?id(?:entifier)?s?)?$|(?:groups|scopes|roles)$/i.test(name)) return true;
  if (operator === ' ' && /^ProxyPass(?:Match|Reverse)?$/.test(name)) return true;
  if (/(?:content|item|record|row|entity|document)[-_]?key$/i.test(name) && !/[a-z]/.test(value)) return true;
  if (operator === ' ' && /(?:file|path)$/i.test(name) && !name.startsWith('-')) return true;
  return /^(?:[\w.-]+\/){3,}[\w.-]+\.[a-z]{2,4}$|^[\w-]{1,6}(?:\/[\w-]{1,6}){4,}$/.test(value);
}

/** So far in front of a name a template may begin that it stands in. */
export const templateReach = 340;

/** Between `{{` and `}}` a bare word is a function or a variable, and `"key" "password" "…"` names the next argument. */
function inTemplate({ value, quote, operator, nameStart }: Assignment, text: string, gap: string, next: string): boolean {
  const line = text.slice(Math.max(0, nameStart - templateReach), nameStart);
  const opened = line.lastIndexOf('{{');
  if (opened < 0 || line.indexOf('}}', opened) >= 0) return false;
  if (quote === '') return /^[A-Za-z]\w*$/.test(value) && /[\s|(})]/.test(next);
  return operator === ' ' && (gap.includes(')') || /"key" "$/.test(line));
}

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

/** `Basic …` in which no colon stands, or nothing behind it. */
const isWithoutPassword = (value: string): boolean => /^Basic /i.test(value) && /^[ -9;-~]+:?$/.test(Buffer.from(value.slice(6), 'base64').toString('latin1'));

/** Base64 of a word that everybody writes: `Zm9vOmJhcg==`. */
const isWrappedWord = (value: string): boolean => {
  const plain = /^[A-Za-z0-9+/]{7,30}=*$/.test(value) && value.length % 4 === 0 ? Buffer.from(value, 'base64').toString('latin1').trim() : '';
  return /^[a-z:_-]{4,}$/i.test(plain) && isWeakWord(plain);
};
