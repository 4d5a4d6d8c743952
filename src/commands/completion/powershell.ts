// Completion for PowerShell, of Windows and of others: each word with what it does as its tip.
import type { Verb, Word } from './line.ts';

const quoted = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
const table = (words: readonly Word[]): string => `[ordered]@{ ${words.map(({ word, about }) => `${quoted(word)} = ${quoted(about)}`).join('; ')} }`;

const values = (verb: Verb): string[] => [
  ...[...verb.values].map(([option, choices]) => `  '${`${verb.path} ${option}`.trim()}' = ${table(choices.map((word) => ({ word, about: '' })))}`),
  ...verb.open.map((option) => `  '${`${verb.path} ${option}`.trim()}' = @{}`),
];

export const powershell = (verbs: readonly Verb[]): string => `# secrets-hooks: secrets-hooks completion powershell | Out-String | Invoke-Expression
$global:SecretsHooksNext = @{
${verbs.map((verb) => `  '${verb.path}' = ${table(verb.next)}`).join('\n')}
}
$global:SecretsHooksOptions = @{
${verbs.map((verb) => `  '${verb.path}' = ${table(verb.options)}`).join('\n')}
}
$global:SecretsHooksValues = @{
${verbs.flatMap(values).join('\n')}
}
Register-ArgumentCompleter -Native -CommandName 'secrets-hooks' -ScriptBlock {
  param($word, $line, $cursor)
  $key = ''
  $last = ''
  foreach ($element in ($line.CommandElements | Select-Object -Skip 1)) {
    if ($element.Extent.EndOffset -ge $cursor) { break }
    $last = "$element"
    $next = "$key $last".Trim()
    if (-not $last.StartsWith('-') -and $global:SecretsHooksNext.ContainsKey($next)) { $key = $next }
  }
  $choices = $global:SecretsHooksValues["$key $last".Trim()]
  if ($null -eq $choices) {
    $choices = if ("$word".StartsWith('-')) { $global:SecretsHooksOptions[$key] } else { $global:SecretsHooksNext[$key] }
  }
  $choices.GetEnumerator() | Where-Object { $_.Key -like "$word*" } | ForEach-Object {
    $tip = if ($_.Value) { $_.Value } else { $_.Key }
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $tip)
  }
}
`;
