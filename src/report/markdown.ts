// Markdown for a pull request or a job summary.
import type { Report } from '../model.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { byClass, messageOf, unreadOf, type Rules } from './words.ts';

/** Plain text: markup and @mentions are escaped. */
const cell = (text: string): string =>
  printable(text)
    .replace(/[\\`*_{}[\]<>|#~!]/g, '\\$&')
    .replace(/@/g, '&#64;');

/** A name as code, fenced with more backticks than it contains; a bar would end the cell even there. */
function code(text: string): string {
  const name = printable(text).replaceAll('|', '\\|');
  const ticks = '`'.repeat(Math.max(0, ...(name.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return ticks.length > 1 || name.startsWith(' ') || name.endsWith(' ') ? `${ticks} ${name} ${ticks}` : `\`${name}\``;
}

export function markdownReport(report: Report, rules: Rules): string {
  const shown = shownOf(report);
  const refused = shown.filter((verdict) => verdict.action === 'refuse').length;
  const lines = [
    '# Secrets',
    '',
    `${refused} blocked, ${shown.length - refused} reported, ${report.unread.length} not scanned; ${report.stats.files} files, ${report.stats.commits} commits.`,
  ];
  for (const { name, verdicts } of byClass(shown)) {
    lines.push('', `## ${verdicts.length} ${name}`, '', '| severity | what | where | rule | fingerprint |', '| --- | --- | --- | --- | --- |');
    for (const { finding } of verdicts)
      lines.push(
        `| ${finding.severity} | ${cell(messageOf(finding, rules))} | ${code(`${finding.file}:${finding.startLine}`)}${finding.commit === undefined ? '' : ` in ${finding.commit.slice(0, 10)}`} | ${finding.ruleId} | ${finding.fingerprint} |`,
      );
  }
  if (report.unread.length > 0) lines.push('', '## Not scanned', '', ...report.unread.map((unread) => `- ${code(unread.file)}: ${unreadOf(unread)}`));
  return `${lines.join('\n')}\n`;
}
