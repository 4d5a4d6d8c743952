// JUnit XML: one failing test a finding, one error a file that could not be read.
import type { Report } from '../model.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { messageOf, unreadOf, type Rules } from './words.ts';
import { escaped } from './xml.ts';

export function junitReport(report: Report, rules: Rules): string {
  const shown = shownOf(report);
  const failures = shown.filter((verdict) => verdict.action === 'refuse');
  const cases = shown.map(({ finding, action }) => {
    const name = `${finding.ruleId} ${printable(finding.file)}:${finding.startLine}:${finding.startColumn}`;
    const text = `${messageOf(finding, rules)} (${finding.severity}, ${finding.fingerprint})`;
    const body = action === 'refuse' ? `<failure type="${finding.severity}" message="${escaped(text)}"/>` : `<system-out>${escaped(text)}</system-out>`;
    return `    <testcase classname="${escaped(finding.ruleId)}" name="${escaped(name)}" file="${escaped(printable(finding.file))}" time="0">${body}</testcase>`;
  });
  const errors = report.unread.map(
    (unread) =>
      `    <testcase classname="not-looked-at" name="${escaped(printable(unread.file))}" time="0"><error type="${unread.reason}" message="${escaped(unreadOf(unread))}"/></testcase>`,
  );
  const all = [...cases, ...errors];
  if (all.length === 0) all.push('    <testcase classname="secrets-hooks" name="no secrets" time="0"/>');
  const counts = `tests="${all.length}" failures="${failures.length}" errors="${errors.length}" time="${(report.stats.durationMs / 1000).toFixed(3)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="secrets-hooks" ${counts}>\n  <testsuite name="secrets" ${counts}>\n${all.join('\n')}\n  </testsuite>\n</testsuites>\n`;
}
