// The seal: a candidate goes in with its value, a finding comes out that has no field which could hold it.
import { underInstances } from './detect/detectors/structures/file-rules.ts';
import { positionsOf } from './detect/lines.ts';
import type { View } from './detect/text.ts';
import { guessable } from './guessable.ts';
import type { Candidate, Document, Finding, Fingerprint } from './model.ts';
import { open } from './secret.ts';

/** Turns a value (one character a byte) into hex. Given by the edge, because hashing is not the core's business. */
export interface Hasher {
  /** keyed SHA-256, for values that cannot be guessed */
  fast(value: string): string;
  /** scrypt, for values that a dictionary could hold: several milliseconds each */
  slow(value: string): string;
}

/** Seals all candidates of one document. A value is hashed once, however often it stands there. */
export function seal(candidates: readonly Candidate[], document: Document, view: View, hasher: Hasher, commit?: string): Finding[] {
  const position = candidates.length > 0 ? positionsOf(view.text) : undefined;
  return candidates.map((candidate) => {
    const value = open(candidate.secret);
    const start = position?.(candidate.start) ?? { line: 1, column: 1 };
    const end = position?.(candidate.end) ?? start;
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
      fingerprint: fingerprintOf(value, named, hasher),
      redacted: redact(value, candidate.prefix, named),
      lead: named ? '' : leadOf(view.text, candidate, candidates),
      keyPath: candidate.keyPath,
      decodedFrom: candidate.decodedFrom,
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

function leadOf(text: string, candidate: Candidate, all: readonly Candidate[]): string {
  if (candidate.decodedFrom.includes('archive')) return '';
  const from = Math.max(0, candidate.start - 90);
  const line = text.slice(from, candidate.start);
  const found = naming.exec(line);
  if (found === null) return '';
  const at = from + found.index;
  const overlaps = all.some((other) => other.start < candidate.start && at < other.end);
  return overlaps || /\d{5,}|[A-Za-z0-9]{33,}/.test(found[1] ?? '') ? '' : found[0];
}
