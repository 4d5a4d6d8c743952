// Values that clearly stand for something else: placeholders of every style and references in every syntax.

/** `${X}`, `$X`, `$(x)`, `%X%`, `{{ x }}`, `<x>`, `[x]`, `#{x}`, `@{x}`, `@x@`, `__x__`, format directives. */
const reference =
  /^(?:\$\{[\w.:!?*@#/ -]*\}?|\$[A-Za-z_]\w*|\$\([^)]*\)?|\$\$\w*|%\(?\w+\)?[%sd]?|%[A-Za-z_][\w.]*%|\{\{[-~]? ?[\w.$"'].*|\{[\w.\-:$ ]*\}|<[^<>]*>|\[[\w\s.-]*\]|[#@]\{[^}]*\}?|@[\w.]+@|__\w+__|~\{.*|:\w+)$/;

const schemes = /^(?:vault|op|secretref|ref\+\w+|awssm|ssm|gcpsm|akv|sops|env|file|keyring|pass|arn|projects):/i;

const words =
  /^(?:none|null|nil|undefined|true|false|n\/a|na|tbd|todo|fixme|empty|blank|unset|default|optional|required|string|str|text|plain[-_]?text|clear[-_]?text|value|values|data|redacted|masked|hidden|removed|sanitized|filtered|censored|secret|secrets|password|passwd|passphrase|passwort|pwd|pass|pw|token|tokens|key|keys|apikey|api[-_]?key|auth|user|username|usr|me|admin|login|email|name|host|example|sample|dummy|placeholder|change[-_]?(?:me|it|this)\w*|set[-_]?me|replace[-_]?(?:me|this)?\w*|insert[-_]?\w*here|enter[-_]?\w*|your\w*|my|x-oauth-basic|x-access-token|x-token-auth|oauth2accesstoken|gitlab-ci-token|_json_key|xxx+|yyy+|zzz+|foo|bar|baz|foobar)$/i;

const phrases =
  /(?:your|my|the|insert|enter|add|put|paste|type|provide|replace|change|fill)[-_ .]+(?:\w+[-_ .]+){0,4}(?:here|key|token|secret|password|pass|passwd|value|credentials?|id|me|this|in)\b|^(?:your|insert|replace|change|fake|dummy|example|sample|placeholder|redacted)[-_ A-Z]|[-_](?:here|placeholder|goes[-_]here|example)$|change[-_]?me|replace[-_]?(?:me|with)|placeholder|redacted|goes[-_ ]?here|\.\.\.|…|\xe2\x80\xa6/i;

/**
 * Whether a value is a placeholder or a reference: nothing that could work anywhere.
 * Never ask it about a value that a checksum proves (contract row C4.1d).
 * @param value without its quotes
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text.length < 3) return true;
  // what is longer stands for itself
  if (text.length <= 1000 && (reference.test(text) || schemes.test(text) || words.test(text))) return true;
  if (text.length <= 120 && phrases.test(text)) return true;
  return masked(text);
}

/** How many different characters a text has. */
export function distinctIn(text: string): number {
  const seen = new Uint8Array(256);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 255) return new Set(text).size;
    if (seen[code] === 0) count += 1;
    seen[code] = 1;
  }
  return count;
}

/** `x`, `*`, `#`, `?` and the bullet */
const maskCodes: ReadonlySet<number> = new Set([...'x*#?\u2022'].map((character) => character.charCodeAt(0)));
const separatorCodes: ReadonlySet<number> = new Set([...'-_.:= \t\n\v\f\r\u00a0'].map((character) => character.charCodeAt(0)));

/**
 * `xxxxxxxx`, `********`, `00000000`, `abcabcabc`, `12345678…`, `98765432`: one to three characters, or most steps from one character to the next are
 * by one. Case and separators don't count. One pass without copies: in a long run it is asked of thousands of characters at each keyword.
 */
export function masked(text: string): boolean {
  const seen = new Uint8Array(256);
  let [length, distinct, steps, run, before] = [0, 0, 0, 0, -1];
  for (let at = 0; at < text.length; at += 1) {
    let code = text.charCodeAt(at);
    if (separatorCodes.has(code)) continue;
    if ((code >= 65 && code <= 90) || (code >= 192 && code <= 222 && code !== 215)) code += 32;
    const kind = code & 255;
    run = code === before ? run + 1 : 1;
    if (run === 5 && maskCodes.has(code)) return true;
    length += 1;
    if (seen[kind] === 0) distinct += 1;
    seen[kind] = 1;
    const step = code - before;
    // 9 → 0, 9 → a, f → 0
    if (before >= 0 && (step === 1 || step === -1 || (before === 57 && (code === 48 || code === 97)) || (before === 102 && code === 48))) steps += 1;
    before = code;
  }
  return length === 0 || distinct === 1 || (length >= 8 && (distinct <= 3 || steps >= (length - 1) * 0.85));
}

/** `eyJhbGciOi…` and no dot behind it: the first part of a JSON web token tells the algorithm, and nothing that is secret. */
export const isJoseHeader = (text: string): boolean =>
  text.startsWith('eyJ') && text.length <= 120 && /^\{(?=[^]*"alg")"[^{}]{1,90}\}$/.test(Buffer.from(text, 'base64url').toString('latin1'));

/** Letters that hide the rest, or two over and over: `d2dc41xxxxxx`, `PLxkXXXXYYYY`, `1A1A1A1A1A`. */
export function isPartlyMasked(value: string): boolean {
  let same = 0;
  let pairs = 0;
  let hidden = 0;
  for (let at = 1; at < value.length; at += 1) {
    const sign = value.charAt(at);
    same = sign === value.charAt(at - 1) ? same + 1 : 0;
    pairs = sign !== value.charAt(at - 1) && sign === value.charAt(at - 2) ? pairs + 1 : 0;
    if (same === 3 && /[xXyY*]/.test(sign)) hidden += 1;
    if (pairs === 8 || (same === 5 && /[xX*]/.test(sign)) || (same === 4 && sign === '-')) return true;
  }
  return hidden > 1;
}
