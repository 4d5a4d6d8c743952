// The text of one finding, in full or in one line: where, what, and its line with the value masked.
import { severities, type Finding, type Severity, type Verdict } from '../model.ts';
import { shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { certaintyOf, messageOf, type Rules } from './words.ts';

/** A path may take up to three lines. */
const pathWidth = (look: Look): number => look.columns * 3 - 40;
const paintOf = (verdict: Verdict, look: Look) => (verdict.action === 'refuse' ? look.paint.red : look.paint.yellow);
const commitOf = (finding: Finding): string => (finding.commit === undefined ? '' : ` in ${finding.commit.slice(0, 10)}`);

/**
 * One finding in full.
 * @param within findings inside a file that is blocked as a whole
 * @param number of the finding in this report, from 1
 */
export function fullText(verdict: Verdict, within: readonly Verdict[], number: number, rules: Rules, look: Look): string[] {
  const { finding } = verdict;
  const rule = rules.get(finding.ruleId);
  const where = `${shortened(finding.file, pathWidth(look))}:${finding.startLine}:${finding.startColumn}${commitOf(finding)}`;
  const certainty = finding.detail.code === 'value' ? `, ${certaintyOf(finding)}` : '';
  const lines = [
    ...wrapped(`[${number}] ${where} (${finding.ruleId})`, look.columns, '', '    ').map((line) => line.replace(where, () => look.paint.bold(where))),
    ...headed(verdict, worstOf([verdict, ...within]), `${messageOf(finding, rules)}${certainty}`, look, '    '),
  ];
  if (finding.detail.code === 'value') lines.push(excerpt(finding, look));
  if (rule !== undefined) lines.push(...wrapped(printable(rule.holder), look.columns, '    '));
  if (!look.explain && finding.detail.code === 'value') lines.push(look.paint.dim(`    Fingerprint: ${finding.fingerprint}`));
  if (within.length > 0) lines.push(...wrapped(`It contains: ${contentOf(within, rules)}.`, look.columns, '    '));
  if (look.explain) for (const one of [verdict, ...within]) lines.push(...evidence(one.finding));
  return lines;
}

/** Findings of one file, a line each. @param verdicts of one file, at least one @param number of a verdict in this report */
export function shortText(verdicts: readonly [Verdict, ...Verdict[]], number: (verdict: Verdict) => number, rules: Rules, look: Look): string[] {
  const [first] = verdicts;
  const lines = [look.paint.bold(shortened(first.finding.file, pathWidth(look)))];
  for (const verdict of verdicts) {
    const { finding } = verdict;
    const front = `  [${number(verdict)}] ${finding.startLine}:${finding.startColumn}  `;
    lines.push(...headed(verdict, finding.severity, `${messageOf(finding, rules)} [${finding.ruleId}]${commitOf(finding)}`, look, front));
    if (look.explain) lines.push(...evidence(finding));
  }
  return lines;
}

/** The worst severity among these, which the headline of a file shows. */
const worstOf = (verdicts: readonly Verdict[]): Severity => severities.findLast((one) => verdicts.some(({ finding }) => finding.severity === one)) ?? 'low';

/** Names up to four findings, with their lines. */
function contentOf(within: readonly Verdict[], rules: Rules): string {
  const named = within.slice(0, 4).map(({ finding }) => `${messageOf(finding, rules)} (line ${finding.startLine})`);
  return named.join(', ') + (within.length > 4 ? ` and ${within.length - 4} more` : '');
}

/** The severity in its colour, then the message, wrapped. */
function headed(verdict: Verdict, severity: Severity, words: string, look: Look, front: string): string[] {
  const [first = '', ...rest] = wrapped(`${severity}: ${words}`, look.columns, front, ' '.repeat(front.search(/[^ ]|$/) + 2));
  return [first.replace(severity, () => paintOf(verdict, look)(severity)), ...rest];
}

/** The part of the line that a finding carries: the name and the operator left of the value, then a mask. */
function excerpt(finding: Finding, look: Look): string {
  const gutter = `    ${finding.startLine} │ `;
  const prefix = printable(finding.redacted.replace(/…\(\d+\)$/, '')).slice(0, 40);
  const length = /\((\d+)\)$/.exec(finding.redacted)?.[1] ?? '';
  const tail = `  (${length} characters)`;
  const room = look.columns - gutter.length - prefix.length - '••••••••'.length - (look.spoken ? ' and so on, characters, not shown'.length : 0) - tail.length;
  const lead = printable(finding.lead).slice(-Math.max(1, room));
  // The length of a name that is passed on says nothing.
  if (finding.class === 'policy') return look.spoken ? `    line ${finding.startLine}: ${lead}`.trimEnd() : `${gutter}${lead}••••••••`;
  if (look.spoken) return `    line ${finding.startLine}: ${lead}${prefix} and so on, ${length} characters, not shown`;
  return `${gutter}${lead}${prefix}••••••••${look.paint.dim(tail)}`;
}

function evidence(finding: Finding): string[] {
  const weights = finding.evidence.map(({ feature, weight }) => `      ${weight >= 0 ? '+' : ''}${weight.toFixed(2)}  ${printable(feature)}`);
  return [`    fingerprint ${finding.fingerprint}`, ...weights];
}
