// Contract rows C6 and C8: one value in two environments or two stores is one finding that names both places.
import type { Finding, Place } from '../../model.ts';
import type { Places } from '../policy.ts';
import { homeOf, isSettled, type Home } from './places.ts';

/** Adds to the findings of one tree those about values that two of its stores or environments share. @param elsewhere findings that are not reported again */
export const withSharedValues = (findings: readonly Finding[], places: Places, elsewhere: readonly Finding[] = []): readonly Finding[] =>
  mayShareValues(findings, places) ? [...findings, ...sharedValues(findings, elsewhere, places)] : findings;

/** Whether any value was found in configuration of a store or an environment; without one there is nothing to compare. */
export const mayShareValues = (findings: readonly Finding[], places: Places): boolean =>
  findings.some((finding) => finding.detail.code === 'value' && isSettled(finding.file, places, finding.keyPath));

/**
 * Finds values that occur in two stores or two environments.
 * @param fresh findings of the change, or of the whole tree
 * @param standing findings of other files in the tree
 */
export function sharedValues(fresh: readonly Finding[], standing: readonly Finding[], places: Places): Finding[] {
  const occurrences = groupByFingerprint([...fresh, ...standing]);
  const reported = new Set<string>();
  return fresh.flatMap((finding) => {
    if (finding.detail.code !== 'value' || finding.class === 'policy' || reported.has(finding.fingerprint)) return [];
    const at = (one: Finding): Home => homeOf(one.file, places, one.keyPath);
    const here = at(finding);
    const others = (occurrences.get(finding.fingerprint) ?? []).filter((other) => other !== finding);
    const stores = others.filter((other) => differs(at(other).store, here.store));
    const environments = others.filter((other) => differs(at(other).environment, here.environment));
    const pick = stores.length > 0 ? stores : environments;
    if (pick.length === 0) return [];
    reported.add(finding.fingerprint);
    const between = stores.length > 0 ? ('stores' as const) : ('environments' as const);
    const nameOf = (one: Finding): string => at(one)[between === 'stores' ? 'store' : 'environment'] ?? '';
    const shared: Finding = {
      ...finding,
      ruleId: between === 'stores' ? 'secret-shared-between-stores' : 'secret-copied-between-environments',
      class: 'policy',
      severity: 'high',
      certainty: 'structural',
      detail: { code: 'shared-value', between, names: [...new Set([finding, ...pick].map(nameOf))].sort() },
      related: placesOf(pick),
    };
    return [shared];
  });
}

const differs = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

/** Each line once. */
const placesOf = (findings: readonly Finding[]): readonly Place[] => [
  ...new Map(findings.map(({ file, startLine }) => [`${startLine} ${file}`, { file, startLine }])).values(),
];

function groupByFingerprint(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint);
    if (group === undefined) groups.set(finding.fingerprint, [finding]);
    else group.push(finding);
  }
  return groups;
}
