// The keyword index: which detectors and decoders each keyword triggers.
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

/** Separates keywords in the written index. No keyword contains it, which the build checks; a character beyond ASCII would take six bytes each time. */
const SEPARATOR = '\x7f';

/** An index as data, with numbers in place of detectors and decoders: made by the build, so that a hook needn't instantiate every detector. */
export interface WrittenIndex {
  /** joined by `SEPARATOR`; in lower case where they are caseless */
  readonly texts: string;
  /** a digit for each: 1 where it is caseless */
  readonly folds: string;
  /** numbers of detectors and of decoders, `;` between keywords */
  readonly detectors: string;
  readonly decoders: string;
  /** numbers of the detectors that runs trigger */
  readonly runs: string;
}

const numbers = (text: string): number[] => (text === '' ? [] : text.split(' ').map(Number));

export function writtenIndex(plan: Plan): WrittenIndex {
  const wake = wakeOf(plan);
  if (wake.anchors.some(({ text }) => text.includes(SEPARATOR))) throw new Error(`a keyword contains ${SEPARATOR}`);
  const each = (list: (anchor: number) => readonly number[]): string => wake.anchors.map((_, anchor) => list(anchor).join(' ')).join(';');
  return {
    texts: wake.anchors.map(({ text, caseless }) => (caseless ? text.toLowerCase() : text)).join(SEPARATOR),
    folds: wake.anchors.map(({ caseless }) => (caseless ? '1' : '0')).join(''),
    detectors: each((anchor) => wake.detectorsAt(anchor).map((detector) => plan.detectors.indexOf(detector))),
    decoders: each((anchor) => wake.decodersAt(anchor).map((decoder) => plan.decoders.indexOf(decoder))),
    runs: wake
      .runDetectors()
      .map((detector) => plan.detectors.indexOf(detector))
      .join(' '),
  };
}

/** Reads a written index. A detector is made when one of its keywords is first found. @param detector returns the one with this number in the plan */
export function readIndex(written: WrittenIndex, detector: (number: number) => Detector, decoders: readonly Decoder[]): Wake {
  const anchors = written.texts.split(SEPARATOR).map((text, index): Anchor => (written.folds[index] === '1' ? { text, caseless: true } : { text }));
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
