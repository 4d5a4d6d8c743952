// From findings to a report: the verdict of a hook goes by the policy's levels, that of a scan by severity.
import type { Memory } from '../ledger/memory.ts';
import type { Finding, Report, Severity, Unread } from '../model.ts';
import { letsUnread } from '../policy/allowing.ts';
import { judge, type Mode } from '../policy/judge.ts';
import type { Policy } from '../policy/policy.ts';

export interface Seen {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly stats: Report['stats'];
}

/** The report of a hook. The ledger is read only if there is a finding to judge. */
export async function hookReport(seen: Seen, policy: Policy, today: string, memory: () => Promise<Memory>): Promise<Report> {
  const remembered = seen.findings.length > 0 ? await memory() : undefined;
  return reportOf(seen, policy, { today, compromised: (one) => remembered?.compromised(one.fingerprint, one.formerFingerprint) });
}

/**
 * The report of a scan: findings at or above `failOn` are refused.
 * @param compromised the incident that names this value, where the ledger is asked
 */
export const scanReport = (seen: Seen, policy: Policy, failOn: Severity | 'none', today: string, compromised: Mode['compromised'] = () => undefined): Report =>
  reportOf(seen, policy, { today, failOn, compromised });

function reportOf({ findings, unread, stats }: Seen, policy: Policy, mode: Mode): Report {
  const verdicts = findings.map((finding) => judge(finding, policy, mode));
  const left = unread.filter((one) => !letsUnread(policy.allow, one, mode.today));
  const refused = verdicts.some((verdict) => verdict.action === 'refuse');
  return { outcome: refused ? 'refused' : left.length > 0 ? 'unsure' : 'clean', verdicts, unread: left, stats };
}

export const exitStatus = (report: Report): 0 | 1 | 2 => ({ clean: 0, refused: 1, unsure: 2 })[report.outcome] as 0 | 1 | 2;
