// One finding in full, or many of one file in short: where, what, the line with a mask and a caret.
import type { Finding, Verdict } from '../model.ts';
import { shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { certaintyOf, messageOf, type Rules } from './words.ts';

/** A path as long as three lines is long enough. */
const pathWidth = (look: Look): number => look.columns * 3 - 40;
const paintOf = (verdict: Verdict, look: Look) => (verdict.action === 'refuse' ? look.paint.red : look.paint.yellow);
const commitOf = (finding: Finding): string => (finding.commit === undefined ? '' : ` in ${finding.commit.slice(0, 10)}`);

/** @param within what stands in a file that is refused for what it is */
export function fullText(verdict: Verdict, within: readonly Verdict[], rules: Rules, look: Look): string[] {
  const { finding } = verdict;
  const rule = rules.get(finding.ruleId);
  const where = `${shortened(finding.file, pathWidth(look))}:${finding.startLine}:${finding.startColumn}${commitOf(finding)}`;
  const certainty = finding.detail.code === 'value' ? `, ${certaintyOf(finding)}` : '';
  const lines = [`  ${look.paint.bold(where)}`, ...headed(verdict, `${messageOf(finding, rules)} [${finding.ruleId}${certainty}]`, look, '  ')];
  if (finding.detail.code === 'value') lines.push(...excerpt(finding, look));
  if (rule !== undefined) lines.push(...wrapped(printable(rule.holder), look.columns, '    '));
  if (within.length > 0) lines.push(...wrapped(`In it: ${holding(within, rules)}.`, look.columns, '    '));
  if (look.explain) for (const one of [verdict, ...within]) lines.push(...evidence(one.finding));
  return lines;
}

/** @param verdicts of one file, at least one */
export function shortText(verdicts: readonly [Verdict, ...Verdict[]], rules: Rules, look: Look): string[] {
  const [first] = verdicts;
  const lines = [`  ${look.paint.bold(shortened(first.finding.file, pathWidth(look)))}`];
  for (const verdict of verdicts) {
    const { finding } = verdict;
    lines.push(
      ...headed(verdict, `${messageOf(finding, rules)} [${finding.ruleId}]${commitOf(finding)}`, look, `    ${finding.startLine}:${finding.startColumn}  `),
    );
    if (look.explain) lines.push(...evidence(finding));
  }
  return lines;
}

/** Up to four are named, with their lines. */
function holding(within: readonly Verdict[], rules: Rules): string {
  const named = within.slice(0, 4).map(({ finding }) => `${messageOf(finding, rules)} (line ${finding.startLine})`);
  return named.join(', ') + (within.length > 4 ? ` and ${within.length - 4} more` : '');
}

/** The severity in its colour, then words, broken at blanks. */
function headed(verdict: Verdict, words: string, look: Look, front: string): string[] {
  const { severity } = verdict.finding;
  const [first = '', ...rest] = wrapped(`${severity}: ${words}`, look.columns, front, `${' '.repeat(front.search(/\S|$/))}  `);
  return [first.replace(severity, () => paintOf(verdict, look)(severity)), ...rest];
}

/** Of the line only what a finding carries: the name and the operator left of the value. */
function excerpt(finding: Finding, look: Look): string[] {
  const gutter = `  ${finding.startLine} │ `;
  const prefix = printable(finding.redacted.replace(/…\(\d+\)$/, '')).slice(0, 40);
  const lead = printable(finding.lead).slice(-(look.columns - gutter.length - 52));
  const length = /\((\d+)\)$/.exec(finding.redacted)?.[1] ?? '';
  // the name of what is handed on says nothing by its length
  if (finding.class === 'policy') return look.spoken ? [`  line ${finding.startLine}: ${lead}`.trimEnd()] : [`${gutter}${lead}••••••••`];
  if (look.spoken) return [`  line ${finding.startLine}: ${lead}${prefix} and so on, ${length} characters, not shown`];
  return [`${gutter}${lead}${prefix}••••••••`, look.paint.dim(`${' '.repeat(gutter.length + lead.length)}^ ${length} characters`)];
}

function evidence(finding: Finding): string[] {
  const weights = finding.evidence.map(({ feature, weight }) => `      ${weight >= 0 ? '+' : ''}${weight.toFixed(2)}  ${printable(feature)}`);
  return [`    fingerprint ${finding.fingerprint}`, ...weights];
}
