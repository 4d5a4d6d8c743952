// Completion for fish: each word with what it does beside it.
import type { Verb, Word } from './line.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const about = (word: Word): string => (word.about === '' ? '' : ` -d ${quoted(word.about)}`);

/** Where a line of completion holds: behind these verbs, and for the last one, before any below it. */
function place(verb: Verb, only: boolean): string {
  if (verb.path === '') return '__fish_use_subcommand';
  const seen = verb.path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const below = only && verb.next.length > 0 ? [`not __fish_seen_subcommand_from ${verb.next.map(({ word }) => word).join(' ')}`] : [];
  return [...seen, ...below].join('; and ');
}

function lines(verb: Verb): string[] {
  const line = (only: boolean, rest: string): string => `complete -c secrets-hooks -n '${place(verb, only)}' ${rest}`;
  return [
    ...verb.next.map((word) => line(true, `-f -a ${quoted(word.word)}${about(word)}`)),
    ...verb.options.map((option) => {
      const choices = verb.values.get(option.word);
      const value = choices === undefined ? (verb.open.includes(option.word) ? ' -r' : '') : ` -x -a ${quoted(choices.join(' '))}`;
      return line(false, `-l ${option.word.slice(2)}${value}${about(option)}`);
    }),
  ];
}

export const fish = (verbs: readonly Verb[]): string => `# secrets-hooks: secrets-hooks completion fish | source
complete -c secrets-hooks -e
${verbs.flatMap(lines).join('\n')}
`;
