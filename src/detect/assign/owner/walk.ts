// Walks a bracketed container once and gives its literals with their keys: maps, lists, tuples, calls that build them.
import { isDescribing } from './owner-name.ts';

/** A literal that something owns. Offsets are of the value, quotes not included. */
export interface Literal {
  readonly key: string;
  readonly quote: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Containers beyond this are read as far as it goes: people write shorter ones by hand. */
const MAX_CONTAINER_CHARACTERS = 16_384;
const MAX_CONTAINER_LITERALS = 512;
const MAX_LITERAL_CHARACTERS = 600;
const MAX_DEPTH = 12;

/** What follows a key: `:`, `=`, `=>`, `->`, `] =`, `to`, `,` in no case. */
const keyOperator = /[ \t]{0,40}\]?[ \t]{0,40}(?:=>|->|:(?!:)|=(?![=>])|to\b)/y;
const elementKey = /^\[[\w.@-]{1,60}\]=/;
const word = /[\p{L}\w$@][\w$.@-]*/uy;
/** Calls that only wrap a literal. */
const wrapper = /^(?:String|Buffer\.from|SecretStr|Some|Secret|str|b64decode|base64\.b64decode|Map\.entry|entry|Pair|to_string|SecureString|Arc\.new|from)$/;

/**
 * @param from behind the opening bracket
 * @param bare whether words without quotes are values too: arrays of shells
 * @returns the literals, and where the walk ended
 */
export function walkContainer(text: string, from: number, bare: boolean): { readonly literals: readonly Literal[]; readonly end: number } {
  const literals: Literal[] = [];
  const keys: { key: string; skip: boolean }[] = [{ key: '', skip: false }];
  const last = Math.min(text.length, from + MAX_CONTAINER_CHARACTERS);
  let key = '';
  let skipped = false;
  let at = from;
  const add = (quote: string, start: number, end: number): void => {
    const level = keys.at(-1);
    const named = key === '' ? (level?.key ?? '') : key;
    if (!skipped && level?.skip !== true && !isDescribing(key)) literals.push({ key: named, quote, value: text.slice(start, end), start, end });
  };
  while (at < last && literals.length < MAX_CONTAINER_LITERALS) {
    const code = text.charCodeAt(at);
    if (code <= 32) {
      // a key and its value stand together, at most one line break apart
      at += 1;
    } else if (code === 34 || code === 39 || code === 96) {
      const end = closingQuote(text, at, last);
      if (end < 0) {
        at += 1;
        continue;
      }
      if (isKeyAt(text, end + 1)) {
        key = text.slice(at + 1, end);
        at = keyOperator.lastIndex;
      } else {
        if (end - at - 1 <= MAX_LITERAL_CHARACTERS) add(text.charAt(at), at + 1, end);
        at = end + 1;
      }
    } else if (bare && code === 91 && elementKey.test(text.slice(at, at + 80))) {
      // `[alice]="…"` in an array of a shell
      key = text.slice(at + 1, text.indexOf(']', at));
      at += key.length + 3;
      if (!/["'$`]/.test(text.charAt(at))) {
        const stop = bareEnd(text, at, last);
        add('', at, stop);
        at = stop;
      }
    } else if (code === 123 || code === 91 || code === 40) {
      if (keys.length >= MAX_DEPTH) return { literals, end: at };
      keys.push({ key: key === '' ? (keys.at(-1)?.key ?? '') : key, skip: keys.at(-1)?.skip === true || skipped || isDescribing(key) });
      key = '';
      at += 1;
    } else if (code === 125 || code === 93 || code === 41) {
      keys.pop();
      at += 1;
      key = '';
      if (keys.length === 0) return { literals, end: at };
    } else if (code === 44 || code === 59) {
      key = '';
      skipped = false;
      at += 1;
    } else if ((code === 47 && text.charCodeAt(at + 1) === 47) || (code === 35 && !/[{[(]/.test(text.charAt(at + 1))) || text.startsWith('-- ', at)) {
      at = lineEnd(text, at, last);
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? last : end + 2;
    } else {
      word.lastIndex = at;
      const found = bare && keys.length === 1 ? text.slice(at, bareEnd(text, at, last)) || undefined : word.exec(text)?.[0];
      if (found === undefined) {
        at += 1;
        continue;
      }
      const end = at + found.length;
      if (bare && keys.length === 1 && /[\s)\]]/.test(text.charAt(bareEnd(text, at, last)))) {
        const stop = bareEnd(text, at, last);
        add('', at, stop);
        at = stop;
      } else if (isKeyAt(text, end)) {
        key = found.replace(/^[$@]/, '');
        at = keyOperator.lastIndex;
      } else if ((text.charAt(end) === '(' || text.charAt(end) === '[') && !wrapper.test(found)) {
        // what a call or a look-up is given is no member
        at = behindBrackets(text, end, last);
      } else at = end;
    }
  }
  return { literals, end: at };
}

function isKeyAt(text: string, at: number): boolean {
  keyOperator.lastIndex = at;
  return keyOperator.test(text);
}

const bareStop = /[^\s"'`()[\]{},;]{1,300}/y;
function bareEnd(text: string, at: number, last: number): number {
  bareStop.lastIndex = at;
  return Math.min(last, at + (bareStop.exec(text)?.[0].length ?? 0));
}

function lineEnd(text: string, at: number, last: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 || end > last ? last : end;
}

/** The closing quote on the same line, escapes stepped over; -1 where there is none. */
export function closingQuote(text: string, open: number, last: number): number {
  const quote = text.charCodeAt(open);
  for (let at = open + 1; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return -1;
    if (code === 92) at += 1;
    else if (code === quote) return at;
  }
  return -1;
}

/** Behind the bracket that closes the one at `open`, strings stepped over. */
function behindBrackets(text: string, open: number, last: number): number {
  let depth = 0;
  for (let at = open; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39 || code === 96) {
      const end = closingQuote(text, at, last);
      if (end > 0) at = end;
    } else if (code === 40 || code === 91 || code === 123) depth += 1;
    else if (code === 41 || code === 93 || code === 125) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return last;
}
