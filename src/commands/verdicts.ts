// From findings to a report: the verdict of hooks is the policy's, that of a scan goes by severity.
import type { Memory } from '../ledger/memory.ts';
import { severities, type Finding, type Reason, type Report, type Severity, type Unread, type Verdict } from '../model.ts';
import { allowing, letsUnread } from '../policy/allowing.ts';
import { floorRow } from '../policy/floor.ts';
import { judge } from '../policy/judge.ts';
import { ruleOff, severitySet } from '../policy/levels.ts';
import type { Policy } from '../policy/policy.ts';

export interface Seen {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly stats: Report['stats'];
}

/** The report of a hook. The ledger is read only where there is a finding to judge. */
export async function hookReport(seen: Seen, policy: Policy, today: string, memory: () => Promise<Memory>): Promise<Report> {
  const remembered = seen.findings.length > 0 ? await memory() : undefined;
  const verdicts = seen.findings.map((finding): Verdict => {
    if (finding.detail.code === 'promise') return { finding, action: 'refuse', reason: { code: 'floor', row: finding.detail.row } };
    return judge(finding, policy, { today, compromised: (one) => remembered?.compromised(one.fingerprint) });
  });
  return reportOf(verdicts, { ...seen, unread: seen.unread.filter((one) => !letsUnread(policy.allow, one, today)) });
}

/**
 * The report of a scan: findings at or above `failOn` are refused.
 * @param compromised the incident that names this value, where the ledger is asked
 */
export function scanReport(
  seen: Seen,
  policy: Policy,
  failOn: Severity | 'none',
  today: string,
  compromised: (finding: Finding) => string | undefined = () => undefined,
): Report {
  const verdicts = seen.findings.map((finding): Verdict => {
    const refused = refusedAnyway(finding, compromised);
    if (refused !== undefined && failOn !== 'none') return { finding, action: 'refuse', reason: refused };
    // the floor (row C12) holds in a scan too: no entry lets it pass, no setting makes it smaller
    const floor = refused !== undefined || floorRow(finding) !== undefined;
    const allowed = floor ? undefined : allowing(policy.allow, finding, today);
    const set = severitySet(policy, finding.ruleId, finding.file)?.value;
    const judged = set === undefined || (floor && severities.indexOf(set) < severities.indexOf(finding.severity)) ? finding : { ...finding, severity: set };
    if (allowed !== undefined) return { finding: judged, action: 'pass', reason: { code: 'allowed', owner: allowed.owner, expires: allowed.expires } };
    if (!floor && ruleOff(policy, finding.ruleId, finding.file) !== undefined) return { finding: judged, action: 'pass', reason: { code: 'rule-off' } };
    if (failOn !== 'none' && severities.indexOf(judged.severity) >= severities.indexOf(failOn))
      return { finding: judged, action: 'refuse', reason: { code: 'level', limit: failOn } };
    return { finding: judged, action: 'warn', reason: { code: 'below', limit: failOn === 'none' ? 'critical' : failOn } };
  });
  return reportOf(verdicts, { ...seen, unread: seen.unread.filter((one) => !letsUnread(policy.allow, one, today)) });
}

/** What no severity excuses: a broken promise about the repository, and a value that the ledger calls compromised. */
function refusedAnyway(finding: Finding, compromised: (finding: Finding) => string | undefined): Reason | undefined {
  if (finding.detail.code === 'promise') return { code: 'floor', row: finding.detail.row };
  const incident = compromised(finding);
  return incident === undefined ? undefined : { code: 'compromised', incident };
}

function reportOf(verdicts: readonly Verdict[], seen: Seen): Report {
  const refused = verdicts.some((verdict) => verdict.action === 'refuse');
  return { outcome: refused ? 'refused' : seen.unread.length > 0 ? 'unsure' : 'clean', verdicts, unread: seen.unread, stats: seen.stats };
}

export const exitStatus = (report: Report): 0 | 1 | 2 => ({ clean: 0, refused: 1, unsure: 2 })[report.outcome] as 0 | 1 | 2;
