// `Authorization: Basic …` (RFC 7617) and `Bearer …` (RFC 6750), in headers, code, recordings and command lines.
import type { Rule } from '../../../model.ts';
import { nothingYet, type Detector, type Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isWeakWord } from '../../weak-word.ts';

const basic: Rule = {
  id: 'basic-authorization',
  class: 'credential',
  severity: 'high',
  title: 'Basic authorization header',
  holder: 'Whoever holds it has the user name and the password in clear: base64 hides nothing.',
  rotate: 'Change the password of that user.',
  specificity: 2,
};
const bearer: Rule = {
  id: 'bearer-authorization',
  class: 'api-key',
  severity: 'high',
  title: 'Bearer token',
  holder: 'Whoever holds it is taken for its owner by that service.',
  rotate: 'Revoke the token at the service that issued it and issue a new one to what needs it.',
  specificity: 1,
};

const basicValue = /basic(?:[ \t]|%20|\\t|\\u0020){1,3}([A-Za-z0-9+/_-]{6,512}={0,2})(?![A-Za-z0-9+/_=-])/iy;
const bearerValue = /(?:bearer|token)(?:[ \t]|%20|\\t|\\u0020){1,3}([A-Za-z0-9._~+/=-]{16,4096})(?![A-Za-z0-9._~+/=-])/iy;
const headerBefore = /authorization["'\]]{0,3}[ \t]{0,3}(?:\+?[:=,(]|=>|is)|header|(?:^|["'`:=,([{>]|- |-H )[ \t]*$/i;

function findBasic(scene: Scene, at: number): Hit | undefined {
  basicValue.lastIndex = at;
  const match = basicValue.exec(scene.text);
  if (match?.[1] === undefined) return undefined;
  const pair = Buffer.from(match[1], 'base64').toString('latin1');
  const colon = pair.indexOf(':');

  if (colon < 0 || /[\x00-\x1f\x7f]/.test(pair)) return undefined;
  if (
    Buffer.from(pair, 'latin1')
      .toString('base64')
      .replace(/={1,2}$/, '') !==
    match[1]
      .replace(/-/g, '+')
      .replace(/_/g, '/')
      .replace(/={1,2}$/, '')
  )
    return undefined;
  const start = at + match[0].length - match[1].length;
  const [user, password] = [pair.slice(0, colon), pair.slice(colon + 1)];
  const empty = password === '' || password.toLowerCase() === 'x';
  const weak = isWeakWord(password) || password === user || isPlaceholder(password);
  if (empty && (user.length < 16 || isPlaceholder(user))) return undefined;
  return { start, end: start + match[1].length, rule: basic, certainty: 'structural', ...(weak && !empty ? { severity: 'low' as const } : {}) };
}

function findBearer(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const before = scene.text.slice(Math.max(scene.lineStart(at), at - 48), at);
  if (!headerBefore.test(before)) return undefined;
  bearerValue.lastIndex = at;
  const match = bearerValue.exec(scene.text);
  const value = match?.[1];
  if (match === null || value === undefined || isPlaceholder(value) || isWeakWord(value) || !random(value)) return nothingYet;
  if (/^token/i.test(match[0]) && !/authorization/i.test(before)) return nothingYet;
  const start = at + match[0].length - value.length;
  return { start, end: start + value.length, certainty: 'likely' };
}

/** Digits and letters mixed, and no dotted words: `bearer.authentication.scheme` is a name. */
function random(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  if (new Set(value).size < 8) return false;
  if (digits >= 3 && /[A-Za-z]/.test(value)) return true;
  if (digits >= 16) return true;
  const changes = value.match(/[a-z][A-Z]|[A-Z]{2}[a-z]|[a-zA-Z]\d|\d[a-zA-Z]/g)?.length ?? 0;
  return !/[a-z]{5,}/.test(value) && changes >= value.length / 6;
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
];
