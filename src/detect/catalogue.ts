// Everything that is searched for by default: the only place where detectors, decoders, file rules and containers are listed.
// Every import of a detector is used inside a function, so that a bundle can evaluate its module when it is first used (build/lazy-imports.mjs).
import type { Detector, Plan } from './detector.ts';
import { containers } from './containers/all.ts';
import { decoders } from './decode/all.ts';
import { bare } from './detectors/bare.ts';
import { clouds } from './detectors/clouds.ts';
import { commerce } from './detectors/commerce.ts';
import { contextual } from './detectors/contextual.ts';
import { generic } from './detectors/generic.ts';
import { hosting } from './detectors/hosting.ts';
import { identity } from './detectors/identity.ts';
import { messaging } from './detectors/messaging.ts';
import { platforms } from './detectors/platforms.ts';
import { exampleValues } from './detectors/promises/example-value.ts';
import { loggedSecrets } from './detectors/promises/logged-secret.ts';
import { storeIsolationIn } from './detectors/promises/store-isolation.ts';
import { runs } from './detectors/runs.ts';
import { services } from './detectors/services.ts';
import { structured } from './detectors/structured.ts';
import { structures } from './detectors/structures/all.ts';
import { fileRules } from './detectors/structures/file-rules.ts';
import { contextDetector } from './shape/detect-context.ts';
import { shapeDetector } from './shape/detect-shape.ts';

/** Some detectors of the catalogue, each made when it is first asked for. */
interface Part {
  size(): number;
  at(index: number): Detector | undefined;
}

const listed = (list: () => readonly Detector[]): Part => ({ size: () => list().length, at: (index) => list()[index] });

function made<Format>(formats: () => readonly Format[], detectorOf: (format: Format) => Detector): Part {
  const detectors: Detector[] = [];
  return {
    size: () => formats().length,
    at: (index) => {
      const format = formats()[index];
      return format === undefined ? undefined : (detectors[index] ??= detectorOf(format));
    },
  };
}

/** Folders that a policy names besides the usual ones. */
export interface StorePlaces {
  readonly controlPlane?: readonly string[];
  readonly stores?: readonly string[];
}

const usual: readonly Part[] = [
  listed(() => structures),
  ...[() => hosting, () => clouds, () => identity, () => messaging, () => commerce, () => platforms].map((formats) =>
    made(formats, (format) => shapeDetector(format)),
  ),
  listed(() => runs),
  made(
    () => contextual,
    (format) => contextDetector(format),
  ),
  listed(() => bare),
  listed(() => services),
  listed(() => generic),
  listed(() => structured),
  listed(() => exampleValues),
  listed(() => loggedSecrets),
];

/** The part whose detectors depend on where stores and the control plane are. */
function isolation({ controlPlane, stores }: StorePlaces): Part {
  let detectors: readonly Detector[] | undefined;
  return listed(() => (detectors ??= storeIsolationIn(controlPlane ?? [], stores ?? [])));
}

/** All parts in the order of the catalogue. */
const parts: readonly Part[] = [...usual, isolation({})];

const detectorsIn = (some: readonly Part[]): readonly Detector[] =>
  some.flatMap((part) => Array.from({ length: part.size() }, (_, index) => part.at(index)).filter((one) => one !== undefined));

/** How many detectors each part of the catalogue has: what `detectorAt` needs to know to evaluate only the part that it takes one from. */
export const partSizes = (): readonly number[] => parts.map((part) => part.size());

/** The detector with this number in the catalogue. */
export function detectorAt(number: number, sizes: readonly number[]): Detector {
  let part = 0;
  let index = number;
  while (index >= (sizes[part] ?? Infinity)) index -= sizes[part++] ?? 0;
  const detector = parts[part]?.at(index);
  if (detector === undefined) throw new Error('the keyword index names a detector that the catalogue lacks');
  return detector;
}

/** The detectors of the catalogue, those about stores for these places. */
export const detectorsFor = (places: StorePlaces): readonly Detector[] => detectorsIn([...usual, isolation(places)]);

let all: readonly Detector[] | undefined;
export const catalogue: Plan = {
  get detectors() {
    return (all ??= detectorsIn(parts));
  },
  decoders,
  fileRules,
  containers,
  maxDepth: 5,
};
