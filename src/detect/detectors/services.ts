// Keys of services whose formats nobody listed: the service's name beside them, in a name, before quotes, on the command line.
import { nothingHere, type Detector, type Hit } from '../detector.ts';
import { likelihood } from '../evidence/bigrams.ts';
import { isPartlyMasked, isPlaceholder, masked } from '../placeholder.ts';
import type { Scene } from '../scene.ts';
import { ruleOf } from '../shape/format.ts';
import { counting, neverIssued } from '../shape/never-issued.ts';
import { uuid } from '../uuid.ts';
import { isServiceName } from './service-names.ts';

const rule = { ...ruleOf('service-key', 'A service', 'key beside its name', 'api', 'medium', 1), specificity: 0 } as const;

const hex = /^[\da-f]{24,128}$/i;
/** Git ids and digests by their length. */
const idLength = new Set([40, 64, 96, 128]);
const secretWord = /token|key|secret|auth|access|pass(?!age)|cred|bearer|private/i;
/** What stands under such a name is public, or says what something is and not how to get in. */
const harmless =
  /publi[cs]|(?:^|[_\W])(?:pub|site|id|ids|sha|sha\d+|md5|hash|digest|checksum|integrity|etag|commit|rev|revision|ref|version|image|url|uri|href|link|path|file|name|user|username|email|host|region|uuid|guid|sid|csrf|nonce|slug|title|label|class|color|channel|template|project|workspace|app|tag|branch)["'\]]?\s*$|integrity|\bsha\d|checksum|postman-token|[Ii]d["'\]]?\s*$/i;
/** A badge is there to be seen. */
const badge = /svg\?\w{1,12}$/;
/** A user of Auth0: `auth0|5f7c…`. */
const userId = /\bauth0\|$/;
/** Go's checksum of a module. */
const checksum = /\bh1:$/;
const longest = 1200;
/** How far left of a value its service may stand. */
const reach = 90;

/** @param at start of a run of twenty characters and more, `name=` in front of the value among them */
function find(scene: Scene, at: number, run: string): Hit | typeof nothingHere | undefined {
  const { text } = scene;
  const apart = at === 0 || edges.has(text.charCodeAt(at - 1));
  if ((!apart && !run.includes('=')) || run.length > longest || !quick.test(run)) return nothingHere;
  const split = nameEnd(run);
  if (split === 0 && !apart) return nothingHere;
  const start = at + split;
  const from = Math.max(scene.lineStart(start, reach), start - reach);
  if (!namesService(text, from, start)) return nothingHere;
  const value = /^[\w.~+/=-]+/.exec(text.slice(start, start + longest))?.[0].replace(/[.,;]+$/, '') ?? '';
  if (!plain(value) || /^\.?[$%{@(]/.test(text.slice(start + value.length, start + value.length + 2))) return undefined;
  const before = text.slice(from, start);
  const left = before.replace(/[\s"'`:=([<>|,-]+$/, '');
  const spoken = secretWord.test(left.slice(-60));
  if (
    harmless.test(left) ||
    badge.test(left) ||
    userId.test(before) ||
    checksum.test(before) ||
    !strong(value, spoken || isAssignedAlone(scene, from, start, value))
  )
    return undefined;
  // packages of Julia are known by UUIDs, and what is looked up in a store
  if (uuid.test(value) && (/\blookup\(["'][\w.]{1,60}$/.test(left) || (!spoken && /(?:Project|Manifest)\.toml$/.test(scene.path)))) return undefined;
  // without a word that says secret, the name alone must stand before it
  if (!spoken && !/[A-Za-z\d]["'`\])]*$/.test(left)) return undefined;
  if (!spoken && !namesService(text, from + left.search(/[A-Za-z\d]+["'`\])]*$/), start)) return undefined;
  return { start, end: start + value.length, certainty: 'likely' };
}

/** `deepgram = 0f3a…`: the service alone is the name and the value the rest of the line, outside files that pin versions. */
function isAssignedAlone(scene: Scene, from: number, start: number, value: string): boolean {
  const { text, path } = scene;
  if (value.length !== 40 || pinning.test(path)) return false;
  const line = text.slice(scene.lineStart(start, reach), start);
  return (
    /^[\s{,]{0,40}["']?[A-Za-z][\w]{2,40}["']?[ \t]{0,4}[:=][ \t]{0,4}["']?$/.test(line) &&
    from <= start &&
    /^["']?[ \t,;\]}]*(?:\r?\n|$)/.test(text.slice(start + value.length, start + value.length + 60))
  );
}
/** Files in which a name and forty hex digits are a project and its commit. */
const pinning = /lock|version|pin|rev|commit|checksum|module|depend|vendor|repos|flake|sources?\b|manifest|\.sum$|package/i;

/** What stands before a value. */
const edges: ReadonlySet<number> = new Set([...' \t\r\n"\'`:,([>|'].map((character) => character.charCodeAt(0)));

/** Two digits, or plain counting: what most names and paths have not. */
const quick = /\d[^\d]*\d|=[\w+/-]{20}|abcdef|zyxwv|ABCDEF|ZYXWV/;

/** How many characters of the run are a name and its operator: `mailjet_key=…`, `refiner-` before a UUID. */
function nameEnd(run: string): number {
  const named = /^[A-Za-z][\w-]{2,60}=+(?=[^=])/.exec(run);
  if (named !== null) return named[0].length;
  if (run.startsWith('=')) return 1;
  return /^[A-Za-z]{4,20}(?:[_-][A-Za-z]{3,12})?[_-](?=[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$|[\da-f]{32}$)/.exec(run)?.[0].length ?? 0;
}

/** No path, host, version, date or mask. */
const plain = (value: string): boolean =>
  value.length >= 12 && !/\/[\w.-]*\/|^\/|\.(?:[a-z]{2,5}|[A-Z][a-z]+)(?:$|\/)|^\d[\d.:-]*$|^[a-z]+(?:[-_.][a-z]+)+\d*$|^v?\d+\.\d+/.test(value);

function strong(value: string, spoken: boolean): boolean {
  if (spoken && value.length >= 20 && counting(value) && !neverIssued(value)) return true;
  if (masked(value) || isPlaceholder(value) || neverIssued(value) || isPartlyMasked(value)) return false;
  if (uuid.test(value)) return true;
  if (hex.test(value)) return new Set(value).size >= 8 && /\d/.test(value) && /[a-f]/i.test(value) && (spoken || !idLength.has(value.length));
  if (new Set(value).size < 9 || value.length < 16) return false;
  const digits = value.replace(/\D/g, '').length;
  const changes = value.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  if (changes < value.length / 5) return false;
  if (digits < 2) return spoken && likelihood(value) < 0;
  return likelihood(value) < 0.35;
}

/** Whether a word of a stretch, or two in a row, is a service's name. Words end at signs, and where a capital follows a small letter. */
function namesService(text: string, from: number, to: number): boolean {
  let word = '';
  let last = '';
  let small = false;
  for (let at = from; at <= to; at += 1) {
    const code = at < to ? text.charCodeAt(at) : 32;
    const capital = code >= 65 && code <= 90;
    const inside = capital || (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (!inside || (capital && small)) {
      if (word.length >= 2 && (isService(word) || (last !== '' && isServiceName(last + word)))) return true;
      if (word !== '') last = word;
      word = '';
    }
    if (inside) word += capital ? String.fromCharCode(code + 32) : text.charAt(at);
    small = inside && !capital;
  }
  return false;
}

/** `mailjet`, and `mailjetapikey`. */
const isService = (word: string): boolean =>
  word.length >= 4 &&
  (isServiceName(word) ||
    (word.length >= 7 &&
      /(?:key|token|secret|api|oauth)$/.test(word) &&
      isServiceName(word.replace(/(?:access|api|auth)?(?:token|key|secret|oauth)$|api$/, ''))));

export const services: readonly Detector[] = [{ rule, anchors: [], runs: true, find: (scene, at, anchor) => find(scene, at, anchor.text) }];
