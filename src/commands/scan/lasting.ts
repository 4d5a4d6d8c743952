// Findings that are kept while much more is read: cut loose from the texts in which they stood, and what many have in common is there once.
import type { Evidence, Finding } from '../../model.ts';

/** Versions of a file repeat their findings, evidence and all. */
export class Lasting {
  readonly #evidence = new Map<string, readonly Evidence[]>();

  /** The same findings. A part of a string keeps the whole string in memory: written down and read again, it stands alone. */
  of(findings: readonly Finding[]): readonly Finding[] {
    return findings.map(({ evidence, ...rest }) => ({ ...(JSON.parse(JSON.stringify(rest)) as typeof rest), evidence: this.#once(evidence) }));
  }

  #once(evidence: readonly Evidence[]): readonly Evidence[] {
    const key = JSON.stringify(evidence);
    const known = this.#evidence.get(key);
    if (known !== undefined) return known;
    const own = JSON.parse(key) as readonly Evidence[];
    this.#evidence.set(key, own);
    return own;
  }
}
