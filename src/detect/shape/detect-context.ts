// Formats that say too little by themselves (32 hex digits): they need their provider's name and a place where a value stands.
import type { Rule } from '../../model.ts';
import { nothingHere, nothingNear, type Detector, type Hit } from '../detector.ts';
import { likelihood } from '../evidence/bigrams.ts';
import { distinctIn, isPlaceholder, masked } from '../placeholder.ts';
import type { Scene } from '../scene.ts';
import { setOf } from './alphabet.ts';
import { byDesign } from './by-design.ts';
import { counting, neverIssued } from './never-issued.ts';
import { matcherOf, partsOf } from './shape.ts';

/** `keywords` name the provider; where they are common words, one of `also` must stand between them and the value. */
export interface ContextFormat {
  readonly rule: Rule;
  readonly shape: string;
  readonly keywords: readonly string[];
  readonly also?: readonly string[];
}

/** From the keyword to the value: the rest of the name, quotes and brackets, an operator, quotes. */
const bridge =
  /[\w.\- ]{0,40}["'`\]\\]{0,3}[ \t]{0,8}(?:(?::=|=>|->|==|:\/\/|[=:,>(]|<-)[ \t]{0,8}|[ \t]+)(?:(?:Bearer|Token|Basic|token|apikey|key|secret|String|str|process\.env\.\w+ \|\|)[ \t=:]{1,3})?[("'`\\@[<]{0,4}/y;
const jump = 4;

export function contextDetector(format: ContextFormat): Detector {
  let compiled: { readonly pattern: RegExp; readonly start: RegExp } | undefined;
  return {
    rule: format.rule,
    reach: 'wide',
    anchors: format.keywords.map((text) => ({ text, caseless: true as const })),
    find(scene, at, anchor) {
      if (!beginsWord(scene.text, at)) return nothingHere;
      const { pattern, start } = (compiled ??= compile(format.shape));
      const from = at + anchor.text.length;
      const hit = near(scene, from, pattern, start, format) ?? under(scene, from, pattern, format);
      return hit === undefined ? nothingIn(scene, from) : { ...hit, ...byDesign(format.rule.id, scene.text, hit.start) };
    },
  };
}

/** The token, and the characters that it may begin with. */
function compile(shape: string): { readonly pattern: RegExp; readonly start: RegExp } {
  const parts = partsOf(shape);
  const first = parts[0];
  return { pattern: matcherOf(parts), start: first === undefined || typeof first === 'string' ? /[A-Za-z0-9]/ : new RegExp(`[${setOf(first.set)}]`) };
}

/** `etsy` is not in `SetSysctl`: the word begins after something that is no letter, or with a capital after a small one. */
function beginsWord(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (!/[A-Za-z]/.test(before)) return true;
  return /[a-z]/.test(before) && /[A-Z]/.test(text.charAt(at));
}

/** Tries the value positions to the right on the same line, nearest first. */
function near(scene: Scene, from: number, pattern: RegExp, start: RegExp, format: ContextFormat): Hit | undefined {
  const { text } = scene;
  // the bridge crosses no line break: it needs no end of the line
  const end = Math.min(text.length, from + 160);
  let at = from;
  for (let tries = 0; tries < jump && at < end; tries += 1) {
    bridge.lastIndex = at;
    const crossed = bridge.exec(text);
    if (crossed === null) return undefined;
    const value = bridge.lastIndex;
    if (value > end) return undefined;
    if (start.test(text.charAt(value)) && !/[A-Za-z0-9_]/.test(text.charAt(value - 1))) {
      const between = text.slice(from, value);
      const token = tokenAt(text, value, pattern, format, secretName.test(between));
      if (token !== undefined && named(between, format, token)) return { start: value, end: value + token.length, certainty: 'shaped' };
    }
    at = value;
  }
  return undefined;
}

function tokenAt(text: string, at: number, pattern: RegExp, format: ContextFormat, spoken: boolean): string | undefined {
  pattern.lastIndex = at;
  const token = pattern.exec(text)?.[0];
  if (token === undefined || !plausible(token, format, spoken)) return undefined;
  // the digest of a file, as lock files and requirements tell it; so does Mix, behind name and version
  const before = text.slice(Math.max(0, at - 100), at);
  return /(?:sha-?\d{1,3}|md5|integrity|checksum|digest|hash|commit|revision)\W{1,4}$|base64,$|\{:hex, :\w{1,40}, "[^"\n]{1,40}", "$/i.test(before)
    ? undefined
    : token;
}

/** The rest of a line that opens something: `datadog:`, `"datadog": {`, `[datadog]`, `resource "datadog_x" "y" {`, `variable "okta" {`. */
const opens = /[\w.\- "']{0,60}["'\]]?[ \t]{0,4}(?:[:=]|=>)?[ \t]{0,4}[{[(]?[ \t]{0,4}\r?\n/y;
/** One line under it: a name and where its value begins. */
const member = /[ \t]{0,40}(?:- )?["']?([\w.-]{1,40})["']?[ \t]{0,4}(?::|=>|=)[ \t]{0,4}["']?/y;
const secretName = /token|key|secret|auth|pass|cred|default|value/i;
const reach = 6;

/** The provider's name is the parent: the value stands on one of the next lines, under a name that sounds secret. */
function under(scene: Scene, from: number, pattern: RegExp, format: ContextFormat): Hit | undefined {
  const { text } = scene;
  opens.lastIndex = from;
  if (opens.exec(text) === null) return undefined;
  let line = opens.lastIndex;
  for (let lines = 0; lines < reach && line < text.length; lines += 1) {
    member.lastIndex = line;
    const match = member.exec(text);
    if (match !== null && secretName.test(match[1] ?? '')) {
      const at = member.lastIndex;
      const token = tokenAt(text, at, pattern, format, true);
      if (token !== undefined) return { start: at, end: at + token.length, certainty: 'shaped', keyPath: [match[1] ?? ''] };
    }
    const next = text.indexOf('\n', line);
    if (next < 0 || next - line > 400) return undefined;
    line = next + 1;
  }
  return undefined;
}

/** By how much was read: nothing goes beyond its line and the lines under it, to the left no more than the word before it. Long lines are not walked to tell. */
function nothingIn(scene: Scene, from: number): readonly Hit[] | undefined {
  const { text } = scene;
  let end = scene.lineEnd(from, usualLine);
  if (end - from >= usualLine) return undefined;
  opens.lastIndex = from;
  if (opens.test(text)) for (let lines = 0; lines <= reach && end < text.length; lines += 1) end = (text.indexOf('\n', end + 1) + 1 || text.length + 1) - 1;
  return end - from < usualLine + usualLine / 4 ? nothingHere : end - from < 1200 ? nothingNear : undefined;
}
const usualLine = 240;

/** One of the words stands there, or an id of which it is the secret; or nothing does, and the token is woven of both cases and digits as no name is. */
function named(between: string, format: ContextFormat, token: string): boolean {
  if (/^[\s=:>([]{0,6}["'][\w.-]{12,40}["'], ?["']$/.test(between)) return true;
  if (format.also === undefined || format.also.some((word) => between.toLowerCase().includes(word))) return true;
  return (
    /^[\s"'`\])([:=>]*$/.test(between) &&
    (token.match(/[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g)?.length ?? 0) >= token.length / 3 &&
    /[A-Z]/.test(token) &&
    /[a-z]/.test(token)
  );
}

/** Base64 of what is looked at by itself, or known by its first bytes: PNG, JPEG, GIF, WOFF, TrueType, gzip, zip, ASN.1, serialized Java. */
const holdsSomething = (token: string): boolean =>
  /^(?:iVBORw|\/9j\/|R0lGOD|d09G[FM]|AAEAAA|H4sI|UEsDB|MI[GHI]|rO0AB)/.test(token) ||
  /^[\s\x20-\x7e]+$/.test(Buffer.from(token.slice(0, 40), 'base64').toString('latin1'));

/** Letters and digits mixed, and nothing that counts or repeats: unless a word says that it is a secret. @param spoken whether one does */
function plausible(token: string, { shape }: ContextFormat, spoken: boolean): boolean {
  const numeric = shape.startsWith('{d:') && !shape.includes('}{');
  // a literal of the provider's own vouches for it, as it does where it needs no name
  if (/^[A-Za-z]{2,}[_-]/.test(shape)) return !neverIssued(token.slice(shape.indexOf('{')));
  // base64 by chance never keeps to the sixteen digits of a commit's id
  if (shape.startsWith('{b:') && /^[0-9a-f]+$/.test(token)) return false;
  // two halves of hex with a colon are nothing else
  if (shape.includes('}:{h')) return !neverIssued(token);
  if (spoken && token.length >= 20 && counting(token) && !neverIssued(token)) return true;
  if (masked(token) || isPlaceholder(token)) return false;
  // so long is what holds text, a picture, an archive, a certificate; what holds zero bytes is no mask
  if (token.length >= 280) return !neverIssued(token) && !holdsSomething(token);
  if (/example|xxxx|(.)\1{7,}/i.test(token) || (!spoken && (/(.)\1{5,}/.test(token) || (token.length < 36 && token.includes('1234567890'))))) return false;
  const digits = token.replace(/\D/g, '').length;
  if (distinctIn(token) < Math.min(numeric ? 6 : 9, token.length / 2)) return false;
  // letters alone, both cases woven as no name is
  if (digits < 2)
    return (
      token.length >= (spoken ? 12 : 40) &&
      (token.match(/[a-z_-][A-Z]/g)?.length ?? 0) >= token.length / 7 &&
      likelihood(token) < (token.length < 20 ? -0.2 : 0.2)
    );
  // numbers alone count only where the format is a number: their keyword and the word beside it vouch for them
  return digits < token.length || numeric;
}
