// The difference of two policies: everything that became looser, and everything that became stricter (contract row C13).
import { severities, type Severity } from '../model.ts';
import type { AllowEntry, CustomRule, Policy } from './policy.ts';

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
  const was = new Map<string, AllowEntry>(before.map((entry) => [entry.fingerprint, entry]));
  const is = new Map<string, AllowEntry>(after.map((entry) => [entry.fingerprint, entry]));
  const shifts: Shift[] = [];
  for (const [fingerprint, entry] of is) {
    const old = was.get(fingerprint);
    if (old === undefined) shifts.push({ direction: 'weaker', code: 'allow-added', subject: fingerprint });
    else if (entry.expires > old.expires) shifts.push({ direction: 'weaker', code: 'expiry-later', subject: fingerprint });
    else if (entry.expires < old.expires) shifts.push({ direction: 'stricter', code: 'expiry-sooner', subject: fingerprint });
  }
  for (const fingerprint of was.keys()) if (!is.has(fingerprint)) shifts.push({ direction: 'stricter', code: 'allow-removed', subject: fingerprint });
  return shifts;
}

/** Any change of what a custom rule looks for may let something through: it counts as weaker unless only words changed or a severity rose. */
function customShifts(before: readonly CustomRule[], after: readonly CustomRule[]): Shift[] {
  const is = new Map(after.map((rule) => [rule.id, rule]));
  const core = (rule: CustomRule): string => JSON.stringify([[...rule.keywords].sort(), rule.pattern, rule.minEntropy ?? 0]);
  const shifts = before.flatMap((rule): Shift[] => {
    const now = is.get(rule.id);
    if (now === undefined) return [{ direction: 'weaker', code: 'custom-removed', subject: rule.id }];
    if (core(now) !== core(rule)) return [{ direction: 'weaker', code: 'custom-changed', subject: rule.id }];
    const [was, severity] = [rule.severity ?? 'high', now.severity ?? 'high'];
    if (was === severity) return [];
    return [
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
    const was = before.places[kind] ?? [];
    const is = after.places[kind] ?? [];
    const gone = was.filter((place) => !is.includes(place)).map((place): Shift => ({ direction: 'weaker', code: 'place-removed', subject: place }));
    return [...gone, ...is.filter((place) => !was.includes(place)).map((place): Shift => ({ direction: 'stricter', code: 'place-added', subject: place }))];
  });
}
