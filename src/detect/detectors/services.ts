// Keys of services whose formats nobody listed: the service's name beside them, in a name, before quotes, on the command line.
import type { Detector, Hit } from '../detector.ts';
import { likelihood } from '../evidence/bigrams.ts';
import { isPlaceholder, masked } from '../placeholder.ts';
import type { Scene } from '../scene.ts';
import { ruleOf } from '../shape/format.ts';
import { counting, neverIssued } from '../shape/never-issued.ts';
import { serviceNames } from './service-names.ts';

const rule = { ...ruleOf('service-key', 'A service', 'key beside its name', 'api', 'medium', 1), specificity: 0 } as const;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const hex = /^[0-9a-f]{24,128}$/i;
/** Git ids and digests by their length. */
const idLength = new Set([40, 64, 96, 128]);
const secretWord = /token|key|secret|auth|pass(?!age)|cred|bearer|private/i;
/** What stands under such a name is public, or says what something is and not how to get in. */
const harmless =
  /publi[cs]|(?:^|[_\W])(?:pub|site|id|ids|sha|sha\d+|md5|hash|digest|checksum|integrity|etag|commit|rev|revision|ref|version|image|url|uri|href|link|path|file|name|user|username|email|host|region|uuid|guid|sid|csrf|nonce|slug|title|label|class|color|channel|template|project|workspace|app|tag|branch)["'\]]?\s*$|integrity|\bsha\d|checksum|[Ii]d["'\]]?\s*$/i;
const longest = 1200;

/** @param at start of a run of twenty characters and more, `name=` in front of the value among them */
function find(scene: Scene, at: number, run: string): Hit | undefined {
  if (run.length > longest || !quick(run)) return undefined;
  const { text } = scene;
  const split = nameEnd(run);
  const start = at + split;
  const before = text.charAt(start - 1);
  if (split === 0 && at > 0 && !/[\s"'`:,([>|]/.test(before)) return undefined;
  const value = /^[\w.~+/=-]+/.exec(text.slice(start, start + longest))?.[0].replace(/[.,;]+$/, '') ?? '';
  if (!plain(value) || /^[$%{@(]/.test(text.charAt(start + value.length))) return undefined;
  const line = text.slice(Math.max(scene.lineStart(start, 140), start - 140), start);
  const left = line.replace(/[\s"'`:=([<>|,-]+$/, '');
  const spoken = secretWord.test(left.slice(-60));
  if (!strong(value, spoken) || harmless.test(left)) return undefined;
  const words = wordsOf(left.slice(-80));
  if (!words.some((word, index) => isService(word) || (index > 0 && serviceNames.has((words[index - 1] ?? '') + word)))) return undefined;
  // without a word that says secret, the name alone must stand before it
  if (!spoken && !adjacent(words, left)) return undefined;
  return { start, end: start + value.length, certainty: 'likely' };
}

/** A digit or two, or letters of both cases: what most names and paths are not. */
const quick = (run: string): boolean => /\d[^\d]*\d/.test(run) || /[a-z][A-Z][\w=]*[a-z][A-Z]|abcdef|ABCDEF|zyxwv/.test(run);

/** How many characters of the run are a name and its operator: `mailjet_key=…`, `refiner-` before a UUID. */
function nameEnd(run: string): number {
  const named = /^[A-Za-z][\w-]{2,60}=+(?=[^=])/.exec(run);
  if (named !== null) return named[0].length;
  if (run.startsWith('=')) return 1;
  return /^[A-Za-z]{4,20}(?:[_-][A-Za-z]{3,12})?[_-](?=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|[0-9a-f]{32}$)/.exec(run)?.[0].length ?? 0;
}

/** No path, host, version, date or mask. */
const plain = (value: string): boolean =>
  value.length >= 12 && !/\/[\w.-]*\/|^\/|\.(?:[a-z]{2,5}|[A-Z][a-z]+)(?:$|\/)|^\d[\d.:-]*$|^[a-z]+(?:[-_.][a-z]+)+\d*$|^v?\d+\.\d+/.test(value);

function strong(value: string, spoken: boolean): boolean {
  if (spoken && value.length >= 20 && counting(value) && !neverIssued(value)) return true;
  if (masked(value) || isPlaceholder(value) || neverIssued(value)) return false;
  if (uuid.test(value)) return true;
  if (hex.test(value)) return new Set(value).size >= 8 && /\d/.test(value) && /[a-f]/i.test(value) && (spoken || !idLength.has(value.length));
  if (new Set(value).size < 9 || value.length < 16) return false;
  const letters = value.replace(/[^A-Za-z]/g, '');
  const digits = value.replace(/\D/g, '').length;
  const changes = value.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  if (changes < value.length / 5) return false;
  if (digits < 2) return spoken && likelihood(letters) < 0;
  return likelihood(letters) < 0.35;
}

const wordsOf = (left: string): string[] =>
  left
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** `mailjet`, and `mailjetapikey`. */
const isService = (word: string): boolean =>
  serviceNames.has(word) || serviceNames.has(word.replace(/(?:access|api|auth)?_?(?:token|key|secret|id|oauth)$|api$/, ''));

/** The last words are the service's name, and nothing but quotes and an operator stand between them and the value. */
function adjacent(words: readonly string[], left: string): boolean {
  const last = words.at(-1) ?? '';
  return /[A-Za-z\d]["'`\])]*$/.test(left) && (isService(last) || serviceNames.has((words.at(-2) ?? '') + last));
}

export const services: readonly Detector[] = [{ rule, anchors: [], runs: true, find: (scene, at, anchor) => find(scene, at, anchor.text) }];
