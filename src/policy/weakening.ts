// The difference of two policies: everything that became looser, and everything that became stricter (contract row C13).
import { severities, type Severity } from '../model.ts';
import { subjectOf } from './allowing.ts';
import { defaultPlaces, type AllowEntry, type CustomRule, type Policy } from './policy.ts';

/** One difference. `allow-added` is the one loosening that is open to a team. */
export interface Shift {
  readonly direction: 'weaker' | 'stricter' | 'neutral';
  readonly code:
    | 'policy-removed'
    | 'refuse-raised'
    | 'refuse-lowered'
    | 'rule-off'
    | 'rule-on'
    | 'severity-lowered'
    | 'severity-raised'
    | 'allow-added'
    | 'allow-removed'
    | 'expiry-later'
    | 'expiry-sooner'
    | 'custom-removed'
    | 'custom-added'
    | 'custom-changed'
    | 'salt-changed'
    | 'place-removed'
    | 'place-added';
  readonly subject: string;
}

const rank = (severity: Severity): number => severities.indexOf(severity);

/** @param defaults the severity that each rule has of itself, by id */
export function shiftsOf(before: Policy, after: Policy, defaults: ReadonlyMap<string, Severity>): readonly Shift[] {
  return [
    ...refusal(before, after),
    ...ruleShifts(before, after, defaults),
    ...allowShifts(before.allow, after.allow),
    ...customShifts(before.custom, after.custom),
    ...placeShifts(before, after),
    ...(before.salt !== undefined && before.salt !== after.salt ? [{ direction: 'weaker', code: 'salt-changed', subject: 'salt' } as const] : []),
  ];
}

function refusal(before: Policy, after: Policy): Shift[] {
  if (before.refuse === after.refuse) return [];
  const weaker = rank(after.refuse) > rank(before.refuse);
  return [{ direction: weaker ? 'weaker' : 'stricter', code: weaker ? 'refuse-raised' : 'refuse-lowered', subject: `${before.refuse} → ${after.refuse}` }];
}

function ruleShifts(before: Policy, after: Policy, defaults: ReadonlyMap<string, Severity>): Shift[] {
  const ids = [...new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])].sort();
  return ids.flatMap((id): Shift[] => {
    const on = [before, after].map((policy) => policy.rules[id]?.enabled !== false);
    const [was, is] = [before, after].map((policy) => policy.rules[id]?.severity ?? defaults.get(id) ?? 'medium');
    const shifts: Shift[] = [];
    if (on[0] !== on[1]) shifts.push(on[1] ? { direction: 'stricter', code: 'rule-on', subject: id } : { direction: 'weaker', code: 'rule-off', subject: id });
    if (was !== undefined && is !== undefined && was !== is)
      shifts.push(
        rank(is) < rank(was)
          ? { direction: 'weaker', code: 'severity-lowered', subject: `${id}: ${was} → ${is}` }
          : { direction: 'stricter', code: 'severity-raised', subject: `${id}: ${was} → ${is}` },
      );
    return shifts;
  });
}

function allowShifts(before: readonly AllowEntry[], after: readonly AllowEntry[]): Shift[] {
  const was = lasting(before);
  const is = lasting(after);
  const shifts: Shift[] = [];
  for (const [subject, entry] of is) {
    const old = was.get(subject);
    if (old === undefined) shifts.push({ direction: 'weaker', code: 'allow-added', subject });
    else if (entry.expires > old.expires) shifts.push({ direction: 'weaker', code: 'expiry-later', subject });
    else if (entry.expires < old.expires) shifts.push({ direction: 'stricter', code: 'expiry-sooner', subject });
  }
  for (const subject of was.keys()) if (!is.has(subject)) shifts.push({ direction: 'stricter', code: 'allow-removed', subject });
  return shifts;
}

/** By what it is about the entry that holds longest: a second entry with a later end is the one that counts. */
function lasting(entries: readonly AllowEntry[]): Map<string, AllowEntry> {
  const found = new Map<string, AllowEntry>();
  for (const entry of entries) if ((found.get(subjectOf(entry))?.expires ?? '') < entry.expires) found.set(subjectOf(entry), entry);
  return found;
}

/** Whether everything that the old rule found is found by the new one: the same pattern, woken by no fewer words, asking for no more entropy. */
function finds(now: CustomRule, old: CustomRule): boolean {
  const words = new Set(now.keywords.map((word) => word.toLowerCase()));
  return now.pattern === old.pattern && (now.minEntropy ?? 0) <= (old.minEntropy ?? 0) && old.keywords.every((word) => words.has(word.toLowerCase()));
}

/** Another pattern may let something through, and nobody can prove that it does not: it counts as weaker. */
function customShifts(before: readonly CustomRule[], after: readonly CustomRule[]): Shift[] {
  const is = new Map(after.map((rule) => [rule.id, rule]));
  const shifts = before.flatMap((rule): Shift[] => {
    const now = is.get(rule.id);
    if (now === undefined) return [{ direction: 'weaker', code: 'custom-removed', subject: rule.id }];
    if (!finds(now, rule)) return [{ direction: 'weaker', code: 'custom-changed', subject: rule.id }];
    const wider: Shift[] = finds(rule, now) ? [] : [{ direction: 'stricter', code: 'custom-changed', subject: rule.id }];
    const [was, severity] = [rule.severity ?? 'high', now.severity ?? 'high'];
    if (was === severity) return wider;
    return [
      ...wider,
      rank(severity) < rank(was)
        ? { direction: 'weaker', code: 'severity-lowered', subject: rule.id }
        : { direction: 'stricter', code: 'severity-raised', subject: rule.id },
    ];
  });
  const old = new Set(before.map((rule) => rule.id));
  return [...shifts, ...after.filter((rule) => !old.has(rule.id)).map((rule): Shift => ({ direction: 'stricter', code: 'custom-added', subject: rule.id }))];
}

function placeShifts(before: Policy, after: Policy): Shift[] {
  return (['stores', 'environments', 'controlPlane'] as const).flatMap((kind) => {
    const was = before.places[kind] ?? defaultPlaces[kind];
    const is = after.places[kind] ?? defaultPlaces[kind];
    const gone = was.filter((place) => !is.includes(place)).map((place): Shift => ({ direction: 'weaker', code: 'place-removed', subject: place }));
    return [...gone, ...is.filter((place) => !was.includes(place)).map((place): Shift => ({ direction: 'stricter', code: 'place-added', subject: place }))];
  });
}
