// Secrets without a known format: a name that sounds secret, and a value that the evidence speaks for.
import { assignmentAt, furthest, type Assignment } from '../assign/assignment.ts';
import { wovenAt } from '../assign/value-at.ts';
import { hereLeft, hereRight, nothingHere, type Detector, type Hit } from '../detector.ts';
import { templateReach } from '../evidence/innocent/templates.ts';
import { foreignPasswords } from '../evidence/name.ts';
import { isSuspect } from '../evidence/suspect.ts';
import type { Scene } from '../scene.ts';
import { findOwned } from './owner.ts';
import { judge, passwordRule } from './verdict.ts';

export { featuresOf, genericRules, passwordRule, secretRule, weigh } from './verdict.ts';

/** The words that wake it, as they stand inside names; those in capitals only so, because in small letters code is full of them. */
export const genericAnchors: readonly string[] = [
  'pass',
  'pwd',
  'psw',
  'swd',
  '_pw',
  'pw:',
  'pw=',
  'pw =',
  'pw":',
  "pw':",
  "pw']",
  '_psk',
  'psk=',
  'bindpw',
  'rootpw',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'pword',
  'sswrd',
  'gin.Accounts',
  'pw" :',
  'api_',
  'api=',
  'api:',
  'access',
  'sid=',
  'SESSIONID',
  'PHPSESSID',
  'sessionid',
  'session_id=',
  'identified by',
  ...foreignPasswords,
  '_private',
  '-private-',
  'PRIVATE',
];

/** The assignment that a woken word names. */
const assignedAt = (scene: Scene, at: number, length: number): Assignment | undefined =>
  assignmentAt(scene.text, at, length - (/[ "']?[:=\]]$/.exec(scene.text.slice(at, at + length))?.[0].length ?? 0));

/** The same, where it is worth being weighed. */
export function suspectAt(scene: Scene, at: number, length: number): Assignment | undefined {
  const assigned = assignedAt(scene, at, length);
  const found = assigned === undefined ? undefined : toLineEnd(scene, assigned);
  return found !== undefined && isSuspect(found, scene) ? found : undefined;
}

/** In line-based files a bare value ends with its line, whatever signs it holds: `DB_PASS=a;b(c`. */
function toLineEnd(scene: Scene, found: Assignment): Assignment {
  if (found.quote !== '') return found;
  if (/^[.:?]?[;,(){}[\]|<>&]/.test(scene.text.slice(found.end, found.end + 2))) {
    const woven = wovenAt(scene.text, found.start);
    if (woven !== undefined && woven.end > found.end && (scene.language.family !== 'code' || closesLine(scene, woven.end))) return { ...found, ...woven };
  }
  // `${NAME:-value}` closes itself
  if (
    scene.language.family !== 'config' ||
    // code inside a source map has no lines
    scene.language.name === 'map' ||
    scene.text.startsWith(':-', found.start - 2) ||
    !/[;,(){}[\]|\\<>"'`&]/.test(scene.text.charAt(found.end))
  )
    return found;
  // where the name begins the line, the value is the rest of it
  const alone = /^[ \t]{0,40}(?:export[ \t]{1,4}|-[ \t]{1,4})?$/.test(scene.text.slice(scene.lineStart(found.nameStart, 60), found.nameStart));
  if (found.operator !== '=' && !(found.operator === ':' && alone)) return found;
  // one of the fields of a connection string
  if (!alone && scene.text.charAt(found.nameStart - 1) === ';') return found;
  const value = /^\S{1,200}(?=[ \t]*(?:[#;][^\n]*)?$)/.exec(scene.text.slice(found.start, scene.lineEnd(found.start)))?.[0].replace(/[,;]$/, '');
  // half of a pair of brackets or quotes belongs to what stands around
  if (value === undefined || value.length <= found.value.length || !(alone ? unquoted(value) : balanced(value)) || /^[\w.]{1,80}\(/.test(value)) return found;
  return { ...found, value, end: found.start + value.length };
}

/** Nothing of code stands behind it, not even the end of a statement. */
const closesLine = ({ text }: Scene, end: number): boolean => /^[,"'`]?[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 24));
const unquoted = (value: string): boolean => !/["'`]$/.test(value);
const balanced = (value: string): boolean =>
  ['()', '[]', '{}', '<>'].every(([open = '', close = '']) => value.split(close).length <= value.split(open).length) && unquoted(value);

/** What was weighed last, and what it came to: by a name of two words the same assignment is given twice. A text that stands at two paths may come to two things. */
let weighed: (Pick<Scene, 'path' | 'depth'> & { readonly assigned: Assignment; readonly outcome: ReturnType<Detector['find']> }) | undefined;

function find(scene: Scene, at: number, length: number): Hit | readonly Hit[] | undefined {
  const outcome = findAssigned(scene, at, length);
  if (outcome === undefined || !('start' in outcome)) return findOwned(scene, at, length) ?? outcome;
  if (outcome.severity === 'low') return findOwned(scene, at, length) ?? outcome;
  // the first of several: `API_KEYS = ["…", "…"]`
  if (!/[[{(]/.test(scene.text.slice(at + length, outcome.start))) return outcome;
  return [outcome, ...(findOwned(scene, at, length) ?? [])];
}

function findAssigned(scene: Scene, at: number, length: number): Hit | readonly Hit[] | undefined {
  const assigned = assignedAt(scene, at, length);
  if (assigned === undefined) return furthest <= at + hereRight ? nothingHere : undefined;
  const { path, depth } = scene;
  if (weighed?.assigned === assigned && weighed.path === path && weighed.depth === depth) return weighed.outcome ?? here(scene, at, assigned);
  const found = toLineEnd(scene, assigned);
  const outcome = isSuspect(found, scene) ? judge(scene, found) : undefined;
  weighed = { path, depth, assigned, outcome };
  return outcome ?? here(scene, at, assigned);
}

/**
 * What rules an assignment out by itself reads its lines, 220 bytes before its name, 80 before its value and 40 behind it;
 * and where what it stands in begins, if that is a template.
 */
function here(scene: Scene, at: number, { nameStart, start, end }: Assignment): typeof nothingHere | undefined {
  const isNear = at - start < hereLeft - 80 && scene.lineStart(at, hereLeft) > at - hereLeft && scene.lineEnd(end, hereRight) < at + hereRight - 40;
  return isNear && !scene.text.slice(Math.max(0, nameStart - templateReach), Math.max(0, at - hereLeft + 1)).includes('{{') ? nothingHere : undefined;
}

const isExact = (word: string): boolean => /^[A-Z]+$/.test(word);

/** Where its words stand in a text, as the gate finds them: for training. */
export function* wakes(text: string): Generator<{ readonly index: number; readonly length: number }> {
  for (const [words, flags] of [
    [genericAnchors.filter((word) => !isExact(word)), 'gi'],
    [genericAnchors.filter(isExact), 'g'],
  ] as const)
    for (const match of text.matchAll(new RegExp(words.join('|'), flags))) yield { index: match.index, length: match[0].length };
}

export const generic: readonly Detector[] = genericAnchors.map((text) => ({
  rule: passwordRule,
  anchors: [isExact(text) ? { text } : { text, caseless: true }],
  find: (scene, at) => find(scene, at, text.length),
}));
