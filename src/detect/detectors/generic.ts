// Secrets without a known format: a name that sounds secret, and a value that the evidence speaks for.
import type { Rule, SecretClass, Severity } from '../../model.ts';
import { assignmentAt, furthest, type Assignment } from '../assign/assignment.ts';
import { wovenAt } from '../assign/value-at.ts';
import { hereLeft, hereRight, nothingHere, nothingWide, nothingYet, type Detector, type Hit } from '../detector.ts';
import { aroundFeatures } from '../evidence/around.ts';
import { ceiling, explain, model, score } from '../evidence/model.ts';
import { foreignPassword, foreignPasswords, nameFeatures } from '../evidence/name.ts';
import { pathFeatures } from '../evidence/path.ts';
import { placeFeatures } from '../evidence/place.ts';
import { templateReach } from '../evidence/innocent/templates.ts';
import { isSuspect } from '../evidence/suspect.ts';
import { valueFeatures } from '../evidence/value.ts';
import { isWoven } from '../evidence/woven.ts';
import type { Scene } from '../scene.ts';
import { byDesign } from '../shape/by-design.ts';

const ruleOf = (id: string, kind: SecretClass, title: string, holder: string, rotate: string): Rule => ({
  id,
  class: kind,
  severity: 'medium',
  title,
  holder,
  rotate,
  specificity: 0,
});

export const passwordRule = ruleOf(
  'generic-password',
  'credential',
  'Password',
  'Anyone with this password can log in wherever it is used.',
  'Change the password where it is used, and hand the new one over through the environment.',
);
const token = ruleOf('generic-token', 'api-key', 'Token', 'Anyone with this token can act as its owner.', 'Revoke it where it was issued and issue a new one.');
const key = ruleOf(
  'generic-api-key',
  'api-key',
  'API key',
  'Anyone with this key can act as its owner on that service.',
  'Revoke it where it was issued and issue a new one.',
);
export const secretRule = ruleOf(
  'generic-secret',
  'credential',
  'Secret',
  'Anyone with it can sign, decrypt or log in as its owner.',
  'Replace it where it was issued, and hand the new one over through the environment.',
);
export const genericRules: readonly Rule[] = [passwordRule, token, key, secretRule];

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

type Features = readonly Readonly<Record<string, number>>[];

/** What an assignment says by itself: its name, its value, its line. */
const ownFeatures = (scene: Scene, found: Assignment): Features => [
  nameFeatures(found.name),
  valueFeatures(found.value, found.name),
  placeFeatures(scene, found),
];
/** What only its neighbours and the keys above it say. */
const farFeatures = (scene: Scene, found: Assignment): Features => [aroundFeatures(scene, found), pathFeatures(scene, found)];

/** All that speaks for or against an assignment. */
export const featuresOf = (scene: Scene, found: Assignment): Features => [...ownFeatures(scene, found), ...farFeatures(scene, found)];

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

/** For assignments that a format's structure gives: the same evidence decides. */
export function weigh(scene: Scene, found: Assignment): Hit | undefined {
  const verdict = isSuspect(found, scene) ? judge(scene, found) : undefined;
  return verdict !== undefined && 'start' in verdict ? verdict : undefined;
}

/** What a generator makes is no word that was chosen for a test, and code no more: the passwords that the model learnt from are mostly of letters and digits. */
const wovenWeight = 1;
const isPassword = /pass|pwd|psw|secret|(?:api|private)[-_]?key/i;

/** Undefined where its own evidence is enough to say no, which is nearly always: then neither neighbours nor keys above it are asked. */
function judge(scene: Scene, found: Assignment): Hit | typeof nothingWide | undefined {
  const own = ownFeatures(scene, found);
  const woven = isPassword.test(found.name) && /[^\w+/=.-]/.test(found.value) && isWoven(found.value) ? wovenWeight : 0;
  if (ceiling(own) + woven < model.thresholds.low) return undefined;
  const features = [...own, ...farFeatures(scene, found)];
  const odds = score(features) + woven;
  // what is weighed is weighed with its neighbours, and where there are keys above it, with these
  if (odds < model.thresholds.low) return scene.language.family !== 'code' && scene.pairs.length > 0 ? nothingYet : nothingWide;
  const rule = ruleFor(found.name);
  const severity: Severity = odds >= model.thresholds.high ? 'high' : odds >= model.thresholds.medium ? 'medium' : 'low';
  return {
    start: found.start,
    end: found.end,
    rule,
    certainty: 'likely',
    severity,
    keyPath: [found.name],
    evidence: woven === 0 ? explain(features) : [{ feature: 'value.woven', weight: woven }, ...explain(features)],
    ...byDesign(rule.id, scene.text, found.start),
  };
}

function ruleFor(name: string): Rule {
  if (/pass|pwd|psw|(?:psk|pw)$/i.test(name) || foreignPassword.test(name)) return passwordRule;
  if (/secret|cred/i.test(name)) return secretRule;
  return /key/i.test(name) ? key : token;
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
