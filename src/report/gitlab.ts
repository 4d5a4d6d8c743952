// GitLab's secret detection report, by the security report schemas, version 15.
import type { Finding, Report } from '../model.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { messageOf, unreadOf, type Rules } from './words.ts';

const severities = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' } as const;

export function gitlabReport(report: Report, rules: Rules, version: string, moment: string): string {
  const tool = { id: 'secrets-hooks', name: 'secrets-hooks', vendor: { name: 'secrets-hooks' }, version };
  const end = Date.parse(moment);
  const start = new Date(end - report.stats.durationMs);
  const findings = shownOf(report).map((verdict) => verdict.finding);
  const document = {
    version: '15.2.1',
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'secret_detection',
      start_time: start.toISOString().slice(0, 19),
      end_time: new Date(end).toISOString().slice(0, 19),
      status: report.outcome === 'unsure' ? 'failure' : 'success',
      messages: report.unread.map((unread) => ({ level: 'warn', value: `${printable(unread.file)}: not scanned, ${unreadOf(unread)}` })),
    },
    vulnerabilities: findings.map((finding) => vulnerabilityOf(finding, rules)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function vulnerabilityOf(finding: Finding, rules: Rules) {
  const rule = rules.get(finding.ruleId);
  return {
    id: [finding.fingerprint, finding.ruleId, finding.file.toWellFormed(), finding.startLine, finding.startColumn, finding.commit ?? ''].join(':'),
    category: 'secret_detection',
    name: printable(rule?.title ?? finding.ruleId).slice(0, 255),
    description: messageOf(finding, rules),
    severity: severities[finding.severity],
    solution: rule?.rotate ?? '',
    location: {
      file: finding.file.toWellFormed(),
      start_line: finding.startLine,
      end_line: finding.endLine,
      // the schema wants a commit; this is how GitLab's own analyzer spells that there is none
      commit: { sha: finding.commit ?? '0000000' },
    },
    identifiers: [{ type: 'secrets_hooks_rule_id', name: `secrets-hooks rule ${finding.ruleId}`, value: finding.ruleId }],
  };
}
