// The one judge: what a finding means under the policy, in hooks, scans, audits and the page. The floor first, then allow entries, then levels.
import type { Finding, Reason, Severity, Verdict } from '../model.ts';
import { allowing } from './allowing.ts';
import { floorRow } from './floor.ts';
import { atLeast, limitFor, ruleOff, settingFor, severitySet } from './levels.ts';
import type { Policy } from './policy.ts';

/** What is known besides the policy, and whether a scan asks. */
export interface Mode {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** the incident of the ledger that a value belongs to */
  readonly compromised: (finding: Finding) => string | undefined;
  /** a scan fails from this severity on, whatever the policy's levels are; absent in a hook, which goes by the policy's levels */
  readonly failOn?: Severity | 'none';
}

export function judge(finding: Finding, policy: Policy, mode: Mode): Verdict {
  const { failOn, today } = mode;
  const certain = unpardonable(finding, mode);
  if (certain !== undefined && failOn !== 'none') return { finding, action: 'refuse', reason: certain };
  const row = floorRow(finding);
  if (row !== undefined && failOn === undefined) return { finding, action: 'refuse', reason: { code: 'floor', row } };
  if ((row !== undefined || certain !== undefined) && failOn !== undefined) return levelOf(floored(finding, policy), failOn);
  // a hook's report keeps the severity that a rule has of itself, a scan's shows the one that the policy sets
  const judged = failOn !== undefined ? { ...finding, severity: severityUnder(finding, policy) } : finding;
  const allowed = allowing(policy.allow, finding, today);
  if (allowed !== undefined) return { finding: judged, action: 'pass', reason: { code: 'allowed', owner: allowed.owner, expires: allowed.expires } };
  if (ruleOff(policy, finding.ruleId, finding.file) !== undefined) return { finding: judged, action: 'pass', reason: { code: 'rule-off' } };
  if (failOn !== undefined) return levelOf(judged, failOn);
  const limit = limitFor(policy, finding).value;
  const severity = severityUnder(finding, policy);
  if (atLeast(severity, limit)) return { finding, action: 'refuse', reason: { code: 'level', limit } };
  const told = settingFor(policy, finding.file, (levels) => levels.tell)?.value ?? 'low';
  return { finding, action: atLeast(severity, told) ? 'warn' : 'pass', reason: { code: 'below', limit } };
}

/** Why a finding is refused whatever its severity is: a broken promise, a value that the ledger calls compromised. */
function unpardonable(finding: Finding, { compromised }: Mode): Reason | undefined {
  if (finding.detail.code === 'promise') return { code: 'floor', row: finding.detail.row };
  const incident = compromised(finding);
  return incident === undefined ? undefined : { code: 'compromised', incident };
}

/** The severity that the policy sets for a rule, else the finding's own. */
export function severityUnder(finding: Finding, policy: Policy): Severity {
  return severitySet(policy, finding.ruleId, finding.file)?.value ?? finding.severity;
}

/** What the floor forbids may be raised by the policy, never lowered. */
function floored(finding: Finding, policy: Policy): Finding {
  const severity = severityUnder(finding, policy);
  return atLeast(severity, finding.severity) ? { ...finding, severity } : finding;
}

function levelOf(finding: Finding, failOn: Severity | 'none'): Verdict {
  if (failOn !== 'none' && atLeast(finding.severity, failOn)) return { finding, action: 'refuse', reason: { code: 'level', limit: failOn } };
  return { finding, action: 'warn', reason: { code: 'below', limit: failOn === 'none' ? 'critical' : failOn } };
}
