// The answer to a coding agent whose tool call is blocked: what, why, and what to do instead.
import type { Report } from '../model.ts';
import { nameFor } from './naming.ts';
import { printable } from './printable.ts';
import { keepOf, remedyOf } from './remedy.ts';
import { messageOf, unreadOf, wayOutOf, type Rules } from './words.ts';

export interface Evasion {
  readonly code: 'no-verify' | 'switch' | 'hooks-path' | 'hook-file' | 'uninstall' | 'unknown';
  readonly about: string;
}

const evasions: Readonly<Record<Evasion['code'], string>> = {
  'no-verify': 'bypasses the hooks that keep secrets out of git',
  switch: 'turns off the hooks that keep secrets out of git',
  'hooks-path': 'makes git run other hooks than those that keep secrets out of it',
  'hook-file': 'changes the hooks that keep secrets out of git',
  uninstall: 'removes the hooks that keep secrets out of git',
  unknown: 'cannot be checked before it runs: what it does is only known then',
};

export const evasionText = ({ code, about }: Evasion): string =>
  `secrets-hooks: refused: ${printable(about).slice(0, 100)} ${evasions[code]}. ${
    code === 'unknown'
      ? 'Write the command and its options out, without variables, substitutions or pipes into a shell.'
      : 'Run the command without it. If a hook refuses, do what it says; if that is not possible, tell the person you work for. Only a person may bypass the hooks.'
  }`;

const MAX_AGENT_FINDINGS = 8;

/** @param what the call would do: `this write`, `this command` */
export function refusedWrite(report: Report, rules: Rules, what: string): string {
  const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse').map((verdict) => verdict.finding);
  const lines = [`secrets-hooks: blocked: ${what} would put ${refused.length === 1 ? 'a secret' : 'secrets'} where git would pick it up.`];
  for (const finding of refused.slice(0, MAX_AGENT_FINDINGS)) {
    const named = nameFor(finding);
    const { reference } = remedyOf(finding.file, named);
    const keep = keepOf(finding.file, [named]);
    const way =
      finding.detail.code !== 'value'
        ? 'This file must stay out of git: list it in .gitignore first.'
        : `${reference === undefined ? 'Remove it' : `Replace it with ${reference}`} and ${keep}.`;
    lines.push(`- ${printable(finding.file)}:${finding.startLine}: ${messageOf(finding, rules)} [${finding.ruleId}]. ${printable(way)}`);
  }
  if (refused.length > MAX_AGENT_FINDINGS) lines.push(`- and ${refused.length - MAX_AGENT_FINDINGS} more`);
  for (const unread of report.unread.slice(0, MAX_AGENT_FINDINGS)) lines.push(`- ${printable(unread.file)}: ${unreadOf(unread)}. ${wayOutOf(unread)}`);
  lines.push('Do not encode, split or disguise the value: the hooks detect that too. If the value has to be kept, ask the person you work for.');
  return lines.join('\n');
}
