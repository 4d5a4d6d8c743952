// The words of a rule of the repository's own; its pattern is compiled elsewhere, and only where there is one.
import type { Rule } from '../model.ts';

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

/** A rule that only warns must not hide what another rule refuses at the same place: it loses every overlap. */
export const isLoud = (custom: CustomPattern): boolean => custom.severity !== 'low' && custom.severity !== 'medium';

export const customRule = (custom: CustomPattern): Rule => ({
  id: custom.id,
  class: custom.class ?? 'credential',
  severity: custom.severity ?? 'high',
  title: custom.title,
  holder: 'A rule of this repository says that it is a secret.',
  rotate: 'Ask the owner of that rule.',
  specificity: isLoud(custom) ? 2 : 0,
});
