// What a policy extends: which files of the repository those are, and one policy made of several. Data only: nothing is run, nothing leaves the repository.
import { fieldsOf, layersOf, pathOf, wordOf, type Field } from './fields.ts';
import { globsOverlap } from './glob.ts';
import { type Levels, type Policy } from './policy.ts';

/** Texts of what is extended, by path from the repository's top. */
export type Bases = ReadonlyMap<string, string>;
/** As many files may stand behind each other. */
export const deepest = 8;
/** Where copies of packages' policies stand: reviewed and committed like everything else that judges. `policy pull` makes them. */
export const packageFolder = '.secrets-hooks/extends/';

/** A policy file as it is written, without what it extends and without defaults. */
export interface WrittenPolicy extends Partial<Omit<Policy, 'version'>> {
  readonly extends?: string | readonly string[];
}

export const basesNamed = ({ extends: names }: WrittenPolicy): readonly string[] => (names === undefined ? [] : typeof names === 'string' ? [names] : names);

const packageName = /^((?:@[a-z0-9][a-z0-9._-]{0,100}\/)?[a-z0-9][a-z0-9._-]{0,100})(?:\/((?:[\w-][\w.-]{0,100}\/){0,6}[\w-][\w.-]{0,100}\.jsonc?))?$/;

/** The package and its file that a name stands for, or undefined where it names a file of the repository. */
export function packageOf(name: string): { readonly name: string; readonly file: string } | undefined {
  const match = packageName.exec(name);
  return match?.[1] === undefined ? undefined : { name: match[1], file: match[2] ?? 'policy.json' };
}

/** The file that a name stands for, from the repository's top. @param from the file that names it */
export function baseFile(name: string, from: string): { readonly file: string } | { readonly refused: string } {
  const bundled = packageOf(name);
  if (bundled !== undefined) return { file: `${packageFolder}${bundled.name}/${bundled.file}` };
  if (!/^\.\.?\//.test(name)) return { refused: 'is neither a file (./name.json) nor a package (@scope/name)' };
  if (!/\.jsonc?$/.test(name) || /[\\\u0000-\u001f\u007f:]/.test(name)) return { refused: 'names no JSON file' };
  const parts = from.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return { refused: 'leaves the repository' };
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  const file = parts.join('/');
  if (/(?:^|\/)\.git\//i.test(file)) return { refused: "lies in git's own folder" };
  const home = homeOf(from);
  return home !== undefined && !file.startsWith(home) ? { refused: 'leaves its package' } : { file };
}

/** The folder of the package that a copied file belongs to. */
function homeOf(file: string): string | undefined {
  if (!file.startsWith(packageFolder)) return undefined;
  const [first = '', second = ''] = file.slice(packageFolder.length).split('/');
  return `${packageFolder}${first.startsWith('@') ? `${first}/${second}` : first}/`;
}

/** @param over what stands in the file that extends: it counts, field by field */
export function merged(base: WrittenPolicy, over: WrittenPolicy): WrittenPolicy {
  const { extends: _, ...fields } = over;
  const places = (['stores', 'environments', 'controlPlane'] as const).flatMap((kind) => {
    const all = [...(base.places?.[kind] ?? []), ...(over.places?.[kind] ?? [])];
    return base.places?.[kind] === undefined && over.places?.[kind] === undefined ? [] : [[kind, [...new Set(all)]] as const];
  });
  return {
    ...base,
    ...fields,
    rules: rulesOf(base.rules ?? {}, over.rules ?? {}),
    allow: [...(over.allow ?? []), ...(base.allow ?? [])],
    custom: [...(over.custom ?? []), ...(base.custom ?? [])],
    places: Object.fromEntries(places),
    ...(base.classes === undefined && over.classes === undefined ? {} : { classes: { ...base.classes, ...over.classes } }),
    ...(base.certainties === undefined && over.certainties === undefined ? {} : { certainties: { ...base.certainties, ...over.certainties } }),
    ...(base.sections === undefined && over.sections === undefined ? {} : { sections: [...(base.sections ?? []), ...(over.sections ?? [])] }),
  };
}

type Rules = NonNullable<Levels['rules']>;

function rulesOf(base: Rules, over: Rules): Rules {
  const rules = new Map(Object.entries(base));
  for (const [id, setting] of Object.entries(over)) rules.set(id, { ...rules.get(id), ...setting });
  return Object.fromEntries(rules);
}

/** One place in which a file is looser than what it extends. */
export interface Looser {
  readonly path: readonly (string | number)[];
  readonly what: string;
}

/** Whoever extends a policy may be stricter than it, never looser: what it sets is the least. Exceptions are judged by themselves. */
export function looserThan(base: WrittenPolicy, over: WrittenPolicy): readonly Looser[] {
  const layers = layersOf(base);
  const all = [{ glob: undefined, fields: layers.whole }, ...layers.globs];
  const look = (levels: Levels, globs: readonly string[] | undefined, at: readonly (string | number)[]): Looser[] =>
    [...fieldsOf(levels)].flatMap(([field, value]): Looser[] => {
      // the whole repository's setting leaves the sections of what is extended as they are
      const asked = all.filter(({ glob }) => glob === undefined || globs?.some((one) => globsOverlap(one, glob)) === true);
      const least = Math.max(-1, ...asked.map(({ fields }) => fields.get(field) ?? settled(field, fields)));
      const what = `${[...at, ...pathOf(field)].join('.')} is looser than what this file extends${field.endsWith('.enabled') ? '' : ` (${wordOf(field, least)})`}`;
      return value < least ? [{ path: [...at, ...pathOf(field)], what }] : [];
    });
  const remote: Looser[] =
    base.remoteRefs === 'ls-remote' && over.remoteRefs === 'local'
      ? [{ path: ['remoteRefs'], what: 'remoteRefs is looser than what this file extends (ls-remote)' }]
      : [];
  return [...remote, ...look(over, undefined, []), ...(over.sections ?? []).flatMap((section, index) => look(section, section.paths, ['sections', index]))];
}

/** Whoever gives a rule a severity means it to be on. */
const settled = (field: Field, fields: ReadonlyMap<Field, number>): number =>
  field.endsWith('.enabled') && fields.has(field.replace(/enabled$/, 'severity')) ? 1 : -1;
