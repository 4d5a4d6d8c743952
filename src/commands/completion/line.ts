// The command line as a completion sees it: what may stand behind each verb, made from the command line itself.
import type { Command } from 'commander';

/** A word that may be typed, and in a few words what it does. */
export interface Word {
  readonly word: string;
  readonly about: string;
}

export interface Verb {
  /** the words that lead to it: `policy replay`, empty for the program */
  readonly path: string;
  /** verbs below it, or the values that its argument may have */
  readonly next: readonly Word[];
  readonly options: readonly Word[];
  /** what may stand behind an option, by the option */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** options behind which anything may stand, e.g. a file */
  readonly open: readonly string[];
}

const short = (text: string): string => text.replace(/\s+/g, ' ').trim();

export function verbsOf(program: Command): readonly Verb[] {
  const walk = (command: Command, path: string): Verb[] => {
    const options = command.options.filter((option) => !option.hidden && option.long != null);
    const verb: Verb = {
      path,
      next: [
        ...command.commands.map((one) => ({ word: one.name(), about: short(one.description()) })),
        ...command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices.map((word) => ({ word, about: '' }))),
      ],
      options: [...options.map((option) => ({ word: option.long ?? '', about: short(option.description) })), { word: '--help', about: 'how it is used' }],
      values: new Map(options.flatMap((option) => (option.argChoices === undefined ? [] : [[option.long ?? '', option.argChoices] as const]))),
      open: options.flatMap((option) => (option.argChoices === undefined && (option.required || option.optional) ? [option.long ?? ''] : [])),
    };
    return [verb, ...command.commands.flatMap((one) => walk(one, `${path} ${one.name()}`.trim()))];
  };
  return walk(program, '');
}

/** One word for a shell whose single quotes know no escape but leaving them. */
export const inQuotes = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Every verb as `case` meets it behind the ones before: `" policy"`, `"policy replay"`. */
export const verbsPattern = (verbs: readonly Verb[]): string =>
  verbs
    .filter(({ path }) => path !== '')
    .map(({ path }) => (path.includes(' ') ? `"${path}"` : `" ${path}"`))
    .join(' | ');
