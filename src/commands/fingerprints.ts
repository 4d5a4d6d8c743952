// Fingerprints of a hook's findings: slow ones are computed only to compare a value with stored ones, and for what is shown first.
import { MAX_SLOW_FINGERPRINTS_PER_HOOK, MAX_SLOW_FINGERPRINTS_SHOWN } from '../limits.ts';
import type { LateHasher } from '../io/hasher.ts';
import { severities, type Finding, type Fingerprint, type Verdict } from '../model.ts';
import { isProvisional, placeFingerprint, slowFingerprint } from '../seal.ts';

/**
 * The findings as they can be judged. With nothing stored they are returned as they are.
 * @param stored how many slow fingerprints the policy and the ledger hold
 */
export async function comparable(findings: readonly Finding[], stored: number, hasher: LateHasher): Promise<readonly Finding[]> {
  if (stored === 0) return findings;
  const provisional = provisionalIn(findings);
  // more values than are stored: some match nothing, so the change is not let pass however many of them are compared
  const many = Math.min(stored, MAX_SLOW_FINGERPRINTS_PER_HOOK);
  const known = await slowFingerprints(provisional.slice(0, provisional.length > many ? MAX_SLOW_FINGERPRINTS_SHOWN : many), hasher);
  return findings.map((finding) => replaced(finding, known, hasher));
}

/** The verdicts as they can be printed: no provisional fingerprint is left. */
export async function printable(verdicts: readonly Verdict[], hasher: LateHasher): Promise<readonly Verdict[]> {
  const weight = ({ action, finding }: Verdict): number => (action === 'refuse' ? severities.length : 0) + severities.indexOf(finding.severity);
  const shown = verdicts.filter(({ finding }) => isProvisional(finding.fingerprint)).sort((a, b) => weight(b) - weight(a));
  if (shown.length === 0) return verdicts;
  const known = await slowFingerprints(provisionalIn(shown.map(({ finding }) => finding)).slice(0, MAX_SLOW_FINGERPRINTS_SHOWN), hasher);
  return verdicts.map((verdict) => ({ ...verdict, finding: replaced(verdict.finding, known, hasher) }));
}

const provisionalIn = (findings: readonly Finding[]): readonly Fingerprint[] => [
  ...new Set(findings.map(({ fingerprint }) => fingerprint).filter((one) => isProvisional(one))),
];

async function slowFingerprints(provisional: readonly Fingerprint[], hasher: LateHasher): Promise<ReadonlyMap<Fingerprint, Fingerprint>> {
  const nameOf = (one: Fingerprint): string => one.slice('v1q-'.length);
  const slow = await hasher.slowOf(provisional.map(nameOf));
  return new Map(
    provisional.flatMap((one) => {
      const hex = slow.get(nameOf(one));
      return hex === undefined ? [] : [[one, slowFingerprint(hex)] as const];
    }),
  );
}

function replaced(finding: Finding, known: ReadonlyMap<Fingerprint, Fingerprint>, hasher: LateHasher): Finding {
  if (!isProvisional(finding.fingerprint)) return finding;
  return { ...finding, fingerprint: known.get(finding.fingerprint) ?? placeFingerprint(finding, hasher) };
}
