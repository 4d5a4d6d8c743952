// The one judge: what a finding means under the policy, in hooks, scans, audits and the page. The floor first, then allow entries, then levels.
import type { Finding, Severity, Verdict } from '../model.ts';
import { allowing } from './allowing.ts';
import { floorRow } from './floor.ts';
import { atLeast, limitFor, ruleOff, settingFor, severitySet } from './levels.ts';
import type { Policy } from './policy.ts';

/** How strictly to judge, and what is known besides the policy. `today` is `YYYY-MM-DD`. */
export type Mode =
  /** a hook: blocks by the policy's levels; the incident that a value belongs to comes from the ledger */
  | { readonly today: string; readonly compromised: (finding: Finding) => string | undefined }
  /** a scan: fails from a severity on, whatever the policy's levels are */
  | { readonly today: string; readonly failOn: Severity | 'none' };

export function judge(finding: Finding, policy: Policy, mode: Mode): Verdict {
  const isScan = 'failOn' in mode;
  const incident = isScan ? undefined : mode.compromised(finding);
  if (incident !== undefined) return { finding, action: 'refuse', reason: { code: 'compromised', incident } };
  const row = floorRow(finding);
  if (row !== undefined) return isScan ? levelOf(floored(finding, policy), mode.failOn) : { finding, action: 'refuse', reason: { code: 'floor', row } };
  // a hook's report keeps the severity that a rule has of itself, a scan's shows the one that the policy sets
  const judged = isScan ? { ...finding, severity: severityUnder(finding, policy) } : finding;
  const allowed = allowing(policy.allow, finding, mode.today);
  if (allowed !== undefined) return { finding: judged, action: 'pass', reason: { code: 'allowed', owner: allowed.owner, expires: allowed.expires } };
  if (ruleOff(policy, finding.ruleId, finding.file) !== undefined) return { finding: judged, action: 'pass', reason: { code: 'rule-off' } };
  if (isScan) return levelOf(judged, mode.failOn);
  const limit = limitFor(policy, finding).value;
  const severity = severityUnder(finding, policy);
  if (atLeast(severity, limit)) return { finding, action: 'refuse', reason: { code: 'level', limit } };
  const told = settingFor(policy, finding.file, (levels) => levels.tell)?.value ?? 'low';
  return { finding, action: atLeast(severity, told) ? 'warn' : 'pass', reason: { code: 'below', limit } };
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
