// The look: gate, woken detectors, decoded stretches, containers; then overlaps are settled. Nothing here knows the policy.
import type { Candidate, Document, Encoding, Path, Unread } from '../model.ts';
import { Secret } from '../secret.ts';
import type { Decoder, Detector, Hit, Plan } from './detector.ts';
import type { Gate } from './gate/gate.ts';
import { tableGate } from './gate/table-gate.ts';
import { Scene } from './scene.ts';
import { settle } from './settle.ts';
import { viewOf, type View } from './text.ts';

/** What a document yielded. Offsets of candidates are of `view.text`. */
export interface Look {
  readonly view: View;
  readonly candidates: readonly Candidate[];
  readonly unread: readonly Unread[];
}

export type Engine = (document: Document) => Look;

/** Ready-made for one plan; keep it, because making the gate costs more than a look. */
export function engineOf(plan: Plan, makeGate: (anchors: Plan['detectors'][number]['anchors']) => Gate = tableGate): Engine {
  const wake = wakeTable(plan);
  const gate = makeGate(wake.anchors);

  const lookInto = (scene: Scene, bytes: Uint8Array, via: readonly Encoding[], at: (offset: number, end: boolean) => number, out: Candidate[]): void => {
    const decode = (decoder: Decoder, start: number, end: number): void => {
      if (scene.depth >= plan.maxDepth) return;
      const found = decoder.decode(scene, start, end);
      if (found === undefined) return;
      const inner = new Scene(found.text, scene.path, scene.depth + 1);
      const map = (offset: number, isEnd: boolean): number => at(found.at ? found.at(offset) : isEnd ? found.end : found.start, isEnd);
      lookInto(inner, Buffer.from(found.text, 'latin1'), [...via, found.encoding], map, out);
    };
    const report = (detector: Detector, hits: Hit | readonly Hit[] | undefined): void => {
      if (hits === undefined) return;
      for (const hit of Array.isArray(hits) ? (hits as readonly Hit[]) : [hits as Hit]) out.push(candidateOf(hit, detector, scene, via, at));
    };
    gate.find(
      bytes,
      (index, offset) => {
        const anchor = wake.anchors[index];
        if (anchor === undefined) return;
        for (const detector of wake.detectors[index] ?? []) {
          report(detector, detector.find(scene, offset, anchor));
        }
        for (const decoder of wake.decoders[index] ?? []) decode(decoder, offset, offset + anchor.text.length);
      },
      (start, end) => {
        for (const detector of wake.runDetectors) report(detector, detector.find(scene, start, { text: scene.text.slice(start, end) }));
        for (const decoder of wake.runs) decode(decoder, start, end);
      },
    );
  };

  return (document) => {
    const candidates: Candidate[] = [];
    const unread: Unread[] = [];
    const view = viewOf(document.bytes);
    if (document.origin === 'file') candidates.push(...namedFiles(plan, document.path, document.bytes));
    lookInto(new Scene(view.text, document.path, 0), view.bytes, view.encoding ? [view.encoding] : [], (offset) => offset, candidates);
    if (document.origin === 'file') inside(plan, document, candidates, unread, engineFor(plan, lookInto));
    return { view, candidates: settle(candidates), unread };
  };
}

type LookInto = (scene: Scene, bytes: Uint8Array, via: readonly Encoding[], at: (offset: number, end: boolean) => number, out: Candidate[]) => void;

/** Looks into the entries of a container; what is found there is reported at the container's start. */
function inside(plan: Plan, document: Document, out: Candidate[], unread: Unread[], look: (path: Path, bytes: Uint8Array, out: Candidate[]) => void): void {
  for (const container of plan.containers) {
    const entries = container.entries(document.path, document.bytes);
    if (entries === undefined) continue;
    for (const entry of entries) {
      if ('bytes' in entry) look(entry.path, entry.bytes, out);
      else unread.push(entry);
    }
    return;
  }
}

function engineFor(plan: Plan, lookInto: LookInto): (path: Path, bytes: Uint8Array, out: Candidate[]) => void {
  return (path, bytes, out) => {
    const view = viewOf(bytes);
    const found: Candidate[] = namedFiles(plan, path, bytes).map((candidate) => ({ ...candidate, decodedFrom: ['archive'] as const }));
    lookInto(new Scene(view.text, path, 1), view.bytes, view.encoding ? ['archive', view.encoding] : ['archive'], () => 0, found);
    out.push(...found);
  };
}

function candidateOf(hit: Hit, detector: Detector, scene: Scene, via: readonly Encoding[], at: (offset: number, end: boolean) => number): Candidate {
  const rule = hit.rule ?? detector.rule;
  return {
    rule,
    severity: hit.severity ?? rule.severity,
    certainty: hit.certainty,
    start: at(hit.start, false),
    end: at(hit.end, true),
    secret: new Secret(scene.text.slice(hit.start, hit.end)),
    prefix: hit.prefix ?? '',
    keyPath: hit.keyPath ?? [],
    decodedFrom: via,
    evidence: hit.evidence ?? [],
  };
}

function namedFiles(plan: Plan, path: Path, bytes: Uint8Array): Candidate[] {
  const found: Candidate[] = [];
  for (const file of plan.fileRules) {
    const certainty = file.matches(path, bytes);
    if (certainty === undefined) continue;
    const severity = file.severity?.(path) ?? file.rule.severity;
    found.push({
      rule: file.rule,
      severity,
      certainty,
      start: 0,
      end: 0,
      secret: new Secret(`${file.rule.id}\n${path}`),
      prefix: '',
      keyPath: [],
      decodedFrom: [],
      evidence: [],
    });
  }
  return found;
}

/** Which detectors and decoders each anchor wakes; equal anchors are one. */
function wakeTable(plan: Plan) {
  const index = new Map<string, number>();
  const anchors: Plan['detectors'][number]['anchors'][number][] = [];
  const detectors: Detector[][] = [];
  const decoders: Decoder[][] = [];
  const slot = (anchor: (typeof anchors)[number]): number => {
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
  return {
    anchors,
    detectors,
    decoders,
    runs: plan.decoders.filter((decoder) => decoder.runs),
    runDetectors: plan.detectors.filter((detector) => detector.runs),
  };
}
