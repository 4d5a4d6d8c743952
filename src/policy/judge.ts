// What a finding means under the policy: the floor first, then allow entries, then levels.
import { severities, type Finding, type Severity, type Verdict } from '../model.ts';
import { allowing } from './allowing.ts';
import { floorRow } from './floor.ts';
import type { Policy } from './policy.ts';

/** What is known besides the policy. `today` is `YYYY-MM-DD`; the memory is the ledger's. */
export interface Circumstances {
  readonly today: string;
  readonly compromised: (finding: Finding) => string | undefined;
}

const atLeast = (severity: Severity, limit: Severity): boolean => severities.indexOf(severity) >= severities.indexOf(limit);

/** The verdict of a hook. */
export function judge(finding: Finding, policy: Policy, known: Circumstances): Verdict {
  const incident = known.compromised(finding);
  if (incident !== undefined) return { finding, action: 'refuse', reason: { code: 'compromised', incident } };
  const row = floorRow(finding);
  if (row !== undefined) return { finding, action: 'refuse', reason: { code: 'floor', row } };
  const allowed = allowing(policy.allow, finding, known.today);
  if (allowed !== undefined) return { finding, action: 'pass', reason: { code: 'allowed', owner: allowed.owner, expires: allowed.expires } };
  const limit = policy.refuse;
  if (atLeast(severityUnder(finding, policy), limit)) return { finding, action: 'refuse', reason: { code: 'level', limit } };
  return { finding, action: 'warn', reason: { code: 'below', limit } };
}

/** The policy may raise a rule's severity, never lower it below what the floor demands. */
export function severityUnder(finding: Finding, policy: Policy): Severity {
  return policy.rules[finding.ruleId]?.severity ?? finding.severity;
}
