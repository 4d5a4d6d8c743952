// The difference of two policies: everything that became looser, and everything that became stricter (contract row C13).
import { severities, type Severity } from '../model.ts';
import { subjectOf } from './allowing.ts';
import { fieldsOf, idOf, layersOf, presetOf, regionsOf, valueIn, wordOf, type Field } from './fields.ts';
import { defaultPlaces, type AllowEntry, type CustomRule, type Policy } from './policy.ts';

/** One difference. `allow-added` is the one loosening that is open to a team. */
export interface Shift {
  readonly direction: 'weaker' | 'stricter' | 'neutral';
  readonly code:
    | 'policy-removed'
    | 'refuse-raised'
    | 'refuse-lowered'
    | 'tell-raised'
    | 'tell-lowered'
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
    | 'remote-check-off'
    | 'remote-check-on'
    | 'place-removed'
    | 'place-added';
  readonly subject: string;
}

const rank = (severity: Severity): number => severities.indexOf(severity);

/** @param defaults the severity that each rule has of itself, by id */
export function shiftsOf(before: Policy, after: Policy, defaults: ReadonlyMap<string, Severity>): readonly Shift[] {
  return [
    ...levelShifts(before, after, (id) => severityOf(before, id) ?? severityOf(after, id) ?? defaults.get(id) ?? 'medium'),
    ...allowShifts(before.allow, after.allow),
    ...customShifts(before.custom, after.custom),
    ...placeShifts(before, after),
    ...remoteCheckShifts(before, after),
    ...(before.salt !== undefined && before.salt !== after.salt ? [{ direction: 'weaker', code: 'salt-changed', subject: 'salt' } as const] : []),
  ];
}

function remoteCheckShifts(before: Policy, after: Policy): Shift[] {
  const [was, is] = [before, after].map(({ remoteRefs }) => remoteRefs === 'ls-remote');
  if (was === is) return [];
  return [{ direction: was === true ? 'weaker' : 'stricter', code: was === true ? 'remote-check-off' : 'remote-check-on', subject: 'remoteRefs' }];
}

/** A rule of one's own brings its severity along. */
const severityOf = (policy: Policy, id: string): Severity | undefined => {
  const rule = policy.custom.find((one) => one.id === id);
  return rule === undefined ? undefined : (rule.severity ?? 'high');
};

/** Field by field: for the whole repository, then wherever a section makes it another. Sections that stay as they are need no look of their own. */
function levelShifts(before: Policy, after: Policy, severity: (id: string) => Severity): Shift[] {
  const layers = [layersOf(before), layersOf(after)] as const;
  const moved = JSON.stringify(before.sections ?? []) !== JSON.stringify(after.sections ?? []);
  const fields = [...new Set([before, after].flatMap((policy) => [policy, ...(policy.sections ?? [])].flatMap((levels) => [...fieldsOf(levels).keys()])))];
  // a level of a class that is no stricter than the level of all does nothing, as long as that is one level
  const single = layers.every((layer) => layer.globs.every((one) => !one.fields.has('refuse')));
  const idle = (field: Field): boolean => single && /^(?:classes|certainties)\./.test(field);
  return fields.sort(inOrder).flatMap((field): Shift[] => {
    const preset = presetOf(field, severity) ?? 0;
    const valuesIn = (region: readonly string[]): readonly number[] =>
      layers.map((layer) => Math.max(valueIn(layer, field, region) ?? preset, idle(field) ? (layer.whole.get('refuse') ?? 0) : preset - 9));
    const told = new Set<string>(['equal']);
    const regions = [[], ...(moved ? regionsOf(field, ...layers) : [])];
    return regions.flatMap((region): Shift[] => {
      const [was = 0, is = 0] = valuesIn(region);
      const key = was === is ? 'equal' : `${was} ${is}`;
      if (told.has(key)) return [];
      // what holds for the whole repository is told once; a section may do the same elsewhere
      if (region.length === 0 || region.length === 2) told.add(key);
      return [shiftOf(field, was, is, region)];
    });
  });
}

const order = ['refuse', 'tell', 'classes', 'certainties', 'rules'];
const inOrder = (a: Field, b: Field): number => order.indexOf(a.split('.')[0] ?? '') - order.indexOf(b.split('.')[0] ?? '') || (a < b ? -1 : a > b ? 1 : 0);

function shiftOf(field: Field, was: number, is: number, region: readonly string[]): Shift {
  const weaker = is < was;
  const direction = weaker ? 'weaker' : 'stricter';
  const change = `${wordOf(field, was)} → ${wordOf(field, is)}`;
  const where = region.length === 0 ? '' : ` in ${region.join(' and ')}`;
  if (field.endsWith('.enabled')) return { direction, code: weaker ? 'rule-off' : 'rule-on', subject: idOf(field) + where };
  if (field.endsWith('.severity')) return { direction, code: weaker ? 'severity-lowered' : 'severity-raised', subject: `${idOf(field)}${where}: ${change}` };
  if (field === 'tell') return { direction, code: weaker ? 'tell-raised' : 'tell-lowered', subject: `${change}${where}` };
  const name = field === 'refuse' ? '' : `${field.slice(field.indexOf('.') + 1)}: `;
  return { direction, code: weaker ? 'refuse-raised' : 'refuse-lowered', subject: `${name}${change}${where}` };
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
