// Overlaps: specific beats generic, then the surer one, then the longer one. Detectors never decide this.
import { certainties, severities, type Candidate } from '../model.ts';

const rank = (candidate: Candidate): number =>
  candidate.rule.specificity * 100 + certainties.indexOf(candidate.certainty) * 10 + severities.indexOf(candidate.severity);

/** Leaves one candidate for each stretch of the text, in order of place. Whole-file candidates (empty span) stand beside all. */
export function settle(candidates: readonly Candidate[]): Candidate[] {
  const best = [...candidates].sort(
    (a, b) => rank(b) - rank(a) || b.end - b.start - (a.end - a.start) || a.start - b.start || a.decodedFrom.length - b.decodedFrom.length,
  );
  const kept: Candidate[] = [];
  const named = new Set<string>();
  for (const candidate of best) {
    const whole = candidate.start === candidate.end;
    if (whole) {
      // a finding inside a container has no span of its own: one for each rule and value
      if (kept.some((other) => other.start === other.end && other.rule.id === candidate.rule.id && other.secret.same(candidate.secret))) continue;
      kept.push(candidate);
      continue;
    }
    const key = `${candidate.start}:${candidate.end}`;
    if (named.has(key)) continue;
    if (kept.some((other) => other.start < candidate.end && candidate.start < other.end)) continue;
    named.add(key);
    kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : 1));
}
