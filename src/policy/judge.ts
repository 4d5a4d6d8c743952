// What a finding means under the policy: the floor first, then allow entries, then levels.
import type { Finding, Severity, Verdict } from '../model.ts';
import { allowing } from './allowing.ts';
import { floorRow } from './floor.ts';
import { atLeast, limitFor, ruleOff, settingFor, severitySet } from './levels.ts';
import type { Policy } from './policy.ts';

/** What is known besides the policy. `today` is `YYYY-MM-DD`; the memory is the ledger's. */
export interface Circumstances {
  readonly today: string;
  readonly compromised: (finding: Finding) => string | undefined;
}

/** The verdict of a hook. */
export function judge(finding: Finding, policy: Policy, known: Circumstances): Verdict {
  const incident = known.compromised(finding);
  if (incident !== undefined) return { finding, action: 'refuse', reason: { code: 'compromised', incident } };
  const row = floorRow(finding);
  if (row !== undefined) return { finding, action: 'refuse', reason: { code: 'floor', row } };
  const allowed = allowing(policy.allow, finding, known.today);
  if (allowed !== undefined) return { finding, action: 'pass', reason: { code: 'allowed', owner: allowed.owner, expires: allowed.expires } };
  if (ruleOff(policy, finding.ruleId, finding.file) !== undefined) return { finding, action: 'pass', reason: { code: 'rule-off' } };
  const limit = limitFor(policy, finding).value;
  const severity = severityUnder(finding, policy);
  if (atLeast(severity, limit)) return { finding, action: 'refuse', reason: { code: 'level', limit } };
  const told = settingFor(policy, finding.file, (levels) => levels.tell)?.value ?? 'low';
  return { finding, action: atLeast(severity, told) ? 'warn' : 'pass', reason: { code: 'below', limit } };
}

/** The policy may raise a rule's severity, never lower it below what the floor demands. */
export function severityUnder(finding: Finding, policy: Policy): Severity {
  return severitySet(policy, finding.ruleId, finding.file)?.value ?? finding.severity;
}
