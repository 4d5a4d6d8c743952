// Contract rows C6 and C8: one value in two environments or two stores is one finding that names both places.
import type { Finding } from '../../model.ts';
import type { Places } from '../policy.ts';
import { homeOf, type Home } from './places.ts';

/**
 * @param fresh findings of the change
 * @param standing findings of files that stand in the tree already
 */
export function sharedValues(fresh: readonly Finding[], standing: readonly Finding[], places: Places): Finding[] {
  const told = new Set<string>();
  const byValue = new Map<string, Finding[]>();
  for (const one of [...fresh, ...standing]) {
    const known = byValue.get(one.fingerprint);
    if (known === undefined) byValue.set(one.fingerprint, [one]);
    else known.push(one);
  }
  return fresh.flatMap((finding) => {
    if (finding.detail.code !== 'value' || finding.class === 'policy' || told.has(finding.fingerprint)) return [];
    const at = (one: Finding): Home => homeOf(one.file, places, one.keyPath);
    const here = at(finding);
    const others = (byValue.get(finding.fingerprint) ?? []).filter((other) => other !== finding);
    const stores = others.filter((other) => differs(at(other).store, here.store));
    const environments = others.filter((other) => differs(at(other).environment, here.environment));
    const pick = stores.length > 0 ? stores : environments;
    if (pick.length === 0) return [];
    told.add(finding.fingerprint);
    const between = stores.length > 0 ? ('stores' as const) : ('environments' as const);
    const nameOf = (one: Finding): string => at(one)[between === 'stores' ? 'store' : 'environment'] ?? '';
    const shared: Finding = {
      ...finding,
      ruleId: between === 'stores' ? 'secret-shared-between-stores' : 'secret-copied-between-environments',
      class: 'policy',
      severity: 'high',
      certainty: 'structural',
      detail: { code: 'shared-value', between, names: [...new Set([finding, ...pick].map(nameOf))].sort() },
      related: pick.map((other) => ({ file: other.file, startLine: other.startLine })),
    };
    return [shared];
  });
}

const differs = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;
