// Findings that are kept while much more is read: cut loose from the texts in which they stood, and what many have in common is there once.
import type { Finding, Path } from '../../model.ts';

/** Versions of a file repeat their findings, evidence and all; each thread tells the same words again. */
export class Lasting {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, object>();

  /** The same findings. A part of a string keeps the whole string in memory: written down and read again, it stands alone. */
  of(findings: readonly Finding[]): readonly Finding[] {
    return findings.map((finding) => Object.fromEntries(Object.entries(finding).map(([name, value]) => [name, this.#once(value)])) as unknown as Finding);
  }

  path(path: Path): Path {
    return this.#once(path) as Path;
  }

  #once(value: unknown): unknown {
    if (typeof value === 'string') {
      const known = this.#texts.get(value);
      if (known !== undefined) return known;
      const own = JSON.parse(JSON.stringify(value)) as string;
      this.#texts.set(own, own);
      return own;
    }
    if (typeof value !== 'object' || value === null) return value;
    const key = JSON.stringify(value);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const own = JSON.parse(key) as object;
    this.#lists.set(key, own);
    return own;
  }
}
