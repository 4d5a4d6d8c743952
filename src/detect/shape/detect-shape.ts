// From a shape to a detector: compiled at the first wake, because hundreds of them stand ready and few are ever woken.
import type { Certainty, Rule, Severity } from '../../model.ts';
import type { Anchor, Detector, Hit } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { alphabets } from './alphabet.ts';
import { byDesign } from './by-design.ts';
import { checks } from './checks.ts';
import { companionNear, type Companion } from './companion.ts';
import { isOneLetter, neverIssued } from './never-issued.ts';
import { anchorOf, anchorText, before, grownMatcherOf, matcherOf, partsOf, unescaped, type Part } from './shape.ts';

/** A token format, as data. */
export interface Format {
  readonly rule: Rule;
  readonly shape: string;
  readonly check?: string;
  /** words, one of which must stand on the line to the left, where the shape alone says too little */
  readonly context?: readonly string[];
  /** the other half of a pair: where it stands near, it is the secret, and both are told */
  readonly companion?: Companion;
}

const wordy = /[A-Za-z0-9]/;

/** What is worked out at the first wake. */
interface Compiled {
  readonly parts: readonly Part[];
  readonly left: { readonly min: number; readonly max: number };
  readonly leftSet: RegExp | undefined;
  readonly pattern: RegExp;
  readonly grown: RegExp | undefined;
}

function compile(shape: string): Compiled {
  const parts = partsOf(shape);
  const left = before(parts, anchorOf(parts).index);
  const leftSet = left.max > 0 ? new RegExp(`[${left.set}]`) : undefined;
  return { parts, left, leftSet, pattern: matcherOf(parts), grown: grownMatcherOf(parts) };
}

export function shapeDetector(format: Format): Detector {
  let compiled: Compiled | undefined;
  const reach = reachOf(format.shape);
  return {
    rule: format.rule,
    ...(reach === undefined ? {} : { reach }),
    anchors: anchorsOf(format.shape),
    find(scene, at) {
      const { parts, left, leftSet, pattern, grown } = (compiled ??= compile(format.shape));
      const start = startOf(scene.text, at, left, leftSet);
      if (start < 0 || (start > 0 && wordy.test(scene.text.charAt(start)) && glued(scene.text, start))) return undefined;
      const token = matchAt(pattern, scene.text, start);
      const longer = token === undefined && grown !== undefined ? matchAt(grown, scene.text, start) : undefined;
      const found = token ?? (longer !== undefined && woven(longer) ? longer : undefined);
      if (found === undefined || inBase64(scene.text, start, start + found.length)) return undefined;
      if (format.context !== undefined && !hasContext(scene, start, format.context)) return undefined;
      const hit = judged(found, start, parts, format, token === undefined, scene.text);
      if (hit === undefined || format.companion === undefined) return hit;
      const other = companionNear(scene, hit, format.companion);
      return other === undefined ? hit : [hit, other];
    },
  };
}

/** A token of kilobytes is looked at to its end before it is dropped; of a short one that cannot have grown, 160 bytes before it and 64 behind it. */
function reachOf(shape: string): Detector['reach'] {
  const parts = partsOf(shape);
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : part.max), 0);
  if (length <= 130 && !/^[^{]{4,}[-_.]/.test(shape)) return 'here';
  return length > 4500 ? 'all' : length > 1200 ? 'wide' : undefined;
}

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}

/** In the middle of base64 any few letters come up by chance: pictures, fonts, ciphertext. */
function inBase64(text: string, start: number, end: number): boolean {
  const left = text.charAt(start - 1);
  const right = text.charAt(end);
  if (/;base64,[\w+/]*$/.test(text.slice(Math.max(0, start - 72), start))) return true;
  if (left !== '/' && left !== '+' && right !== '/' && right !== '+') return false;
  return /[A-Za-z0-9+/]{64}$/.test(text.slice(Math.max(0, start - 64), start)) || /^[A-Za-z0-9+/]{64}/.test(text.slice(end, end + 64));
}

/** Random enough to have been issued: digits among letters, many different ones. */
const woven = (token: string): boolean => (token.match(/\d/g)?.length ?? 0) >= 3 && new Set(token).size >= 14;

/** The gate wants three bytes and more: a shorter literal at the start is told apart by the characters that may follow it. */
function anchorsOf(shape: string): readonly Anchor[] {
  const text = anchorText(shape);
  if (text.length >= 3) return [{ text }];
  const parts = partsOf(shape);
  const next = parts[anchorOf(parts).index + 1];
  if (next === undefined || typeof next === 'string') return [{ text }];
  return [...(alphabets[next.set] ?? '')].map((character) => ({ text: text + character }));
}

/** Where the token begins: as far left of the anchor as its first parts reach. */
function startOf(text: string, at: number, left: { min: number; max: number }, set: RegExp | undefined): number {
  if (set === undefined) return at;
  let start = at;
  while (start > 0 && at - start < left.max && set.test(text.charAt(start - 1))) start -= 1;
  return at - start >= left.min ? start : -1;
}

/** Part of a longer word: not where the letter belongs to an escape (`\n`, `%3D`, `\u0022`). */
function glued(text: string, start: number): boolean {
  if (!wordy.test(text.charAt(start - 1))) return false;
  return !/(?:\\[nrtbfv0]|%[0-9A-Fa-f]{2}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\x1b\[[\d;]*m)$/.test(text.slice(Math.max(0, start - 6), start));
}

function hasContext(scene: Scene, start: number, words: readonly string[]): boolean {
  const line = scene.text.slice(Math.max(scene.lineStart(start), start - 160), start).toLowerCase();
  return words.some((word) => line.includes(word));
}

function judged(token: string, start: number, parts: readonly Part[], format: Format, grown: boolean, text: string): Hit | undefined {
  const prefix = typeof parts[0] === 'string' ? parts[0] : '';
  const body = token.slice(prefix.length);
  const checked = format.check === undefined || grown ? undefined : checks[format.check]?.(unescaped(token));
  if (checked !== 'proven' && neverIssued(body) && !(isOneLetter(body) && !prefix.endsWith(body.charAt(0)))) return undefined;
  const certainty: Certainty = checked === 'failed' || checked === undefined ? 'shaped' : checked;
  const severity: Severity | undefined = checked === 'failed' || grown ? lowered(format.rule.severity) : undefined;
  return { start, end: start + token.length, certainty, prefix, ...(severity === undefined ? byDesign(format.rule.id, text, start) : { severity }) };
}

/** A failed checksum lowers the level, but what looks like a token stays refused: formats change. */
const lowered = (severity: Severity): Severity => (severity === 'critical' ? 'high' : severity === 'high' ? 'medium' : severity);
