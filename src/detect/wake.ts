// What each anchor wakes.
import type { Anchor, Decoder, Detector, Plan } from './detector.ts';

export interface Wake {
  /** each once */
  readonly anchors: readonly Anchor[];
  /** in the order of the plan */
  detectorsAt(anchor: number): readonly Detector[];
  decodersAt(anchor: number): readonly Decoder[];
  /** what runs of base64 characters wake */
  readonly runs: readonly Decoder[];
  runDetectors(): readonly Detector[];
}

const none: readonly never[] = [];

/** Worked out from a plan; equal anchors are one. */
export function wakeOf(plan: Plan): Wake {
  const index = new Map<string, number>();
  const anchors: Anchor[] = [];
  const detectors: Detector[][] = [];
  const decoders: Decoder[][] = [];
  const slot = (anchor: Anchor): number => {
    const key = anchor.caseless ? `i${anchor.text.toLowerCase()}` : `c${anchor.text}`;
    let at = index.get(key);
    if (at === undefined) {
      at = anchors.push(anchor) - 1;
      index.set(key, at);
    }
    return at;
  };
  for (const detector of plan.detectors) for (const anchor of detector.anchors) (detectors[slot(anchor)] ??= []).push(detector);
  for (const decoder of plan.decoders) for (const anchor of decoder.anchors) (decoders[slot(anchor)] ??= []).push(decoder);
  const runDetectors = plan.detectors.filter((detector) => detector.runs);
  return {
    anchors,
    detectorsAt: (anchor) => detectors[anchor] ?? none,
    decodersAt: (anchor) => decoders[anchor] ?? none,
    runs: plan.decoders.filter((decoder) => decoder.runs),
    runDetectors: () => runDetectors,
  };
}

/** Separates anchors. No anchor contains it, which the build checks; a character beyond ASCII would take six bytes of the bundle each time. */
const seam = '\x7f';

/** As `wakeOf` writes it down for a build: numbers in place of detectors and decoders. */
export interface Written {
  /** joined by `seam`; folded where they are caseless */
  readonly texts: string;
  /** a digit for each: 1 where it is caseless */
  readonly folds: string;
  /** numbers of detectors and of decoders, `;` between anchors */
  readonly detectors: string;
  readonly decoders: string;
  /** numbers of the detectors that runs wake */
  readonly runs: string;
}

const numbers = (text: string): number[] => (text === '' ? [] : text.split(' ').map(Number));

export function writtenWake(plan: Plan): Written {
  const wake = wakeOf(plan);
  if (wake.anchors.some(({ text }) => text.includes(seam))) throw new Error(`an anchor has ${seam} in it`);
  const each = (list: (anchor: number) => readonly number[]): string => wake.anchors.map((_, anchor) => list(anchor).join(' ')).join(';');
  return {
    texts: wake.anchors.map(({ text, caseless }) => (caseless ? text.toLowerCase() : text)).join(seam),
    folds: wake.anchors.map(({ caseless }) => (caseless ? '1' : '0')).join(''),
    detectors: each((anchor) => wake.detectorsAt(anchor).map((detector) => plan.detectors.indexOf(detector))),
    decoders: each((anchor) => wake.decodersAt(anchor).map((decoder) => plan.decoders.indexOf(decoder))),
    runs: wake
      .runDetectors()
      .map((detector) => plan.detectors.indexOf(detector))
      .join(' '),
  };
}

/** The same read back: a detector is made when it is first woken. @param detector the one that has this number in the plan */
export function readWake(written: Written, detector: (number: number) => Detector, decoders: readonly Decoder[]): Wake {
  const anchors = written.texts.split(seam).map((text, index): Anchor => (written.folds[index] === '1' ? { text, caseless: true } : { text }));
  const wakers = written.detectors.split(';');
  const undoers = written.decoders.split(';');
  const awake: (readonly Detector[] | undefined)[] = [];
  let runDetectors: readonly Detector[] | undefined;
  return {
    anchors,
    detectorsAt: (anchor) => (awake[anchor] ??= numbers(wakers[anchor] ?? '').map(detector)),
    decodersAt: (anchor) => numbers(undoers[anchor] ?? '').flatMap((number) => decoders[number] ?? []),
    runs: decoders.filter((decoder) => decoder.runs),
    runDetectors: () => (runDetectors ??= numbers(written.runs).map(detector)),
  };
}
