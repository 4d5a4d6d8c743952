// From findings to a report: the verdict of a hook goes by the policy's levels, that of a scan by severity.
import type { Memory } from '../ledger/memory.ts';
import type { Finding, Report, Severity, Unread, Verdict } from '../model.ts';
import { letsUnread } from '../policy/allowing.ts';
import { judge } from '../policy/judge.ts';
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

/** The report of a scan: it fails on findings at or above `failOn`. */
export function scanReport(seen: Seen, policy: Policy, failOn: Severity | 'none', today: string): Report {
  const verdicts = seen.findings.map((finding) => judge(finding, policy, { today, failOn }));
  return reportOf(verdicts, { ...seen, unread: seen.unread.filter((one) => !letsUnread(policy.allow, one, today)) });
}

function reportOf(verdicts: readonly Verdict[], seen: Seen): Report {
  const refused = verdicts.some((verdict) => verdict.action === 'refuse');
  return { outcome: refused ? 'refused' : seen.unread.length > 0 ? 'unsure' : 'clean', verdicts, unread: seen.unread, stats: seen.stats };
}

export const exitStatus = (report: Report): 0 | 1 | 2 => ({ clean: 0, refused: 1, unsure: 2 })[report.outcome] as 0 | 1 | 2;
