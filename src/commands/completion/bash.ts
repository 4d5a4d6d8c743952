// Completion for bash, which shows words alone, and files where nothing else is meant.
import { verbsPattern, type Verb } from './line.ts';

const words = (verb: Verb): string => {
  const options = verb.options.map(({ word }) => word).join(' ');
  const next = verb.next.map(({ word }) => word).join(' ');
  return `      "${verb.path}") options="${options}"; next="${next}" ;;`;
};

const values = (verb: Verb): string[] => [
  ...[...verb.values].map(([option, choices]) => `    "${verb.path} ${option}") choices="${choices.join(' ')}" ;;`),
  ...verb.open.map((option) => `    "${verb.path} ${option}") return ;;`),
];

export const bash = (verbs: readonly Verb[]): string => `# secrets-hooks: eval "$(secrets-hooks completion bash)"
_secrets_hooks() {
  local key="" word i choices="" options="" next="" current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in -*) ;; *) case "$key $word" in ${verbsPattern(verbs)}) key="\${key:+$key }$word" ;; esac ;; esac
  done
  case "$key \${COMP_WORDS[COMP_CWORD-1]}" in
${verbs.flatMap(values).join('\n')}
  esac
  if [ -z "$choices" ]; then
    case "$key" in
${verbs.map(words).join('\n')}
    esac
    case "$current" in -*) choices="$options" ;; *) choices="$next" ;; esac
  fi
  COMPREPLY=($(compgen -W "$choices" -- "$current"))
}
complete -o default -F _secrets_hooks secrets-hooks
`;
