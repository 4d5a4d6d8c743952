// The part of a policy that decides what is searched for. Engines, the prebuilt index and caches depend on nothing else of it.
import { offEverywhere } from './levels.ts';
import type { CustomRule, Places, Policy } from './policy.ts';

export interface ScanSettings {
  /** ids of rules that are off for every path, sorted */
  readonly off: readonly string[];
  readonly custom?: readonly CustomRule[];
  readonly places?: Pick<Places, 'stores' | 'controlPlane'>;
}

/**
 * Fields that decide what becomes of a finding, or that `off` already sums up; `*` stands for any key or index. Every field that isn't listed
 * counts as part of the search, so a new field makes hooks leave the prebuilt index until somebody decides otherwise.
 */
export const JUDGING_FIELDS: ReadonlySet<string> = new Set([
  '$schema',
  'version',
  'extends',
  'salt',
  'refuse',
  'tell',
  'classes',
  'certainties',
  'allow',
  'places.environments',
  'rules.*.severity',
  'rules.*.enabled',
  'sections.*.paths',
  'sections.*.reason',
  'sections.*.refuse',
  'sections.*.tell',
  'sections.*.classes',
  'sections.*.certainties',
  'sections.*.rules.*.severity',
  'sections.*.rules.*.enabled',
]);

/** Fields whose keys are names that a policy makes up. */
const hasFreeKeys = (path: string): boolean => path === 'rules' || path === 'sections.*.rules';

export function scanSettingsOf(policy: Policy): ScanSettings {
  const off = Object.keys(policy.rules).filter((id) => offEverywhere(policy, id));
  return { ...(searchPart(policy, '') as object | undefined), off: off.sort() };
}

/** Equal for two policies exactly if they make the same search. */
export const settingsKey = (settings: ScanSettings): string => JSON.stringify(searchPart(settings, '') ?? {});

/** A value without its judging fields, without what is empty, with its keys in order. */
function searchPart(value: unknown, path: string): unknown {
  if (JUDGING_FIELDS.has(path) || value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => searchPart(item, `${path}.*`) ?? null);
    return items.every((item) => item === null) ? undefined : items;
  }
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, field]) => {
      const segment = hasFreeKeys(path) ? '*' : key;
      const part = searchPart(field, path === '' ? segment : `${path}.${segment}`);
      return part === undefined ? [] : [[key, part] as const];
    });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}
