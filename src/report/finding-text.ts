// One finding in full, or many of one file in short: where, what, the line with a mask and a caret, why, how to go on.
import type { Finding, Verdict } from '../model.ts';
import { wayOnFor } from './how-to.ts';
import { shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { certaintyOf, messageOf, reasonOf, type Rules } from './words.ts';

/** A path as long as three lines is long enough. */
const pathWidth = (look: Look): number => look.columns * 3 - 40;
const paintOf = (verdict: Verdict, look: Look) => (verdict.action === 'refuse' ? look.paint.red : look.paint.yellow);
const commitOf = (finding: Finding): string => (finding.commit === undefined ? '' : ` in ${finding.commit.slice(0, 10)}`);

export function fullText(verdict: Verdict, rules: Rules, look: Look): string {
  const { finding } = verdict;
  const rule = rules.get(finding.ruleId);
  const where = `${shortened(finding.file, pathWidth(look))}:${finding.startLine}:${finding.startColumn}${commitOf(finding)}`;
  const certainty = finding.detail.code === 'value' ? `, ${certaintyOf(finding)}` : '';
  const lines = [`  ${look.paint.bold(where)}`, ...headed(verdict, `${messageOf(finding, rules)} [${finding.ruleId}${certainty}]`, look, '  ')];
  if (finding.detail.code === 'value') lines.push(...excerpt(finding, look));
  if (rule !== undefined) lines.push(...wrapped(printable(rule.holder), look.columns, '    '));
  lines.push(...why([verdict], look));
  if (verdict.action === 'refuse') lines.push(...wayOn([finding], look));
  if (look.explain) lines.push(...evidence(finding));
  return lines.join('\n');
}

/** @param verdicts of one file, at least one */
export function shortText(verdicts: readonly [Verdict, ...Verdict[]], rules: Rules, look: Look): string {
  const [first] = verdicts;
  const lines = [`  ${look.paint.bold(shortened(first.finding.file, pathWidth(look)))}`];
  for (const verdict of verdicts) {
    const { finding } = verdict;
    lines.push(
      ...headed(verdict, `${messageOf(finding, rules)} [${finding.ruleId}]${commitOf(finding)}`, look, `    ${finding.startLine}:${finding.startColumn}  `),
    );
    if (look.explain) lines.push(...evidence(finding));
  }
  lines.push(...why(verdicts, look));
  const refused = verdicts.filter((verdict) => verdict.action === 'refuse').map((verdict) => verdict.finding);
  const ofTheirOwn = refused.filter(({ detail }) => detail.code === 'promise' || detail.code === 'shared-value');
  for (const finding of ofTheirOwn) lines.push(...wayOn([finding], look));
  const [head, ...rest] = refused.filter((finding) => !ofTheirOwn.includes(finding));
  if (head !== undefined && look.occasion !== 'scan') lines.push(...wayOn([head, ...rest], look));
  return lines.join('\n');
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
  const prefix = printable(finding.redacted.replace(/…\(\d+\)$/, ''));
  const lead = printable(finding.lead).slice(-(look.columns - gutter.length - 30));
  const length = /\((\d+)\)$/.exec(finding.redacted)?.[1] ?? '';
  return [`${gutter}${lead}${prefix.slice(0, 20)}••••••••`, look.paint.dim(`${' '.repeat(gutter.length + lead.length)}^ ${length} characters`)];
}

function why(verdicts: readonly Verdict[], look: Look): string[] {
  const reasons = verdicts.filter(({ reason }) => reason.code !== 'level' && reason.code !== 'below').map((verdict) => reasonOf(verdict.reason));
  return [...new Set(reasons)].flatMap((reason) => wrapped(`Why: ${reason}.`, look.columns, '    '));
}

function wayOn(findings: readonly [Finding, ...Finding[]], look: Look): string[] {
  const { words, commands, instead } = wayOnFor(findings, look.occasion);
  const lines = [...wrapped(`Way on: ${printable(words)}`, look.columns, '    '), ...commands.map((command) => `      ${command}`)];
  return instead === undefined ? lines : [...lines, '    Or leave the file out of this commit:', `      ${instead}`];
}

function evidence(finding: Finding): string[] {
  const weights = finding.evidence.map(({ feature, weight }) => `      ${weight >= 0 ? '+' : ''}${weight.toFixed(2)}  ${printable(feature)}`);
  return [`    fingerprint ${finding.fingerprint}`, ...weights];
}
