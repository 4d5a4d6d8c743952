// GitLab's secret detection report, by the security report schemas, version 15.
import type { Finding, Report } from '../model.ts';
import { messageOf, type Rules } from './words.ts';

const severities = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' } as const;

export function gitlabReport(report: Report, rules: Rules, version: string): string {
  const tool = { id: 'secrets-hooks', name: 'secrets-hooks', vendor: { name: 'secrets-hooks' }, version };
  const moment = '1970-01-01T00:00:00';
  const findings = report.verdicts.filter((verdict) => verdict.action !== 'pass').map((verdict) => verdict.finding);
  const document = {
    version: '15.2.1',
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'secret_detection',
      start_time: moment,
      end_time: moment,
      status: report.outcome === 'unsure' ? 'failure' : 'success',
    },
    vulnerabilities: findings.map((finding) => vulnerabilityOf(finding, rules)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function vulnerabilityOf(finding: Finding, rules: Rules) {
  const rule = rules.get(finding.ruleId);
  return {
    id: `${finding.fingerprint}-${finding.startLine}-${finding.startColumn}-${finding.commit?.slice(0, 10) ?? ''}`,
    category: 'secret_detection',
    name: rule?.title ?? finding.ruleId,
    description: messageOf(finding, rules),
    severity: severities[finding.severity],
    solution: rule?.rotate ?? '',
    location: {
      file: finding.file.toWellFormed(),
      start_line: finding.startLine,
      end_line: finding.endLine,
      ...(finding.commit === undefined ? {} : { commit: { sha: finding.commit } }),
    },
    identifiers: [{ type: 'secrets_hooks_rule_id', name: `secrets-hooks rule ${finding.ruleId}`, value: finding.ruleId }],
  };
}
