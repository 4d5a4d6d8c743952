// What came of a migration: what is carried over, what cannot be and why, and what to do next.
import type { Finding } from '../model.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';

const whys = {
  'rule-off': 'a rule is not switched off here; lower its severity in the policy, where your server’s review lets that pass',
  'no-keyword': 'it names no keyword and begins with no plain text: ours need a literal of three characters or more that wakes them; add "keywords"',
  'no-pattern': 'it looks at paths only: files are refused by name by rules of the product',
  'not-re2': 'its pattern is not RE2: lookaround and backreferences are not known there',
  'too-long': 'its pattern is longer than 500 characters: split it',
  'value-pattern': 'exceptions here name one value by its fingerprint, with reason, owner and end; a pattern would also cover values to come',
  'by-commit': 'commits of the past are not refused, so they need no exception; what they hold belongs in the incident ledger',
  looser: 'it is looser than the contract’s floor',
  'real-secret': 'it was found to be a real secret there: rotate it, then `secrets-hooks incident open`',
  'other-file': 'give that file to `migrate` too, by its name',
  program: 'it is a program: rules of your own are data here ("custom" in the policy)',
  option: 'there is nothing like it here: rules hold everywhere',
  checksum: 'exceptions are about values, not about files: another value in the file is refused',
} as const;

export interface Source {
  readonly file: string;
  readonly left: readonly { readonly what: string; readonly why: keyof typeof whys }[];
}

export interface Carried {
  readonly sources: readonly Source[];
  readonly rules: readonly { readonly id: string; readonly title: string }[];
  readonly exceptions: readonly { readonly finding: Finding; readonly audited: boolean }[];
  readonly floor: readonly { readonly finding: Finding; readonly row: string }[];
  readonly needless: number;
  readonly unreadable: number;
  readonly stricter: boolean;
  readonly expires: string;
  readonly written: boolean;
  readonly policyFile: string;
}

const most = 20;

export function migrateReport(carried: Carried, look: Look): string {
  const { rules, exceptions, floor, sources } = carried;
  const lines: string[] = [];
  const say = (text: string, indent = ''): number => lines.push(...wrapped(printable(text), look.columns, indent, `${indent}  `));
  const list = (texts: readonly string[]): void => {
    for (const text of texts.slice(0, most)) say(text, '  ');
    if (texts.length > most) lines.push(`  … and ${texts.length - most} more`);
  };
  say(
    `secrets-hooks: ${sources.map((source) => source.file).join(', ')}: ${rules.length} rule${s(rules)} and ${exceptions.length} exception${s(exceptions)} ${carried.written ? `written to ${carried.policyFile}` : 'would be carried over (--write does it; the policy is on stdout)'}.`,
  );
  if (carried.stricter) lines.push('Refused is from severity low on, as there.');
  if (rules.length > 0) lines.push('', 'Rules of your own:');
  list(rules.map(({ id, title }) => `${id}: ${title}`));
  if (exceptions.length > 0) lines.push('', `Exceptions, until ${carried.expires}; look at each before then:`);
  list(exceptions.map(({ finding, audited }) => `${whereOf(finding)} ${finding.ruleId}${audited ? ' (audited)' : ''}`));
  if (floor.length > 0) lines.push('', 'Exempt there, refused here in any case when they change; rotate them and take them out:');
  list(floor.map(({ finding, row }) => `${whereOf(finding)} ${finding.ruleId} (contract row ${row})`));
  if (carried.needless > 0)
    lines.push(
      '',
      ...wrapped(
        `${carried.needless} exemption${carried.needless === 1 ? ' is' : 's are'} not needed: nothing is found there, or nothing of that name is tracked.`,
        look.columns,
        '',
      ),
    );
  if (carried.unreadable > 0) lines.push('', `${carried.unreadable} path patterns are not RE2 and were left out.`);
  const left = sources.flatMap((source) => source.left);
  if (left.length > 0) lines.push('', 'Not carried over:');
  list(left.map(({ what, why }) => `${what}: ${whys[why]}`));
  lines.push(
    '',
    ...wrapped(
      exceptions.length > 0
        ? `Exceptions need an ADR in the same commit: docs/adr/NNNN-why.md. Try it out first: secrets-hooks policy replay --last 200`
        : 'Try it out: secrets-hooks policy replay --last 200',
      look.columns,
      '',
    ),
  );
  const text = `${lines.join('\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

const s = (list: readonly unknown[]): string => (list.length === 1 ? '' : 's');
const whereOf = (finding: Finding): string => `${shortened(finding.file, 120)}:${finding.startLine}`;
