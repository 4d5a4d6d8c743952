// The JSON that other programs rely on: one object, `schemas/report.schema.json`.
import { severities, type Finding, type Report } from '../model.ts';
import { shownOf } from './shown.ts';
import { messageOf, unreadOf, type Rules } from './words.ts';

/** @param version of the package */
export function jsonReport(report: Report, rules: Rules, version: string): string {
  const findings = shownOf(report).map((verdict) => verdict.finding);
  const document = {
    schemaVersion: 1,
    tool: { name: 'secrets-hooks', version },
    findings: findings.map((finding) => findingOf(finding, rules)),
    summary: {
      files: report.stats.files,
      bytes: report.stats.bytes,
      commits: report.stats.commits,
      durationMs: report.stats.durationMs,
      bySeverity: Object.fromEntries(severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length])),
      incomplete: report.unread.map((unread) => ({ file: unread.file, reason: unreadOf(unread) })),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function findingOf(finding: Finding, rules: Rules) {
  return {
    ruleId: finding.ruleId,
    class: finding.class,
    severity: finding.severity,
    certainty: finding.certainty,
    message: messageOf(finding, rules),
    file: finding.file,
    startLine: finding.startLine,
    startColumn: finding.startColumn,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    ...(finding.commit === undefined ? {} : { commit: finding.commit }),
    fingerprint: finding.fingerprint,
    redacted: finding.redacted,
    ...(finding.decodedFrom.length === 0 ? {} : { decodedFrom: finding.decodedFrom }),
    ...(finding.related.length === 0 ? {} : { related: finding.related }),
  };
}
