// Completion for zsh: each word with what it does beside it.
import { inQuotes, verbsPattern, type Verb, type Word } from './line.ts';

/** `word:what it does`, where a colon of the word itself is escaped. */
const described = (words: readonly Word[]): string =>
  words.map(({ word, about }) => inQuotes(`${word.replaceAll(':', '\\:')}${about === '' ? '' : `:${about.replaceAll('\\', '\\\\')}`}`)).join(' ');

const values = (verb: Verb): string[] => [
  ...[...verb.values].map(([option, choices]) => `    '${verb.path} ${option}') compadd -- ${choices.join(' ')}; return ;;`),
  ...verb.open.map((option) => `    '${verb.path} ${option}') _files; return ;;`),
];

export const zsh = (verbs: readonly Verb[]): string => `#compdef secrets-hooks
# secrets-hooks: eval "$(secrets-hooks completion zsh)"
_secrets_hooks() {
  local key="" word
  local -a options next
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) ;; *) case "$key $word" in ${verbsPattern(verbs)}) key="\${key:+$key }$word" ;; esac ;; esac
  done
  case "$key \${words[CURRENT-1]}" in
${verbs.flatMap(values).join('\n')}
  esac
  case "$key" in
${verbs.map((verb) => `    '${verb.path}') options=(${described(verb.options)}); next=(${described(verb.next)}) ;;`).join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then _describe -o 'option' options
  elif (( \${#next} )); then _describe 'command' next
  else _files; fi
}
(( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit; }
compdef _secrets_hooks secrets-hooks
`;
