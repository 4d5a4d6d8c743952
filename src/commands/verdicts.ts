// From findings to a report: the verdict of hooks is the policy's, that of a scan goes by severity.
import type { LateHasher } from '../io/hasher.ts';
import type { Memory } from '../ledger/memory.ts';
import { severities, type Finding, type Report, type Severity, type Unread, type Verdict } from '../model.ts';
import { allowing, letsUnread } from '../policy/allowing.ts';
import { floorRow } from '../policy/floor.ts';
import { judge } from '../policy/judge.ts';
import { ruleOff, severitySet } from '../policy/levels.ts';
import type { Policy } from '../policy/policy.ts';
import { isSlow, unfingerprinted } from '../seal.ts';
import { comparable, printable } from './fingerprints.ts';

export interface Seen {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly stats: Report['stats'];
}

/**
 * The report of a hook. The ledger is read only if there is a finding to judge.
 * @param hasher which sealed the findings
 */
export async function hookReport(seen: Seen, policy: Policy, today: string, memory: () => Promise<Memory>, hasher: LateHasher): Promise<Report> {
  const remembered = seen.findings.length > 0 ? await memory() : undefined;
  const stored = policy.allow.filter(({ fingerprint }) => fingerprint !== undefined && isSlow(fingerprint)).length + (remembered?.slowFingerprints ?? 0);
  const findings = await comparable(seen.findings, stored, hasher);
  const verdicts = findings.map((finding): Verdict => {
    if (finding.detail.code === 'promise') return { finding, action: 'refuse', reason: { code: 'floor', row: finding.detail.row } };
    return judge(finding, policy, { today, compromised: (one) => remembered?.compromised(one.fingerprint) });
  });
  const unread = [...seen.unread, ...unfingerprinted(findings)].filter((one) => !letsUnread(policy.allow, one, today));
  return reportOf(await printable(verdicts, hasher), { ...seen, unread });
}

/** The report of a scan: refused is what is at or above `failOn`. */
export function scanReport(seen: Seen, policy: Policy, failOn: Severity | 'none', today: string): Report {
  const verdicts = seen.findings.map((finding): Verdict => {
    // the floor (row C12) holds in a scan too: no entry lets it pass, no setting makes it smaller
    const floor = floorRow(finding) !== undefined;
    const allowed = floor ? undefined : allowing(policy.allow, finding, today);
    const set = severitySet(policy, finding.ruleId, finding.file)?.value;
    const judged = set === undefined || (floor && severities.indexOf(set) < severities.indexOf(finding.severity)) ? finding : { ...finding, severity: set };
    if (allowed !== undefined) return { finding: judged, action: 'pass', reason: { code: 'allowed', owner: allowed.owner, expires: allowed.expires } };
    if (!floor && ruleOff(policy, finding.ruleId, finding.file) !== undefined) return { finding: judged, action: 'pass', reason: { code: 'rule-off' } };
    if (failOn !== 'none' && severities.indexOf(judged.severity) >= severities.indexOf(failOn))
      return { finding: judged, action: 'refuse', reason: { code: 'level', limit: failOn } };
    return { finding: judged, action: 'warn', reason: { code: 'below', limit: failOn === 'none' ? 'critical' : failOn } };
  });
  const unknown = unfingerprinted(verdicts.flatMap(({ action, finding }) => (action === 'pass' ? [] : [finding])));
  return reportOf(verdicts, { ...seen, unread: [...seen.unread, ...unknown].filter((one) => !letsUnread(policy.allow, one, today)) });
}

function reportOf(verdicts: readonly Verdict[], seen: Seen): Report {
  const refused = verdicts.some((verdict) => verdict.action === 'refuse');
  return { outcome: refused ? 'refused' : seen.unread.length > 0 ? 'unsure' : 'clean', verdicts, unread: seen.unread, stats: seen.stats };
}

export const exitStatus = (report: Report): 0 | 1 | 2 => ({ clean: 0, refused: 1, unsure: 2 })[report.outcome] as 0 | 1 | 2;
