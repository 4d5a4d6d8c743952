// What password generators give: letters of both cases, digits and signs, woven together so that it can neither be a word nor code.
import { likelihood } from './bigrams.ts';

const shortest = 10;
const longest = 200;

const [none, digit, upper, lower, sign] = [0, 1, 2, 3, 4] as const;
const kinds = new Uint8Array(128);
for (let code = 33; code < 127; code += 1)
  kinds[code] = code >= 48 && code <= 57 ? digit : code >= 65 && code <= 90 ? upper : code >= 97 && code <= 122 ? lower : sign;

/** What patterns are made of: `[A-Za-z0-9]`, `[^…`, `(?…`, `[{]`. */
const pattern = /a-z|A-Z|0-9|A-F|a-f|\[\^|\(\?|\[[^\w\s]\]/;
/** A reference, a call, a format: `${USER#x/}`, `ENC(…)`, `…%02x`; so many small letters in a row as a word has. */
const readable = /^\$\{.*\}$|^[\w.]+\(.*\)$|%\d{0,2}[sdx]$|[a-z]{6}/;

/**
 * Whether a run of printable characters looks like made by a generator.
 * @param value without blanks
 */
export function isWoven(value: string): boolean {
  const { length } = value;
  if (length < shortest || length > longest || value.includes('\\')) return false;
  const of = [0, 0, 0, 0, 0];
  let changes = 0;
  let before: number = none;
  for (let at = 0; at < length; at += 1) {
    const kind = kinds[value.charCodeAt(at)] ?? none;
    if (kind === none) return false;
    of[kind] = (of[kind] ?? 0) + 1;
    if (kind !== before) changes += 1;
    before = kind;
  }
  const [, digits = 0, capitals = 0, small = 0, signs = 0] = of;
  if (changes * 3 < length || signs === 0 || pattern.test(value)) return false;
  if (signs > 7 && isTangled(value)) return true;
  if (changes * 2 < length || capitals === 0 || small === 0 || digits + signs < 3 || signs * 3 > length * 2 || readable.test(value)) return false;
  const letters = capitals + small;
  // so much of random letters lies below: 95 in 100, whatever their number
  return likelihood(value) < (letters < 9 ? 0.2 : letters < 14 ? -0.1 : -0.4);
}

/** Brackets that open, each with the one that closes it. */
export const closedBy: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Whether a bracket is closed by one of another kind, as in neither code nor a template. */
function isTangled(value: string): boolean {
  const open: string[] = [];
  for (const character of value) {
    const closing = closedBy[character];
    if (closing !== undefined) open.push(closing);
    else if (/[)\]}]/.test(character) && open.length > 0 && open.pop() !== character) return true;
  }
  return false;
}
