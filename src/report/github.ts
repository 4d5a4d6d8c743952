// GitHub workflow commands: annotations at the lines of a pull request.
import type { Report } from '../model.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { messageOf, unreadOf, wayOutOf, type Rules } from './words.ts';

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

export function githubReport(report: Report, rules: Rules): string {
  const lines = shownOf(report).map(({ finding, action }) => {
    const place = `file=${property(printable(finding.file))},line=${finding.startLine},endLine=${finding.endLine},col=${finding.startColumn},title=${property(finding.ruleId)}`;
    return `::${action === 'refuse' ? 'error' : 'warning'} ${place}::${data(printable(`${messageOf(finding, rules)} (${finding.severity}). ${rules.get(finding.ruleId)?.rotate ?? ''}`.trim()))}`;
  });
  const unread = report.unread.map((one) => `::error file=${property(printable(one.file))},title=not scanned::${data(`${unreadOf(one)}. ${wayOutOf(one)}`)}`);
  return [...lines, ...unread].map((line) => `${line}\n`).join('');
}
