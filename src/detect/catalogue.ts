// Everything that is looked for by default: the one place where detectors, decoders, file rules and containers are listed.
import type { Plan } from './detector.ts';
import { structures } from './detectors/structures/all.ts';
import { containers } from './containers/all.ts';
import { decoders } from './decode/all.ts';
import { generic } from './detectors/generic.ts';
import { exampleValues } from './detectors/promises/example-value.ts';
import { loggedSecrets } from './detectors/promises/logged-secret.ts';
import { storeIsolation } from './detectors/promises/store-isolation.ts';
import { structured } from './detectors/structured.ts';
import { tokens } from './detectors/tokens.ts';
import { fileRules } from './detectors/structures/file-rules.ts';

export const catalogue: Plan = {
  detectors: [...structures, ...tokens, ...generic, ...structured, ...exampleValues, ...loggedSecrets, ...storeIsolation],
  decoders,
  fileRules,
  containers,
  maxDepth: 5,
};
