// SARIF 2.1.0 (OASIS), within GitHub code scanning's limits: 5,000 results a run, 1,000 characters a message.
import { severities, type Finding, type Report, type Severity } from '../model.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { messageOf, unreadOf, type Rules } from './words.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
/** GitHub sorts by this number: over 9.0 critical, 7.0 high, 4.0 medium. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };
const MAX_SARIF_RESULTS = 5_000;

export function sarifReport(report: Report, rules: Rules, version: string): string {
  const findings = shownOf(report).map((verdict) => verdict.finding);
  // GitHub accepts 5,000 results: keep the most severe ones and report how many are left out.
  const over = findings.length - MAX_SARIF_RESULTS;
  const results =
    over > 0 ? findings.toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity)).slice(0, MAX_SARIF_RESULTS) : findings;
  const notes = report.unread.map((unread) => ({ level: 'error', message: { text: `${printable(unread.file)}: not scanned, ${unreadOf(unread)}` } }));
  if (over > 0) notes.push({ level: 'warning', message: { text: `${over} less severe findings are left out: GitHub accepts at most ${MAX_SARIF_RESULTS}.` } });
  const ids = [...new Set(findings.map((finding) => finding.ruleId))].sort();
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'secrets-hooks', version, semanticVersion: version, rules: ids.map((id) => ruleOf(id, findings, rules)) } },
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The top of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.outcome !== 'unsure',
            toolExecutionNotifications: notes,
          },
        ],
        results: results.map((finding) => resultOf(finding, ids.indexOf(finding.ruleId), rules)),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function ruleOf(id: string, findings: readonly Finding[], rules: Rules) {
  const rule = rules.get(id);
  const severity = rule?.severity ?? findings.find((finding) => finding.ruleId === id)?.severity ?? 'high';
  return {
    id,
    name: id,
    shortDescription: { text: printable(rule?.title ?? id).slice(0, 1024) },
    fullDescription: { text: rule?.holder ?? 'A promise of the contract is broken.' },
    help: { text: rule?.rotate ?? 'See docs/contract.md.' },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['security', 'secret'], 'security-severity': scores[severity], precision: 'high' },
  };
}

function resultOf(finding: Finding, ruleIndex: number, rules: Rules) {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: messageOf(finding, rules).slice(0, 1000) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.file), uriBaseId: '%SRCROOT%' },
          region: {
            startLine: finding.startLine,
            startColumn: finding.startColumn,
            endLine: finding.endLine,
            endColumn: Math.max(finding.endColumn, finding.endLine === finding.startLine ? finding.startColumn : 1),
          },
        },
      },
    ],
    partialFingerprints: { 'secretsHooks/v1': finding.fingerprint },
    ...(finding.commit === undefined ? {} : { properties: { commit: finding.commit } }),
  };
}

const uriOf = (path: string): string => encodeURIComponent(path.toWellFormed()).replaceAll('%2F', '/');
