// The report of `migrate`: what was converted, what could not be and why, and the next step.
import type { Finding } from '../model.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';

const whys = {
  'rule-off': 'rules can’t be disabled by migration; lower its severity in the policy if your review allows it',
  'no-keyword': 'it has no keyword: our rules need a literal of at least three characters to start from; add "keywords"',
  'no-pattern': 'it matches paths only; our built-in rules already block files by name',
  'not-re2': 'its pattern is not RE2 syntax: lookaround and backreferences are not supported',
  'too-long': 'its pattern is longer than 500 characters: split it',
  'value-pattern': 'our exceptions name one value by fingerprint, with reason, owner and expiry; a pattern would also cover future values',
  'by-commit': 'existing commits are not blocked, so they need no exception; record their secrets as incidents',
  looser: 'it is weaker than the contract’s floor',
  'real-secret': 'it was marked as a real secret: rotate it, then run `secrets-hooks incident open`',
  'other-file': 'run `migrate` with that file as well',
  program: 'it is code; custom rules are data here ("custom" in the policy)',
  option: 'no equivalent: our rules apply everywhere',
  checksum: 'exceptions are per value, not per file: another value in the file would be blocked',
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

const MAX_MIGRATE_LINES = 20;

export function migrateReport(carried: Carried, look: Look): string {
  const { rules, exceptions, floor, sources } = carried;
  const lines: string[] = [];
  const say = (text: string, indent = ''): number => lines.push(...wrapped(printable(text), look.columns, indent, `${indent}  `));
  const list = (texts: readonly string[]): void => {
    for (const text of texts.slice(0, MAX_MIGRATE_LINES)) say(text, '  ');
    if (texts.length > MAX_MIGRATE_LINES) lines.push(`  … and ${texts.length - MAX_MIGRATE_LINES} more`);
  };
  say(
    `secrets-hooks: ${sources.map((source) => source.file).join(', ')}: ${rules.length} rule${s(rules)} and ${exceptions.length} exception${s(exceptions)} ${carried.written ? `written to ${carried.policyFile}` : 'would be carried over (add --write to do it; the policy is on stdout)'}.`,
  );
  if (carried.stricter) lines.push('Blocking starts at severity low, as before.');
  if (rules.length > 0) lines.push('', 'Custom rules:');
  list(rules.map(({ id, title }) => `${id}: ${title}`));
  if (exceptions.length > 0) lines.push('', `Exceptions, valid until ${carried.expires}; review each before then:`);
  list(exceptions.map(({ finding, audited }) => `${whereOf(finding)} ${finding.ruleId}${audited ? ' (audited)' : ''}`));
  if (floor.length > 0) lines.push('', 'Exempt before, but always blocked here when they change; rotate and remove them:');
  list(floor.map(({ finding, row }) => `${whereOf(finding)} ${finding.ruleId} (contract row ${row})`));
  if (carried.needless > 0)
    lines.push(
      '',
      ...wrapped(
        `${carried.needless} exemption${carried.needless === 1 ? ' is' : 's are'} not needed: nothing is found there, or no tracked file matches.`,
        look.columns,
        '',
      ),
    );
  if (carried.unreadable > 0) lines.push('', `${carried.unreadable} path patterns are not RE2 and were left out.`);
  const left = sources.flatMap((source) => source.left);
  if (left.length > 0) lines.push('', 'Not converted:');
  list(left.map(({ what, why }) => `${what}: ${whys[why]}`));
  lines.push(
    '',
    ...wrapped(
      exceptions.length > 0
        ? `Exceptions need an ADR in the same commit: docs/adr/NNNN-why.md. Try it first: secrets-hooks policy replay --last 200`
        : 'Try it: secrets-hooks policy replay --last 200',
      look.columns,
      '',
    ),
  );
  const text = `${lines.join('\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

const s = (list: readonly unknown[]): string => (list.length === 1 ? '' : 's');
const whereOf = (finding: Finding): string => `${shortened(finding.file, 120)}:${finding.startLine}`;
