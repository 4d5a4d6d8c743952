// Overlaps: specific beats generic, then the surer one, then the longer one. Detectors never decide this.
import { SecretSet } from '../secret.ts';
import { certainties, severities, type Candidate } from '../model.ts';

const rank = (candidate: Candidate): number =>
  candidate.rule.specificity * 100 + certainties.indexOf(candidate.certainty) * 10 + severities.indexOf(candidate.severity);

/** Leaves one candidate for each stretch of the text, in order of place. Whole-file candidates (empty span) stand beside all. */
export function settle(candidates: readonly Candidate[]): Candidate[] {
  const best = [...candidates].sort(
    (a, b) => rank(b) - rank(a) || b.end - b.start - (a.end - a.start) || a.start - b.start || a.decodedFrom.length - b.decodedFrom.length,
  );
  const wholes: Candidate[] = [];
  const seen = new Map<string, SecretSet>();
  // the spans that are taken, in order of place: they never overlap, so the neighbours of a place say all
  const taken: Candidate[] = [];
  for (const candidate of best) {
    if (candidate.start === candidate.end) {
      // a finding inside a container has no span of its own: one for each rule and value
      let values = seen.get(candidate.rule.id);
      if (values === undefined) seen.set(candidate.rule.id, (values = new SecretSet()));
      if (values.add(candidate.secret)) wholes.push(candidate);
      continue;
    }
    const at = placeOf(taken, candidate.start);
    const left = taken[at - 1];
    const right = taken[at];
    if (right !== undefined && unwraps(candidate, right)) taken[at] = { ...candidate, severity: right.severity };
    else if ((left === undefined || left.end <= candidate.start) && (right === undefined || right.start >= candidate.end)) taken.splice(at, 0, candidate);
  }
  return [...wholes, ...taken].sort((a, b) => a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : 1));
}

/** Of one stretch for which only a name speaks, what its base64 means counts and not its letters: the surer judgement of both stays. */
function unwraps(candidate: Candidate, other: Candidate): boolean {
  const sameSpan = candidate.start === other.start && candidate.end === other.end;
  const wrapped = candidate.decodedFrom[0]?.startsWith('base64') === true && other.decodedFrom.length === 0;
  return sameSpan && wrapped && candidate.rule.specificity === 0 && other.rule.specificity === 0;
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
