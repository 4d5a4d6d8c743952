// Levels as flat fields, each with a number that grows with its strictness: so that two policies can be held against each other.
import { severities, type Severity } from '../model.ts';
import { globCovers, globsOverlap } from './glob.ts';
import type { Levels, Section } from './policy.ts';

/** `refuse`, `tell`, `classes.payment`, `certainties.likely`, `rules.ID.enabled`, `rules.ID.severity`. */
export type Field = string;
export type Fields = ReadonlyMap<Field, number>;

/** A level is the stricter the lower it is; a severity of a rule the other way round. */
const ofLevel = (level: Severity): number => severities.length - 1 - severities.indexOf(level);
const ofSeverity = (severity: Severity): number => severities.indexOf(severity);

export function fieldsOf(levels: Levels): Fields {
  const fields = new Map<Field, number>();
  if (levels.refuse !== undefined) fields.set('refuse', ofLevel(levels.refuse));
  if (levels.tell !== undefined) fields.set('tell', ofLevel(levels.tell));
  for (const kind of ['classes', 'certainties'] as const)
    for (const [name, level] of Object.entries(levels[kind] ?? {})) fields.set(`${kind}.${name}`, ofLevel(level));
  for (const [id, { enabled, severity }] of Object.entries(levels.rules ?? {})) {
    if (enabled !== undefined) fields.set(`rules.${id}.enabled`, enabled ? 1 : 0);
    if (severity !== undefined) fields.set(`rules.${id}.severity`, ofSeverity(severity));
  }
  return fields;
}

/** What holds where nobody sets the field. A class or a certainty without a level of its own adds nothing. */
export function presetOf(field: Field, severity: (id: string) => Severity | undefined): number | undefined {
  if (field === 'refuse') return ofLevel('medium');
  if (field === 'tell') return ofLevel('low');
  if (!field.startsWith('rules.')) return -1;
  if (field.endsWith('.enabled')) return 1;
  const preset = severity(idOf(field));
  return preset === undefined ? undefined : ofSeverity(preset);
}

/** The rule that a field is about. */
export const idOf = (field: Field): string => field.slice('rules.'.length, field.lastIndexOf('.'));

/** A field's value in words. */
export function wordOf(field: Field, value: number): string {
  if (field.endsWith('.severity')) return severities[value] ?? '';
  return value < 0 ? 'as the rest' : (severities[severities.length - 1 - value] ?? '');
}

/** Where in the file a field stands. */
export const pathOf = (field: Field): readonly string[] =>
  field.startsWith('rules.') ? ['rules', idOf(field), field.slice(field.lastIndexOf('.') + 1)] : field.split('.');

/** A policy as layers of fields: the whole repository, then each glob of each section. */
export interface Layers {
  readonly whole: Fields;
  readonly globs: readonly { readonly glob: string; readonly fields: Fields }[];
}

export function layersOf(policy: Levels & { readonly sections?: readonly Section[] }): Layers {
  const spread = ({ paths, ...levels }: Section): Layers['globs'] => {
    const fields = fieldsOf(levels);
    return paths.map((glob) => ({ glob, fields }));
  };
  return { whole: fieldsOf(policy), globs: (policy.sections ?? []).flatMap(spread) };
}

/** A field's value where a path is named by all of these globs, and by what surely names as much. */
export function valueIn(layers: Layers, field: Field, region: readonly string[]): number | undefined {
  for (let at = layers.globs.length - 1; at >= 0; at -= 1) {
    const layer = layers.globs[at];
    const value = layer?.fields.get(field);
    if (layer !== undefined && value !== undefined && region.some((glob) => globCovers(layer.glob, glob))) return value;
  }
  return layers.whole.get(field);
}

/**
 * The regions in which a field may be set otherwise than for the whole repository: each glob that sets it, and each two that can name one path.
 * Of more than two, the one that counts before and the one that counts after make such a pair: nothing is missed.
 */
export function regionsOf(field: Field, ...all: readonly Layers[]): readonly (readonly string[])[] {
  const globs = [...new Set(all.flatMap((layers) => layers.globs.flatMap((one) => (one.fields.has(field) ? [one.glob] : []))))];
  const pairs = globs.flatMap((one, index) => globs.slice(index + 1).flatMap((other) => (globsOverlap(one, other) ? [[one, other]] : [])));
  return [...globs.map((glob) => [glob]), ...pairs];
}
