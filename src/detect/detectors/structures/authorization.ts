// `Authorization: Basic …` (RFC 7617) and `Bearer …` (RFC 6750), in headers, code, recordings and command lines.
import type { Rule } from '../../../model.ts';
import { nothingYet, type Detector, type Hit } from '../../detector.ts';
import { likelihood } from '../../evidence/bigrams.ts';
import { isJoseHeader, isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isWeakWord } from '../../weak-word.ts';

const basic: Rule = {
  id: 'basic-authorization',
  class: 'credential',
  severity: 'high',
  title: 'Basic authorization header',
  holder: 'It contains the user name and password; base64 is not encryption.',
  rotate: 'Change the password of that user.',
  specificity: 2,
};
const bearer: Rule = {
  id: 'bearer-authorization',
  class: 'api-key',
  severity: 'high',
  title: 'Bearer token',
  holder: 'Anyone with it can act as its owner on that service.',
  rotate: 'Revoke the token at the service that issued it and issue a new one to what needs it.',
  specificity: 1,
};

const basicValue = /basic(?:[ \t]|%20|\\t|\\u0020){1,3}([A-Za-z0-9+/_-]{6,}={0,2})(?![A-Za-z0-9+/_=-])/iy;
const bearerValue = /(?:bearer|token)(?:[ \t]|%20|\\t|\\u0020){1,3}([A-Za-z0-9._~+/=-]{16,})(?![A-Za-z0-9._~+/=-])/iy;
const headerBefore = /authorization["'\]]{0,3}[ \t]{0,3}(?:\+?[:=,(]|=>|is)/i;

/** Whether what stands before the scheme leads up to the value of a header: the word itself, or a sign that opens a value. */
function isHeader(before: string): boolean {
  let end = before.length;
  while (before.charAt(end - 1) === ' ' || before.charAt(end - 1) === '\t') end -= 1;
  const bare = before.slice(0, end);
  const open = bare === '' || '"\'`:=,([{>'.includes(bare.charAt(bare.length - 1));
  if (open || (before.charAt(end) === ' ' && /-H?$/i.test(bare))) return true;
  const folded = before.toLowerCase();
  return folded.includes('header') || (folded.includes('authorization') && headerBefore.test(before));
}

const valueCharacter = /[A-Za-z0-9._~+/=-]/;

/** Most words behind the scheme are too short for a value: seen by the first sign that stands in none. */
function isLong(text: string, at: number): boolean {
  let from = at;
  while (/[A-Za-z]/.test(text.charAt(from))) from += 1;
  while (text.charAt(from) === ' ' || text.charAt(from) === '\t') from += 1;
  if (/[%\\]/.test(text.charAt(from))) return true;
  for (let length = 0; length < 16; length += 1) if (!valueCharacter.test(text.charAt(from + length))) return false;
  return true;
}

/** What base64 of `user:password` says; undefined where it is something else. */
export function basicPair(base64: string): { readonly user: string; readonly password: string } | undefined {
  const pair = Buffer.from(base64, 'base64').toString('latin1');
  const colon = pair.indexOf(':');
  if (colon < 0 || /[\x00-\x1f\x7f]/.test(pair)) return undefined;
  // a word may decode to a colon and noise: letters beyond ASCII are whole ones
  if (/[\x80-\xff]/.test(pair) && Buffer.from(pair, 'latin1').toString('utf8').includes('\ufffd')) return undefined;
  const plain = (text: string): string =>
    text
      .replace(/-/g, '+')
      .replace(/_/g, '/')
      .replace(/={1,2}$/, '');
  if (plain(Buffer.from(pair, 'latin1').toString('base64')) !== plain(base64)) return undefined;
  return { user: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

function findBasic(scene: Scene, at: number): Hit | undefined {
  basicValue.lastIndex = at;
  const match = basicValue.exec(scene.text);
  if (match?.[1] === undefined) return undefined;
  const pair = basicPair(match[1]);
  if (pair === undefined) return undefined;
  const start = at + match[0].length - match[1].length;
  const { user, password } = pair;
  const empty = password === '' || password.toLowerCase() === 'x';
  const weak = isWeakWord(password) || password === user || isPlaceholder(password);
  if (empty && (user.length < 16 || isPlaceholder(user))) return undefined;
  return { start, end: start + match[1].length, rule: basic, certainty: 'structural', ...(weak && !empty ? { severity: 'low' as const } : {}) };
}

function findBearer(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const before = scene.text.slice(Math.max(scene.lineStart(at), at - 48), at);
  if (!isHeader(before)) return undefined;
  bearerValue.lastIndex = at;
  const match = isLong(scene.text, at) ? bearerValue.exec(scene.text) : null;
  const value = match?.[1];
  if (match === null || value === undefined || isPlaceholder(value) || isJoseHeader(value) || isWeakWord(value) || isNamed(value) || !random(value))
    return nothingYet;
  if (/^token/i.test(match[0]) && !/authorization/i.test(before)) return nothingYet;
  const start = at + match[0].length - value.length;
  return { start, end: start + value.length, certainty: 'likely' };
}

/** `oauth2_access_token_123`: words that say what it would be, and a number. */
const isNamed = (value: string): boolean => /^(?:[a-z]{2,12}\d?_){1,4}token(?:_\d{1,4})?$/i.test(value);

/** `-H 'Authorization: …'` with the token alone, as many services want it. */
const bareValue = /authorization["']?[ \t]{0,3}:[ \t]{0,4}([A-Za-z0-9._~+/=@:-]{16,8000})(?=["'\\]|$)/iy;

function findBare(scene: Scene, at: number): Hit | undefined {
  if (!/(?:-H|--header)[ =]{0,3}\\?["']?$/.test(scene.text.slice(Math.max(0, at - 16), at))) return undefined;
  bareValue.lastIndex = at;
  const value = bareValue.exec(scene.text)?.[1];
  if (value === undefined || isPlaceholder(value) || isWeakWord(value) || !random(value)) return undefined;
  return { start: bareValue.lastIndex - value.length, end: bareValue.lastIndex, certainty: 'likely' };
}

/** Digits and letters mixed, and no dotted words: `bearer.authentication.scheme` is a name. */
function random(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  if (new Set(value).size < 8) return false;
  if (digits >= 3 && /[A-Za-z]/.test(value)) return true;
  if (digits >= 16) return true;
  const changes = value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]|[a-zA-Z]\d|\d[a-zA-Z]/g)?.length ?? 0;
  if (changes < value.length / 6) return false;
  return !/[a-z]{5,}/.test(value) || (/^[A-Za-z]{20,}$/.test(value) && likelihood(value) < 0);
}

const elasticKey = /apikey[ \t]{1,3}([A-Za-z0-9+/_-]{50,120}={0,2})(?![A-Za-z0-9+/=_-])/iy;

/** Elasticsearch's `Authorization: ApiKey …`: base64 of an id of 20 characters and a key of 22. */
function findElastic(scene: Scene, at: number): Hit | undefined {
  elasticKey.lastIndex = at;
  const value = elasticKey.exec(scene.text)?.[1];
  const pair = value === undefined ? undefined : basicPair(value);
  if (value === undefined || pair === undefined || !/^[\w-]{20}$/.test(pair.user) || !/^[\w-]{22}$/.test(pair.password)) return undefined;
  return { start: elasticKey.lastIndex - value.length, end: elasticKey.lastIndex, certainty: 'structural' };
}

export const authorizations: readonly Detector[] = [
  {
    rule: basic,
    anchors: [
      { text: 'basic ', caseless: true },
      { text: 'basic%20', caseless: true },
    ],
    find: findBasic,
  },
  {
    rule: bearer,
    anchors: [
      { text: 'bearer ', caseless: true },
      { text: 'bearer%20', caseless: true },
      { text: 'token ', caseless: true },
    ],
    find: findBearer,
  },
  { rule: bearer, anchors: [{ text: 'authorization:', caseless: true }], find: findBare },
  { rule: bearer, anchors: [{ text: 'apikey ', caseless: true }], find: findElastic },
];
