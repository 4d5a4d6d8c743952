// Every rule that the product knows, once: for lists, words and documentation.
import type { Rule } from '../model.ts';
import { catalogue } from './catalogue.ts';
import { bareRules } from './detectors/bare.ts';
import { genericRules } from './detectors/generic.ts';
import { storeRules } from './detectors/promises/store-isolation.ts';
import { keyMaterialRules } from './detectors/structures/key-material.ts';
import { privateKeyRules } from './detectors/structures/private-key.ts';
import { urlCredentialRules } from './detectors/structures/url-credentials.ts';
import { runFormats } from './detectors/run-formats.ts';

const all = (): readonly Rule[] => [
  ...catalogue.fileRules.map((file) => file.rule),
  ...catalogue.detectors.map((detector) => detector.rule),
  // rules that a detector chooses among
  ...privateKeyRules,
  ...keyMaterialRules,
  ...urlCredentialRules,
  ...genericRules,
  ...storeRules,
  ...bareRules,
  ...runFormats.map((format) => format.rule),
];

/** In order of id. Put together where it is asked for: a look needs no list. */
export const ruleList = (): readonly Rule[] => [...new Map(all().map((rule) => [rule.id, rule])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
