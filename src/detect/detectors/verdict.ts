// The verdict on a name and a value without a known format: the rules for it, the features, the model's odds and the severity.
import type { Evidence, Rule, SecretClass, Severity } from '../../model.ts';
import type { Assignment } from '../assign/assignment.ts';
import { ownerOf } from '../assign/owner/owner-name.ts';
import { nothingWide, nothingYet, type Hit } from '../detector.ts';
import { aroundFeatures } from '../evidence/around.ts';
import { ceiling, explain, model, score } from '../evidence/model.ts';
import { foreignPassword, nameFeatures } from '../evidence/name.ts';
import { couldBeOwned } from '../evidence/owned-value.ts';
import { pathFeatures } from '../evidence/path.ts';
import { placeFeatures } from '../evidence/place.ts';
import { isPassphraseOf, otherReadings } from '../evidence/readings.ts';
import { isSuspect } from '../evidence/suspect.ts';
import { valueFeatures } from '../evidence/value.ts';
import { isWoven } from '../evidence/woven.ts';
import type { Scene } from '../scene.ts';
import { byDesign } from '../shape/by-design.ts';
import { isShown } from '../shown.ts';

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

/** For assignments that a format's structure gives: the same evidence decides. */
export function weigh(scene: Scene, found: Assignment): Hit | undefined {
  const verdict = isSuspect(found, scene) ? judge(scene, found) : undefined;
  return verdict !== undefined && 'start' in verdict ? verdict : undefined;
}

/** What a generator makes is no word that was chosen for a test, and code no more: the passwords that the model learnt from are mostly of letters and digits. */
const wovenWeight = 1;
const isPassword = /pass|pwd|psw|secret|(?:api|private)[-_]?key/i;

/** Undefined where its own evidence is enough to say no, which is nearly always: then neither neighbours nor keys above it are asked. */
export function judge(scene: Scene, found: Assignment): Hit | typeof nothingWide | undefined {
  const others = otherReadings(found.value, found.name).map((value) => ({ ...found, value }));
  const verdict = judgeReading(scene, found, others.length > 0);
  const best = others.reduce((so, other) => likelier(so, judgeReading(scene, other, true)), verdict);
  return best !== undefined && 'start' in best && best.severity === 'low' && isStrong(scene, found) ? { ...best, severity: 'medium' } : best;
}

/** In a configuration: a password as generators and people make them, all of it under its own name. */
const isStrong = (scene: Scene, { name, value }: Assignment): boolean => {
  const { family } = scene.language;
  return (family === 'config' || family === 'shell') && ownerOf(name)?.kind === 'password' && couldBeOwned(value, 'password') && !isShown(scene);
};

/** Of two verdicts the one that finds more. */
const likelier = (one: ReturnType<typeof judge>, other: ReturnType<typeof judge>): ReturnType<typeof judge> => (rankOf(other) > rankOf(one) ? other : one);
const rankOf = (verdict: ReturnType<typeof judge>): number =>
  verdict === undefined ? 0 : 'start' in verdict ? 2 + ['low', 'medium', 'high'].indexOf(verdict.severity ?? 'low') : 1;

/** @param isRead whether the value is known to be more than a word: it is weighed to the end */
function judgeReading(scene: Scene, found: Assignment, isRead: boolean): ReturnType<typeof judge> {
  const own = ownFeatures(scene, found);
  const woven = isPassword.test(found.name) && /[^\w+/=.-]/.test(found.value) && isWoven(found.value) ? wovenWeight : 0;
  const isPhrase = isPassphraseOf(found.name, found.value);
  if (!isRead && !isPhrase && ceiling(own) + woven < model.thresholds.low) return undefined;
  const features = [...own, ...farFeatures(scene, found)];
  const weight = score(features) + woven;
  const odds = isPhrase ? Math.max(weight, model.thresholds.medium) : weight;
  // what is weighed is weighed with its neighbours, and where there are keys above it, with these
  if (odds < model.thresholds.low) return scene.language.family !== 'code' && scene.pairs.length > 0 ? nothingYet : nothingWide;
  const added = [
    ...(woven === 0 ? [] : [{ feature: 'value.woven', weight: woven }]),
    ...(odds === weight ? [] : [{ feature: 'value.passphrase', weight: odds - weight }]),
  ];
  return hitOf(scene, found, odds, [...added, ...explain(features)]);
}

function hitOf(scene: Scene, found: Assignment, odds: number, evidence: readonly Evidence[]): Hit {
  const rule = ruleFor(found.name);
  const severity: Severity = odds >= model.thresholds.high ? 'high' : odds >= model.thresholds.medium ? 'medium' : 'low';
  return {
    start: found.start,
    end: found.end,
    rule,
    certainty: 'likely',
    severity,
    keyPath: [found.name],
    evidence,
    ...byDesign(rule.id, scene.text, found.start),
  };
}

/** A literal that only its owner names: what it looks like has been judged already, so that the model can only veto it. */
export function weighOwned(scene: Scene, found: Assignment): Hit | undefined {
  if (!isSuspect(found, scene)) return undefined;
  const features = featuresOf(scene, found);
  const odds = score(features);
  if (odds < OWNED_VETO_ODDS) return undefined;
  const lifted = Math.max(odds, model.thresholds.medium);
  return hitOf(scene, found, lifted, [{ feature: 'name.owner', weight: lifted - odds }, ...explain(features)]);
}
/** Log-odds below which the model overrules the look of an owned literal. */
const OWNED_VETO_ODDS = -3;

function ruleFor(name: string): Rule {
  if (/pass|pwd|psw|pword|sswrd|(?:psk|pw)$/i.test(name) || foreignPassword.test(name)) return passwordRule;
  if (/secret|cred/i.test(name)) return secretRule;
  return /key/i.test(name) ? key : token;
}
