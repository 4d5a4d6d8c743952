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
import { services } from './services.ts';

/** Formats with a prefix or another literal of their own. */
export const formats = [...hosting, ...clouds, ...identity, ...messaging, ...commerce, ...platforms];

export const tokens: readonly Detector[] = [...formats.map(shapeDetector), ...contextual.map(contextDetector), ...bare, ...services];
