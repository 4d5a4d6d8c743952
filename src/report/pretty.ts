// The refusal as people read it: what, where, why, how to go on. 80 columns, no colour needed, nothing secret.
import type { Finding, Report, Verdict } from '../model.ts';
import { printable, shellQuoted } from './printable.ts';
import { referenceFor, variableOf } from './remedy.ts';
import { certaintyOf, messageOf, reasonOf, unreadOf, type Rules } from './words.ts';

/** What stands in the way: it chooses the first line and the way on. */
export type Occasion = 'commit' | 'message' | 'push' | 'receive' | 'scan';

export interface Look {
  readonly occasion: Occasion;
  readonly columns: number;
  readonly unicode: boolean;
  readonly explain: boolean;
  readonly paint: Paint;
}

/** Colours, or none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
}
const same = (text: string): string => text;
export const plain: Paint = { bold: same, red: same, yellow: same, dim: same };

/** Shown in full; the rest is counted. */
const most = 10;

export function prettyReport(report: Report, rules: Rules, look: Look): string {
  const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse');
  const warned = report.verdicts.filter((verdict) => verdict.action === 'warn');
  const blocks = [headline(report, refused.length, warned.length, look)];
  const shown = look.occasion === 'scan' ? [...refused, ...warned] : refused;
  for (const verdict of shown.slice(0, most)) blocks.push(block(verdict, rules, look));
  if (shown.length > most) blocks.push(`  … and ${shown.length - most} more: ${byFile(shown.slice(most))}`);
  if (look.occasion !== 'scan' && warned.length > 0 && refused.length === 0)
    blocks.push(`  ${warned.length} below the level that is refused; \`secrets-hooks scan --staged\` shows them.`);
  if (report.unread.length > 0) blocks.push(notRead(report, look));
  if (refused.length > 0 && look.occasion !== 'scan') blocks.push(wayOn(refused, look));
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

function headline(report: Report, refused: number, warned: number, look: Look): string {
  const what = { commit: 'commit', message: 'commit', push: 'push', receive: 'push', scan: 'scan' }[look.occasion];
  const count = (number: number): string => `${number} finding${number === 1 ? '' : 's'}`;
  if (look.occasion === 'scan') return look.paint.bold(`secrets-hooks: ${count(refused + warned)} in ${report.stats.files} files`);
  if (refused > 0) return look.paint.bold(look.paint.red(`secrets-hooks: ${what} refused, ${count(refused)}`));
  if (report.outcome === 'unsure') return look.paint.bold(look.paint.red(`secrets-hooks: ${what} refused, because not everything could be looked at`));
  return '';
}

function block(verdict: Verdict, rules: Rules, look: Look): string {
  const { finding } = verdict;
  const rule = rules.get(finding.ruleId);
  const colour = verdict.action === 'refuse' ? look.paint.red : look.paint.yellow;
  const where = `${printable(finding.file)}:${finding.startLine}:${finding.startColumn}${finding.commit === undefined ? '' : ` in ${finding.commit.slice(0, 10)}`}`;
  const lines = [`  ${look.paint.bold(where)}`, `  ${colour(finding.severity)}: ${messageOf(finding, rules)} [${finding.ruleId}, ${certaintyOf(finding)}]`];
  if (finding.detail.code === 'value') lines.push(...excerpt(finding, look));
  if (rule !== undefined) lines.push(...wrapped(rule.holder, look));
  if (verdict.reason.code !== 'level' && verdict.reason.code !== 'below') lines.push(...wrapped(`Why: ${reasonOf(verdict.reason)}.`, look));
  if (verdict.action === 'refuse') lines.push(...wrapped(howTo(finding, look), look));
  if (look.explain) {
    lines.push(`    fingerprint ${finding.fingerprint}`);
    for (const { feature, weight } of finding.evidence) lines.push(`    ${weight >= 0 ? '+' : ''}${weight.toFixed(2)}  ${feature}`);
  }
  return lines.join('\n');
}

function excerpt(finding: Finding, look: Look): string[] {
  const gutter = `  ${finding.startLine} ${look.unicode ? '│' : '|'} `;
  const mask = `${finding.redacted.replace(/…\(\d+\)$/, '')}${look.unicode ? '••••••••' : '********'}`;
  const lead = printable(finding.lead);
  const length = /\((\d+)\)$/.exec(finding.redacted)?.[1] ?? '';
  return [`${gutter}${lead}${printable(mask)}`, look.paint.dim(`${' '.repeat(gutter.length + lead.length)}^ ${length} characters`)];
}

function howTo(finding: Finding, look: Look): string {
  const path = shellQuoted(finding.file);
  if (finding.detail.code === 'promise') return `Way on: ${finding.detail.args['wayOut'] ?? 'see docs/contract.md'}`;
  if (look.occasion === 'push' || look.occasion === 'receive')
    return finding.commit === undefined
      ? 'Way on: take it out and push again.'
      : `Way on: rewrite ${finding.commit.slice(0, 10)} without it (git rebase -i ${finding.commit.slice(0, 10)}^), then push again.`;
  if (look.occasion === 'message') return 'Way on: write the message without it; your text is kept in .git/COMMIT_EDITMSG.';
  if (finding.detail.code === 'file-name')
    return `Way on: git rm --cached ${path}, and let .gitignore name it${/\.env/i.test(finding.file) ? '; names without values go into .env.example' : ''}.`;
  const variable = variableOf(finding.keyPath.at(-1) ?? /^[\w$.-]+/.exec(finding.lead)?.[0], finding.ruleId);
  return `Way on: write ${referenceFor(finding.file, variable)} in its place, keep the value outside the repository, then git add ${path}.`;
}

/** What to do besides mending the file: once for all findings, with the commands ready to copy. */
function wayOn(refused: readonly Verdict[], look: Look): string {
  const value = refused.find((verdict) => verdict.finding.detail.code === 'value')?.finding;
  if (value === undefined) return look.paint.dim('Nothing was changed.');
  const lines = ['Nothing was changed. Was the value ever pushed or shared? Then it is compromised:', 'rotate it at its provider, and record it:'];
  lines.push(`  npx secrets-hooks incident open ${value.fingerprint} --rule ${value.ruleId}`);
  const open = refused.find((verdict) => verdict.reason.code === 'level' && verdict.finding.detail.code === 'value')?.finding;
  if (open !== undefined)
    lines.push(
      'Is it no secret? An admin can allow it for a time, with a reason:',
      `  npx secrets-hooks allow ${open.fingerprint} \\`,
      '    --reason "…" --expires YYYY-MM-DD',
    );
  return look.paint.dim(lines.join('\n'));
}

function notRead(report: Report, look: Look): string {
  const lines = report.unread
    .slice(0, most)
    .map((unread) => `  ${printable(unread.file)}: ${unreadOf(unread)}${unread.detail === undefined ? '' : ` (${printable(unread.detail)})`}`);
  if (report.unread.length > most) lines.push(`  … and ${report.unread.length - most} more`);
  return [look.paint.bold('Not looked at:'), ...lines].join('\n');
}

function byFile(verdicts: readonly Verdict[]): string {
  const files = new Map<string, number>();
  for (const { finding } of verdicts) files.set(finding.file, (files.get(finding.file) ?? 0) + 1);
  return (
    [...files]
      .slice(0, 5)
      .map(([file, count]) => `${printable(file)} (${count})`)
      .join(', ') + (files.size > 5 ? ', …' : '')
  );
}

/** Breaks at blanks; four blanks in front. */
function wrapped(text: string, look: Look): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > look.columns - 4) {
      lines.push(`    ${line}`);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, `    ${line}`];
}
