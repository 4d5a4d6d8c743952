// Rules of the repository's own: patterns of admins, run on a linear-time engine because nobody proved them.
import { RE2JS } from 're2js';
import { customRule, isLoud, type CustomPattern } from './custom-rule.ts';
import type { Detector, Hit } from './detector.ts';
import { entropy } from './evidence/entropy.ts';
import type { Scene } from './scene.ts';

const before = 200;
const after = 1000;

/** @throws where the pattern is not RE2 syntax */
export function customDetector(custom: CustomPattern): Detector {
  const pattern = RE2JS.compile(custom.pattern);
  const certainty = isLoud(custom) ? 'shaped' : 'likely';
  return {
    rule: customRule(custom),
    own: true,
    anchors: custom.keywords.map((text) => ({ text, caseless: true as const })),
    find(scene: Scene, at: number): readonly Hit[] {
      const start = Math.max(0, at - before);
      const matcher = pattern.matcher(scene.text.slice(start, at + after));
      const hits: Hit[] = [];
      while (matcher.find()) {
        const group = matcher.groupCount() > 0 && matcher.group(1) !== null ? 1 : 0;
        const [from, to] = [start + matcher.start(group), start + matcher.end(group)];
        if (to > from && to >= at && entropy(scene.text.slice(from, to)) >= (custom.minEntropy ?? 0)) hits.push({ start: from, end: to, certainty });
      }
      return hits;
    },
  };
}
