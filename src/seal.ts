// The seal: a candidate goes in with its value, a finding comes out that has no field which could hold it.
import { underInstances } from './detect/detectors/structures/file-rules.ts';
import { positionsOf } from './detect/lines.ts';
import type { View } from './detect/text.ts';
import { guessable } from './guessable.ts';
import type { Candidate, Document, Finding, Fingerprint } from './model.ts';
import { identityOf, open } from './secret.ts';

/** Turns a value (one character a byte) into hex. Given by the edge, because hashing is not the core's business. */
export interface Hasher {
  /** keyed SHA-256, for values that cannot be guessed */
  fast(value: string): string;
  /** scrypt, for values that a dictionary could hold: several milliseconds each */
  slow(value: string): string;
}

/**
 * Seals all candidates of one document. A value is hashed once, however often it stands there.
 * @param all everything that was found in the document, in order of place: what is beside a value may be another one
 */
export function seal(candidates: readonly Candidate[], document: Document, view: View, hasher: Hasher, commit?: string, all = candidates): Finding[] {
  if (candidates.length === 0) return [];
  const position = positionsOf(view.text);
  const isTelling = tellingOf(all.map(({ secret }) => open(secret)));
  return candidates.map((candidate) => {
    const value = open(candidate.secret);
    const identity = identityOf(candidate.secret);
    const start = position(candidate.start);
    const end = position(candidate.end);
    const named = candidate.rule.specificity === 3 && candidate.start === candidate.end && candidate.decodedFrom.length === 0;
    return {
      ruleId: candidate.rule.id,
      class: candidate.rule.class,
      severity: underInstances(document.path) && candidate.rule.class !== 'policy' && candidate.severity !== 'low' ? 'critical' : candidate.severity,
      certainty: candidate.certainty,
      detail: named ? { code: 'file-name' } : { code: 'value' },
      file: document.path,
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      ...(commit === undefined ? {} : { commit }),
      fingerprint: fingerprintOf(identity, named, hasher),
      ...(identity === value ? {} : { formerFingerprint: fingerprintOf(value, named, hasher) }),
      redacted: redact(value, candidate.prefix, named),
      lead: named ? '' : leadOf(view.text, candidate, all, isTelling),
      keyPath: candidate.keyPath.map((key) => (isTelling(key) ? '…' : key)),
      decodedFrom: candidate.decodedFrom,
      ...(candidate.within === undefined
        ? {}
        : {
            within: candidate.within
              .split('/')
              .map((part) => (isTelling(part) ? '…' : part))
              .join('/'),
          }),
      evidence: candidate.evidence,
      related: [],
    };
  });
}

/** `v1f-` + 32 hex for values beyond guessing and for names, `v1s-` + 32 hex for the others. */
function fingerprintOf(value: string, named: boolean, hasher: Hasher): Fingerprint {
  return (named || !guessable(value) ? `v1f-${hasher.fast(value).slice(0, 32)}` : `v1s-${hasher.slow(value).slice(0, 32)}`) as Fingerprint;
}

/** The public prefix and the length, nothing else. */
function redact(value: string, prefix: string, named: boolean): string {
  if (named) return '';
  return `${prefix}…(${String(value.length)})`;
}

/** A name, an operator and an opening quote right before the value: nothing else of the line is known to be harmless. */
const naming = /([A-Za-z_$][\w$.-]{0,60})["'\]>)]{0,2}[ \t]{0,8}(?::=|=>|[=:(,])[ \t]{0,8}["'`]?$/;

function leadOf(text: string, candidate: Candidate, all: readonly Candidate[], isTelling: (name: string) => boolean): string {
  if (candidate.decodedFrom.includes('archive')) return '';
  const from = Math.max(0, candidate.start - 90);
  const line = text.slice(from, candidate.start);
  const found = naming.exec(line);
  if (found?.[1] === undefined) return '';
  // what was found does not overlap and stands in order: the one before reaches furthest
  const overlaps = from + found.index < (all[countBefore(all, candidate.start) - 1]?.end ?? 0);
  return overlaps || /\d{5,}|[A-Za-z0-9]{33,}/.test(found[1]) || isTelling(found[1]) ? '' : found[0];
}

const shortest = 8;
const looksLikeValue = (name: string): boolean => name.length >= 20 && /^[A-Za-z0-9+/=]+$/.test(name) && /\d/.test(name) && /[A-Za-z]/.test(name);

/** Says of a name whether it holds a value of this document, or looks as if it could be one: then it is shown nowhere. */
function tellingOf(values: readonly string[]): (name: string) => boolean {
  const known = new Set(values);
  const lengths = [...new Set(values.map((value) => value.length))].filter((length) => length >= shortest);
  const answers = new Map<string, boolean>();
  const holds = (name: string): boolean =>
    lengths.some((length) => {
      for (let at = 0; at + length <= name.length; at += 1) if (known.has(name.slice(at, at + length))) return true;
      return false;
    });
  return (name) => {
    let answer = answers.get(name);
    if (answer === undefined) answers.set(name, (answer = looksLikeValue(name) || known.has(name) || holds(name)));
    return answer;
  };
}

/** How many start before `start`. */
function countBefore(all: readonly Candidate[], start: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
