// The formats that the start of a run tells, as the one detector that they share.
import type { Detector } from '../detector.ts';
import { runDetector } from '../shape/detect-run.ts';
import { runFormats } from './run-formats.ts';

export const runs: readonly Detector[] = [runDetector(runFormats)];
