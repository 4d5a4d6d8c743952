// CSV (RFC 4180), safe against formulas: a field that a spreadsheet would run begins with an apostrophe.
import type { Report } from '../model.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { messageOf, unreadOf, type Rules } from './words.ts';

const field = (value: string | number): string => {
  const text = printable(String(value));
  const safe = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csvReport(report: Report, rules: Rules): string {
  const rows = shownOf(report).map(({ finding, action }) => [
    finding.ruleId,
    finding.class,
    finding.severity,
    finding.certainty,
    action,
    finding.file,
    finding.startLine,
    finding.startColumn,
    finding.commit ?? '',
    finding.fingerprint,
    messageOf(finding, rules),
  ]);
  const header = ['ruleId', 'class', 'severity', 'certainty', 'action', 'file', 'startLine', 'startColumn', 'commit', 'fingerprint', 'message'];
  // Unscanned content gets a row too: silence would read as clean.
  const unread = report.unread.map((one) => ['not-looked-at', '', '', '', 'unsure', one.file, '', '', '', '', unreadOf(one)]);
  return [header, ...rows, ...unread].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
