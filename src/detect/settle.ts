// Overlaps: specific beats generic, then the surer one, then the longer one. Detectors never decide this.
import { SecretSet } from '../secret.ts';
import { certainties, severities, type Candidate } from '../model.ts';

const rank = (candidate: Candidate): number =>
  candidate.rule.specificity * 100 + certainties.indexOf(candidate.certainty) * 10 + severities.indexOf(candidate.severity);

/** Of equals the plainest counts; but where only a name speaks for base64, what it means counts and not its letters. */
const dress = ({ rule, decodedFrom }: Candidate): number => (rule.specificity === 0 && decodedFrom[0]?.startsWith('base64') ? -1 : decodedFrom.length);

/** Leaves one candidate for each stretch of the text, in order of place. Whole-file candidates (empty span) stand beside all. */
export function settle(candidates: readonly Candidate[]): Candidate[] {
  const best = [...candidates].sort((a, b) => rank(b) - rank(a) || b.end - b.start - (a.end - a.start) || a.start - b.start || dress(a) - dress(b));
  const kept: Candidate[] = [];
  const wholes = new Map<string, SecretSet>();
  // the spans that are taken, in order of place: they never overlap, so the neighbours of a place say all
  const taken: Candidate[] = [];
  for (const candidate of best) {
    const whole = candidate.start === candidate.end;
    if (whole) {
      // a finding inside a container has no span of its own: one for each rule and value
      let seen = wholes.get(candidate.rule.id);
      if (seen === undefined) wholes.set(candidate.rule.id, (seen = new SecretSet()));
      if (seen.add(candidate.secret)) kept.push(candidate);
      continue;
    }
    const at = placeOf(taken, candidate.start);
    const left = taken[at - 1];
    const right = taken[at];
    if ((left !== undefined && left.end > candidate.start) || (right !== undefined && right.start < candidate.end)) continue;
    taken.splice(at, 0, candidate);
    kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : 1));
}

/** How many of the spans start before `start`. */
function placeOf(spans: readonly Candidate[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
