// `secrets-hooks completion SHELL`: a script that completes verbs, options and their choices, made from the command line itself.
import type { Command } from 'commander';
import { Failure } from '../io/failure.ts';
import type { ExitStatus, World } from './world.ts';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/** What may follow a verb (`policy replay`), by the verb; after an option with choices, by the verb and the option. */
export type Words = ReadonlyMap<string, readonly string[]>;

export function wordsOf(program: Command): Words {
  const words = new Map<string, readonly string[]>();
  const walk = (command: Command, name: string): void => {
    const options = command.options.filter((option) => !option.hidden);
    for (const option of options) if (option.argChoices !== undefined && option.long != null) words.set(`${name} ${option.long}`.trim(), option.argChoices);
    const verbs = command.commands.map((one) => one.name());
    const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
    words.set(name, [...verbs, ...choices, ...options.flatMap((option) => option.long ?? []), '--help']);
    for (const one of command.commands) walk(one, `${name} ${one.name()}`.trim());
  };
  walk(program, '');
  return words;
}

export function completion(shell: string, program: Command, world: World): ExitStatus {
  const words = wordsOf(program);
  const scripts: Readonly<Record<string, (words: Words) => string>> = {
    bash,
    zsh: (all) => `autoload -U +X bashcompinit && bashcompinit\n${bash(all)}`,
    fish,
    powershell,
  };
  const script = scripts[shell];
  if (script === undefined) throw new Failure('bad-argument', `there is no completion for ${shell}`, `Name one of ${shells.join(', ')}.`);
  world.out(script(words));
  return 0;
}

/** Cases of a shell's `case`: the words so far, blanks between, to what may follow. */
const cases = (words: Words, line: (key: string, list: string) => string): string => [...words].map(([key, list]) => line(key, list.join(' '))).join('\n');

const bash = (words: Words): string => `# secrets-hooks: eval "$(secrets-hooks completion bash)"
_secrets_hooks() {
  local key="" word i choices=""
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in -*) ;; *) case "$key $word" in ${verbsPattern(words)}) key="\${key:+$key }$word" ;; esac ;; esac
  done
  case "$key \${COMP_WORDS[COMP_CWORD-1]}" in
${cases(words, (key, list) => (key.includes('--') ? `    "${key.startsWith('--') ? ` ${key}` : key}") choices="${list}" ;;` : ''))
  .split('\n')
  .filter((line) => line !== '')
  .join('\n')}
  esac
  if [ -z "$choices" ]; then
    case "$key" in
${cases(words, (key, list) => (key.includes('--') ? '' : `      "${key}") choices="${list}" ;;`))
  .split('\n')
  .filter((line) => line !== '')
  .join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$choices" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _secrets_hooks secrets-hooks
`;

/** Every verb as `case` sees it behind what came before: `" policy"`, `"policy replay"`. */
const verbsPattern = (words: Words): string =>
  [...words.keys()]
    .filter((key) => key !== '' && !key.includes('--'))
    .map((key) => (key.includes(' ') ? `"${key}"` : `" ${key}"`))
    .join(' | ');

const fish = (words: Words): string => `# secrets-hooks: secrets-hooks completion fish | source
complete -c secrets-hooks -e
${[...words]
  .map(([key, list]) => {
    const [verbs = '', option] = key.split(/ ?--/);
    const seen = verbs.split(' ').filter((verb) => verb !== '');
    const after = seen.length === 0 ? '__fish_use_subcommand' : seen.map((verb) => `__fish_seen_subcommand_from ${verb}`).join('; and ');
    if (option !== undefined) return `complete -c secrets-hooks -n '${after}' -l ${option} -x -a '${list.join(' ')}'`;
    const verbsHere = list.filter((word) => !word.startsWith('--')).join(' ');
    const options = list.filter((word) => word.startsWith('--') && !words.has(`${key} ${word}`.trim())).map((word) => ` -l ${word.slice(2)}`);
    return [
      ...(verbsHere === '' ? [] : [`complete -c secrets-hooks -n '${after}' -a '${verbsHere}'`]),
      ...options.map((one) => `complete -c secrets-hooks -n '${after}'${one}`),
    ].join('\n');
  })
  .join('\n')}
`;

const powershell = (words: Words): string => `# secrets-hooks: secrets-hooks completion powershell | Out-String | Invoke-Expression
$secretsHooksWords = @{
${[...words].map(([key, list]) => `  '${key}' = '${list.join(' ')}'`).join('\n')}
}
Register-ArgumentCompleter -Native -CommandName secrets-hooks -ScriptBlock {
  param($word, $line, $cursor)
  $key = ''
  $last = ''
  foreach ($element in ($line.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $cursor) { break }
    $last = "$element"
    $next = "$key $last".Trim()
    if (-not $last.StartsWith('-') -and $secretsHooksWords.ContainsKey($next)) { $key = $next }
  }
  $choices = $secretsHooksWords["$key $last".Trim()]
  if (-not $last.StartsWith('--') -or -not $choices) { $choices = $secretsHooksWords[$key] }
  $choices -split ' ' | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
