// A broken promise as a finding: it has a place and words, and no value.
import { hasherOf } from '../io/hasher.ts';
import type { Finding, Fingerprint, Path } from '../model.ts';

export interface Broken {
  readonly file: Path;
  readonly row: string;
  readonly what: string;
  readonly wayOut: string;
}

/** @param ruleId kebab-case id of the check */
export function promiseFinding(ruleId: string, broken: Broken, commit?: string): Finding {
  const digest = hasherOf().fast(`${ruleId}\n${broken.file}\n${broken.what}`).slice(0, 32);
  return {
    ruleId,
    class: 'policy',
    severity: 'high',
    certainty: 'structural',
    detail: { code: 'promise', row: broken.row, what: `${broken.what} (contract row ${broken.row})`, args: { wayOut: broken.wayOut } },
    file: broken.file,
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1,
    ...(commit === undefined ? {} : { commit }),
    fingerprint: `v1f-${digest}` as Fingerprint,
    redacted: '',
    lead: '',
    keyPath: [],
    decodedFrom: [],
    evidence: [],
    related: [],
  };
}
