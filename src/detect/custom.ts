// Rules of the repository's own: patterns of admins, run on a linear-time engine because nobody proved them.
import { RE2JS } from 're2js';
import type { Rule } from '../model.ts';
import type { Detector, Hit } from './detector.ts';
import type { Scene } from './scene.ts';

/** What a policy says of such a rule. */
export interface CustomPattern {
  readonly id: string;
  readonly title: string;
  readonly class?: Rule['class'];
  readonly severity?: Rule['severity'];
  readonly keywords: readonly string[];
  readonly pattern: string;
  readonly minEntropy?: number;
}

const before = 200;
const after = 1000;

/** @throws where the pattern is not RE2 syntax */
export function customDetector(custom: CustomPattern): Detector {
  const pattern = RE2JS.compile(custom.pattern);
  const severity = custom.severity ?? 'high';
  const loud = severity === 'high' || severity === 'critical';
  const rule: Rule = {
    id: custom.id,
    class: custom.class ?? 'credential',
    severity,
    title: custom.title,
    holder: 'A rule of this repository says that it is a secret.',
    rotate: 'Ask the owner of that rule.',
    // a rule that only warns must not hide what another rule refuses at the same place
    specificity: loud ? 2 : 0,
  };
  return {
    rule,
    anchors: custom.keywords.map((text) => ({ text, caseless: true as const })),
    find(scene: Scene, at: number): readonly Hit[] {
      const start = Math.max(0, at - before);
      const matcher = pattern.matcher(scene.text.slice(start, at + after));
      const hits: Hit[] = [];
      while (matcher.find()) {
        const group = matcher.groupCount() > 0 && matcher.group(1) !== null ? 1 : 0;
        const [from, to] = [start + matcher.start(group), start + matcher.end(group)];
        if (to > from && to >= at && entropy(scene.text.slice(from, to)) >= (custom.minEntropy ?? 0))
          hits.push({ start: from, end: to, certainty: loud ? 'shaped' : 'likely' });
      }
      return hits;
    },
  };
}

/** Shannon's entropy, in bits for each character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
