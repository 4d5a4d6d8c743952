// Everything that is looked for by default: the one place where detectors, decoders, file rules and containers are listed.
import type { Plan } from './detector.ts';

export const catalogue: Plan = {
  detectors: [],
  decoders: [],
  fileRules: [],
  containers: [],
  maxDepth: 5,
};
