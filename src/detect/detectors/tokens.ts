// All token formats as detectors.
import type { Detector } from '../detector.ts';
import { contextDetector } from '../shape/detect-context.ts';
import { shapeDetector } from '../shape/detect-shape.ts';
import { bare } from './bare.ts';
import { clouds } from './clouds.ts';
import { commerce } from './commerce.ts';
import { contextual } from './contextual.ts';
import { hosting } from './hosting.ts';
import { identity } from './identity.ts';
import { messaging } from './messaging.ts';
import { platforms } from './platforms.ts';
import { runFormats } from './run-formats.ts';
import { runs } from './runs.ts';
import { services } from './services.ts';

/** Woken by a literal of their own. */
const anchored = [...hosting, ...clouds, ...identity, ...messaging, ...commerce, ...platforms];

/** Formats with a prefix or another literal of their own. */
export const formats = [...anchored, ...runFormats];

export const tokens: readonly Detector[] = [...anchored.map(shapeDetector), ...runs, ...contextual.map(contextDetector), ...bare, ...services];
