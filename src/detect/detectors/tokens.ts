// All token formats.
import { clouds } from './clouds.ts';
import { commerce } from './commerce.ts';
import { hosting } from './hosting.ts';
import { identity } from './identity.ts';
import { messaging } from './messaging.ts';
import { platforms } from './platforms.ts';
import { runFormats } from './run-formats.ts';

/** Woken by a literal of their own. */
const anchored = [...hosting, ...clouds, ...identity, ...messaging, ...commerce, ...platforms];

/** Formats with a prefix or another literal of their own. */
export const formats = [...anchored, ...runFormats];
