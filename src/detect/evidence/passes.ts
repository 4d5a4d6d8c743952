// What must pass though its name sounds secret: looked-up names, keys of dictionaries, public keys, password hashes, addresses, binary data.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';
import { isShown } from '../shown.ts';
import { uuid } from '../uuid.ts';
import { isSomethingElse } from './something-else.ts';
import { isTranslation, isWords } from './translation.ts';
import { isWoven } from './woven.ts';

/** Calls whose only argument is the name of a setting: `os.getenv("…")`, `config.get("…")`, `GetArgumentOrDefault("…")`. */
const lookup =
  /(?:env(?:iron(?:ment)?)?(?:_?variable|_?var)?|(?:^|\W)config|settings?|(?:get|read|fetch|lookup|find|load|require|resolve|has|contains)_?[A-Za-z]*(?:env|config|setting|propert(?:y|ies)|arguments?|args?|option|param(?:eter)?|header|cookie|attribute|field|variable|string|value|key|item|default|credentials?|secret|password|token)s?(?:or_?default|or_?null|or_?throw)?|(?:environ|env|headers?|cookies?|params?|config(?:uration)?|options?|session|properties|props|args|settings|data|form|request|req|body|json|preferences|storage|\w*map|\w*dict)\.(?:get|fetch|has|at|getItem|contains|containsKey|require|pop))\(\s{0,3}["'`]?$/i;

const publicKey =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-[\w-]+|sk-(?:ssh|ecdsa)-\S+)\s|^AAAA[BCE]3NzaC1|^RW[A-Za-z\d+/]{54}$|^MI(?:GfMA0G|IBI[jT]ANBg|ICIjANBg)|^MFwwDQYJ|^MFkwEwYHKoZIzj0/;
/** crypt(3) and its kin; the detector of password hashes judges them. */
const hash =
  /^(?:\{[A-Z0-9.-]{3,20}\})?\$(?:\d[abxy]?|argon2\w{0,2}|pbkdf2[\w-]*|scrypt|bcrypt[\w-]*|y|gy|sha1|md5)\$|^\{(?:S?SHA\d{0,3}|S?MD5|CRYPT|PBKDF2[\w-]*|ARGON2)\}|^(?:pbkdf2:\w{1,12}|scrypt):\d/i;

const algorithm =
  /^(?:PBKDF2|HMAC|AES|RSA|DSA|EC|ECDSA|Ed25519|SHA|MD5|DES|DESede|Blowfish|ChaCha20)(?:[-_/]?(?:With|Hmac|SHA|RSA|AES|ECDSA|CBC|GCM|CTR|ECB|PKCS|OAEP|NoPadding|Padding|And|MGF1|Poly1305|\d{1,4})){0,8}$/i;
/** Numbers that say how much or how long, not what. */
const measured =
  /(?:iterations?|length|len|size|count|ttl|timeout|interval|days|hours|minutes|seconds|secs|millis|ms|rounds|cost|attempts|retries|expir\w*|age|limit|bits|version|threshold|period|port)$/i;

/** A public key as a certificate's own structure has it (RFC 5280, SubjectPublicKeyInfo), in hex: a sequence of a sequence that begins with an identifier. */
const publicInHex = /^30(?:[0-7][\da-f]|81[\da-f]{2}|82[\da-f]{4})30(?:[0-7][\da-f]|81[\da-f]{2})06[\da-f]{20}/i;
/** Calls that look for something in a page: their argument is the name of a place. */
const selecting =
  /(?:querySelector(?:All)?|getElements?By\w{2,12}|\$\$?|\.(?:closest|locator|matches|find)|By\.(?:id|css|name|xpath|cssSelector|className|linkText))\(\s{0,2}["'`]$/;
/** `publicKeyEncoded`, `pub_key_b64` */
const publicName = /pub(?:lic)?[-_]?key[-_]?(?:encoded|base64|b64|pem|hex|str(?:ing)?|der)?$/i;
const cached = /(?:cache|lookup)\w{0,12}(?:[ .]\w{1,12})?\s?[({:][\s{]{0,20}["']?$/i;
/** With UUIDs what ids are made of. */
const ulid = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/i;

/** A function or a table of words that is named by its language: `portugueseMessage NewPass = "…"`. */
const inLanguage =
  /^\s{0,20}(?:arabic|bulgarian|catalan|chinese|croatian|czech|danish|dutch|english|estonian|finnish|french|german|greek|hebrew|hungarian|italian|japanese|korean|latvian|lithuanian|norwegian|persian|polish|portuguese|romanian|russian|slovak|slovenian|spanish|swedish|turkish|ukrainian|vietnamese)[^\s=]{0,24}[ .[]/i;

/** Whether nothing that is assigned here could be the secret itself. */
export function passes(found: Assignment, scene: Scene): boolean {
  const { text, path } = scene;
  const { value, quote, name, operator, start, end } = found;
  const before = text.slice(Math.max(0, found.nameStart - 80), found.nameStart);
  // an address without a login in it; the query is woken by its own names
  if (/^[a-z][a-z\d+.-]{1,15}:\/\//i.test(value) && !/^[^/]*\/\/[^/@\s:]*:[^/@\s]*@/.test(value)) return true;
  if (publicInHex.test(value) || publicKey.test(value) || hash.test(value) || publicName.test(name)) return true;
  // `the public key "…"`; a key that is locked with another key is ciphertext
  if ((/public[ _-]$/i.test(before) && /^key/i.test(name)) || /(?:sealed|wrapped|encrypted)[-_]?(?:data[-_]?)?key/i.test(name)) return true;
  if (/^(?!.*(?:secret|pass|token)).*client[-_. ]?id$/i.test(name)) return true;
  // `cache lookup (key='…'`
  if (/^key$/i.test(name) && cached.test(before) && /^[\w.:-]+$/.test(value)) return true;
  // templates, and code between two strings; what a generator made holds the signs of both
  if (quote === '`' && /\$\{(?:[^}$]|\$(?!\{))*\}/.test(value) && !isWoven(value)) return true;
  if (/\(\)\s?=>|=>\s?\{|\)\s?\{|[\])];\w|\)\.\w+\(|[\w)],[A-Za-z_$]\w*[=.][A-Za-z_$]/.test(value) && !isWoven(value)) return true;
  // integrity fields of package managers
  if (/^sha(?:1|224|256|384|512)(?:[-:]|\/\/)/i.test(value)) return true;
  // a UUID made of time and place (RFC 9562, version 1) is guessed from another one; where things are only shown it stands for an id
  if (isShown(scene) && uuid.test(value) && /^.{14}1.{4}[89ab]/i.test(value)) return true;
  // the scope of a signature (AWS, version 4), an object that Java serialized, the name of an algorithm, what `$(pwd)` gives
  if (/(?:\/|%2F)\d{8}(?:\/|%2F)\S{0,60}_request|^rO0AB/.test(value) || algorithm.test(value)) return true;
  if (/\$[({](?:shell )?$/.test(before) && name.toLowerCase() === 'pwd') return true;
  if (/^\d[\d.,_]*(?:(?:ms|[smhdwy])\d{0,6}){0,4}$/.test(value) && measured.test(name)) return true;
  if (
    /^%[-+#]?[sdvqxtp@]|^%0\d[xX]|^\^[\w ]{2}.*(?:\$$|[[\\]|\.\*)|^\{\d{0,2}\}|\*{6}|^\$\{[^}]*\}$|\(\?[:=!<]|\\s[*+]|\[\^|\[\w-\w\w?-?|0-9A-Z|0-9a-z|A-Za-z|a-zA-Z/.test(
      value,
    ) &&
    !isWoven(value)
  )
    return true;
  // what follows the service in the name of a resource of AWS is its place
  if (/\barn:aws[\w-]{0,12}:$/.test(before)) return true;
  // resources of XAML are named by `x:Key`
  if (found.nameStart >= 2 && text.startsWith('x:', found.nameStart - 2)) return true;
  // Maven encrypts passwords with a master password that lies elsewhere
  if (text.charAt(start - 1) === '{' && text.charAt(end) === '}' && /settings[\w-]{0,40}\.xml$/i.test(path)) return true;
  if (isBinary(text, start, end) || isNoise(before)) return true;
  // what was cut short on purpose; the name of a variable; a pattern; the names of JOSE's algorithms
  if (/(?:\.\.\.\]?|\xe2\x80\xa6)$/.test(value) || /^(?:[A-Z][A-Z0-9]*_)+(?:PASS(?:WORD|WD)?|PWD|TOKEN|SECRET|KEY|AUTH|CREDENTIALS?)$/.test(value)) return true;
  if (/(?:[cC]ompile|Reg[Ee]xp?|Pattern)\(\s?[rub]{0,2}["'`]$/.test(text.slice(Math.max(0, start - 20), start))) return true;
  if (/^(?:PBES2|RSA-OAEP|ECDH-ES|A\d{3}(?:GCM)?KW|[HRPE]S\d{3})(?:[-+]\w{1,10}){0,3}$/.test(value)) return true;
  // an escaped path, a moment, the form of a date; a git id by its name or as the text of a link; a literal that is made an identifier
  if (/^%2F|^\d{4}-\d\d-\d\dT\d|^[yMdHhmsSfz:./-]{6,}$/.test(value)) return true;
  if (/^[0-9a-f]{40}$/.test(value) && (/commit|revision/i.test(name) || text.startsWith('](', end + 1))) return true;
  // one of a list of names
  if (/^keys?$/i.test(name) && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(value)) return true;
  if (/^keys?\d*$|guid$/i.test(name) && uuid.test(value)) return true;
  if (quote !== '' && /\b(?:Guid|UUID|Uuid)(?:\.\w{1,12})?\(\s?["'`]$/.test(text.slice(Math.max(0, start - 24), start))) return true;
  // what a language calls it; what a name ends with that is an id's, and looks like one
  if (isWords(value) && (isTranslation(path) || inLanguage.test(text.slice(scene.lineStart(found.nameStart, 60), found.nameStart)))) return true;
  if (/(?:[-_. ]|[a-z](?=I))id$/i.test(name) && !/secret[-_. ]?id$/i.test(name) && (uuid.test(value) || ulid.test(value))) return true;
  // hashed, and plainly by nobody; a badge is there to be seen; what is made up says so itself
  if (/hash(?:ed)?_?pass|pass(?:word)?_?hash/i.test(name) && /^[a-z]{1,24}\d{0,4}$/i.test(value)) return true;
  if (/svg\?(?:token|badge_key)=$/.test(text.slice(Math.max(0, start - 16), start)) || /^(?:sample|dummy|placeholder)[-_]/i.test(value)) return true;
  if (isSomethingElse(found, scene)) return true;
  // an alphabet: every character once
  if (value.length >= 30 && new Set(value).size === value.length && (value.length >= 62 || /char|alphabet|letters|digits|symbols/i.test(name))) return true;
  // a number of the machine's own width, as headers and tables of constants have them; the key of a handshake that anybody may see
  if (quote === '' && (scene.language.family === 'code' ? /^-?0x[0-9a-f]{1,16}[uUlL]{0,3}$/i : /^0x[0-9a-f]{1,8}$/i).test(value)) return true;
  if (/sec-?web-?socket-?(?:key|accept)$/i.test(name) || /^@[A-Z][A-Z0-9]*_[A-Z0-9_]+@?$/.test(value)) return true;
  if (quote === '') return false;
  const after = text.slice(end + 1, end + 12);
  // a place in a page; the first of several words in a list: rules that a form's field must keep to
  if (selecting.test(text.slice(Math.max(0, start - 40), start))) return true;
  if (text.charAt(start - 2) === '[' && /^[a-z]+$/.test(value) && /^\s{0,3},/.test(after)) return true;
  // the string is a key itself: `"password" => …`, `["auth"]["token"]`, `password: {"write_only": …}`
  if (text.charAt(start - 2) === '{' && /^\s{0,3}:/.test(after)) return true;
  if (/^\s{0,3}=>/.test(after) || (operator === ' ' && text.charAt(start - 2) === '[' && after.startsWith(']'))) return true;
  return /^\s{0,3}\)/.test(after) && lookup.test(text.slice(Math.max(0, start - 60), start));
}

/** Signs that neither code nor addresses are full of, one of them before the name, and no blanks: pictures as text (sixel, base 85). */
const isNoise = (before: string): boolean => /^[^ \t]+[!#?@^`~\\*]$/.test(before) && before.split(/[!#?@^`~\\*]/).length > 7;

/** Pictures and archives hold any letters by chance: control characters, or bytes that go on with a character where none was begun. */
function isBinary(text: string, start: number, end: number): boolean {
  const last = Math.min(text.length, end + 40);
  let astray = 0;
  let before = 0;
  for (let at = Math.max(0, start - 80); at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 27) return true;
    if (code >= 128 && code < 160 && before < 128) astray += 1;
    before = code;
  }
  return astray > 5;
}
