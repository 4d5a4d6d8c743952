// The look: gate, woken detectors, decoded stretches, containers; then overlaps are settled. Nothing here knows the policy.
import type { Candidate, Document, Encoding, Path, Unread } from '../model.ts';
import { Secret, SecretSet } from '../secret.ts';
import { nothingHere, nothingNear, nothingWide, nothingYet, type Anchor, type Decoder, type Detector, type Hit, type Plan } from './detector.ts';
import type { Gate, Outcome } from './gate/gate.ts';
import { kernelGate } from './gate/kernel-gate.ts';
import { nameAll, type Held } from './keys.ts';
import { isPublished } from './published.ts';
import { Scene } from './scene.ts';
import { budgetFor, type Budget } from './budget.ts';
import { settle } from './settle.ts';
import { latin1, viewOf, type View } from './text.ts';
import { wakeOf, type Wake } from './wake.ts';

/** What a document yielded. Offsets of candidates are of `view.text`. */
export interface Look {
  readonly view: View;
  readonly candidates: readonly Candidate[];
  readonly unread: readonly Unread[];
  /** set for the first window of a container, which has to be opened as a whole */
  readonly isContainer?: true;
}

/** Bytes that undoing a stretch inside a stretch counts for beside its length: as long as it takes to look at them. */
const nestedCost = 16_384;

/** @param through what stands between the document's own text and the gate: `remembering` */
export type Engine = (document: Document, through?: Through) => Look;
/** @param manner all that decides how the text is read, besides the text */
export type Through = (gate: Gate, manner: string) => Gate;

/** Ready-made for one plan; keep it, because making the gate costs more than a look. */
export const engineOf = (plan: Plan, makeGate: (anchors: readonly Anchor[]) => Gate = kernelGate): Engine => engineOver(plan, wakeOf(plan), makeGate);

/** @param wake what the anchors of this plan wake */
export function engineOver(plan: Omit<Plan, 'detectors'>, wake: Wake, makeGate: (anchors: readonly Anchor[]) => Gate = kernelGate): Engine {
  const gate = makeGate(wake.anchors);

  const lookInto: LookInto = (scene, bytes, via, at, out, budget, through) => {
    const undone = new Map<Decoder, number>();
    const held: Held[] = [];
    const decode = (decoder: Decoder, start: number, end: number): Outcome => {
      // a stretch is undone once, by the first anchor or run in it: else each line of wrapped base64 undoes all lines below it
      if (start < (undone.get(decoder) ?? 0) || budget.spent) return 'something';
      const found = decoder.decode(scene, start, end);
      if (found === undefined) return 'nothing here';
      // joined strings hold no strings that were joined before: only the text in front of them, which was seen
      if (found === 'nothing yet' || (found.encoding === 'concatenation' && via.at(-1) === 'concatenation')) return 'something';
      undone.set(decoder, found.end);
      if (found.cut) budget.refuse('too-large');
      if (scene.depth >= plan.maxDepth) {
        budget.refuse('too-deep');
        return 'something';
      }
      // what stands in clear is bounded by the document; stretches inside stretches multiply, however short they are
      if (!budget.take(found.text.length + (found.packed === undefined && scene.depth === 0 ? 0 : nestedCost))) return 'something';
      if (found.packed !== undefined) {
        for (const candidate of unpacked(plan, scene, found.packed, budget, lookInto)) {
          const place = at(found.start, false);
          out.push({
            ...candidate,
            start: place,
            end: place,
            decodedFrom: [...via, ...(found.encoding === 'archive' ? [] : [found.encoding]), ...candidate.decodedFrom],
          });
        }
        return 'something';
      }
      const inner = new Scene(found.text, scene.path, scene.depth + 1);
      const map = (offset: number, isEnd: boolean): number => at(found.at ? found.at(offset, isEnd) : isEnd ? found.end : found.start, isEnd);
      const first = out.length;
      lookInto(inner, Buffer.from(found.text, 'latin1'), [...via, found.encoding], map, out, budget);
      for (let index = first; index < out.length; index += 1) {
        const { start: from, end: to } = out[index] ?? found;
        held.push({ index, inner: true, ...(scene.depth === 0 ? { start: from, end: to } : { start: found.start, end: found.end }) });
      }
      return 'something';
    };
    const report = (detector: Detector, hits: Hit | readonly Hit[] | undefined): Outcome => {
      if (hits === nothingHere) return 'nothing here';
      if (hits === undefined) return detector.reach === undefined ? 'nothing near' : detector.reach === 'all' ? 'something' : `nothing ${detector.reach}`;
      if (hits === nothingNear) return 'nothing near';
      if (hits === nothingWide || hits === nothingYet) return hits === nothingWide ? 'nothing wide' : 'something';
      for (const hit of Array.isArray(hits) ? (hits as readonly Hit[]) : [hits as Hit]) {
        if (detector.own === undefined && isPublished(scene.text.slice(hit.start, hit.end))) continue;
        held.push({ index: out.push(candidateOf(hit, detector, scene, via, at)) - 1, start: hit.start, end: hit.end, inner: false });
      }
      return 'something';
    };
    const { language } = scene;
    (through?.(gate, `${scene.path}\n${language.name}\n${language.family}`) ?? gate).find(
      bytes,
      (index, offset) => {
        const anchor = wake.anchors[index];
        let outcome: Outcome = 'nothing here';
        if (anchor === undefined) return outcome;
        for (const detector of wake.detectorsAt(index)) outcome = more(outcome, report(detector, detector.find(scene, offset, anchor)));
        for (const decoder of wake.decodersAt(index)) outcome = more(outcome, decode(decoder, offset, offset + anchor.text.length));
        return outcome;
      },
      (start, end) => {
        let outcome: Outcome = 'nothing here';
        const run = { text: scene.text.slice(start, end) };
        for (const detector of wake.runDetectors()) outcome = more(outcome, report(detector, detector.find(scene, start, run)));
        for (const decoder of wake.runs) outcome = more(outcome, decode(decoder, start, end));
        return outcome;
      },
    );
    nameAll(scene, held, out);
    for (const reason of scene.skipped) budget.refuse(reason);
  };

  return (document, through) => {
    const candidates: Candidate[] = [];
    const unread: Unread[] = [];
    const view = viewOf(document.bytes);
    const { window } = document;
    if (document.origin === 'file' && window?.isFirst !== false) candidates.push(...namedFiles(plan, document.path, document.bytes));
    const budget = budgetFor(document, unread);
    const via: readonly Encoding[] = view.encoding ? [view.encoding] : [];
    lookInto(
      new Scene(view.text, document.path, 0, window?.start),
      view.bytes,
      via,
      (offset) => offset,
      candidates,
      budget,
      view.encoding ? undefined : through,
    );
    if (view.encoding !== undefined)
      candidates.push(...besideUtf16(new Scene(latin1(document.bytes), document.path, 1), document.bytes, view, candidates, budget, lookInto));
    if (window !== undefined) {
      const isContainer = window.isFirst && plan.containers.some((container) => container.entries(document.path, document.bytes) !== undefined);
      return { view, candidates: settle(candidates), unread, ...(isContainer ? { isContainer } : {}) };
    }
    if (document.origin === 'file') {
      const known = knownOf(candidates);
      inside(plan, document.path, document.bytes, 1, candidates, unread, known, budget, lookInto);
    }
    return { view, candidates: settle(candidates), unread };
  };
}

type LookInto = (
  scene: Scene,
  bytes: Uint8Array,
  via: readonly Encoding[],
  at: (offset: number, end: boolean) => number,
  out: Candidate[],
  budget: Budget,
  through?: Through,
) => void;

/** Of two outcomes the one that says more. */
const more = (one: Outcome, other: Outcome): Outcome => (one > other ? one : other);

/** A mark at the front says UTF-16, and other readers take the same bytes as they stand: what is in them is reported at the file's start. */
function besideUtf16(scene: Scene, bytes: Uint8Array, view: View, found: readonly Candidate[], budget: Budget, lookInto: LookInto): Candidate[] {
  const beside: Candidate[] = [];
  lookInto(scene, bytes, view.encoding === undefined ? [] : [view.encoding], (offset) => offset, beside, budget);
  const known = knownOf(found);
  return settle(beside).flatMap((candidate) => (known.add(candidate.secret) ? [{ ...candidate, start: 0, end: 0 }] : []));
}

function knownOf(candidates: readonly Candidate[]): SecretSet {
  const known = new SecretSet();
  for (const candidate of candidates) known.add(candidate.secret);
  return known;
}

/**
 * Looks into a container that was found inside a text or a program. What is damaged is not reported here: all that could be read of it was read, and what is
 * cut off in an example or begins like a container by chance is no reason to refuse a file.
 */
function unpacked(plan: Omit<Plan, 'detectors'>, scene: Scene, bytes: Uint8Array, budget: Budget, lookInto: LookInto): readonly Candidate[] {
  const found: Candidate[] = [];
  const unread: Unread[] = [];
  inside(plan, scene.path, bytes, scene.depth + 1, found, unread, new SecretSet(), budget, lookInto);
  for (const one of unread) if (one.reason !== 'damaged') budget.report(one);
  return found;
}

/** Looks into the entries of a container, and of containers in it. What is found there is reported at the outer file's start. */
function inside(
  plan: Omit<Plan, 'detectors'>,
  path: Path,
  bytes: Uint8Array,
  depth: number,
  out: Candidate[],
  unread: Unread[],
  known: SecretSet,
  budget: Budget,
  lookInto: LookInto,
): void {
  for (const container of plan.containers) {
    const entries = container.entries(path, bytes);
    if (entries === undefined) continue;
    for (const entry of entries) {
      if (!('bytes' in entry)) {
        unread.push(entry);
        continue;
      }
      // the containers bound each archive; archives full of archives are bounded here
      if (!budget.take(entry.bytes.length) || !budget.takeEntry()) return;
      const view = viewOf(entry.bytes);
      const via: readonly Encoding[] = view.encoding ? ['archive', view.encoding] : ['archive'];
      const found = namedFiles(plan, entry.path, entry.bytes).map((candidate) => ({ ...candidate, decodedFrom: via }));
      lookInto(new Scene(view.text, entry.path, depth), view.bytes, via, (offset) => offset, found, budget);
      if (view.encoding !== undefined)
        found.push(...besideUtf16(new Scene(latin1(entry.bytes), entry.path, depth), entry.bytes, view, found, budget, lookInto));
      // offsets inside mean nothing outside; what stands in clear in the container was found there already
      for (const candidate of settle(found))
        if (known.add(candidate.secret)) out.push({ ...candidate, start: 0, end: 0, within: entry.path.slice(entry.path.indexOf('!/') + 2) });
      if (depth < plan.maxDepth) inside(plan, entry.path, entry.bytes, depth + 1, out, unread, known, budget, lookInto);
      else if (plan.containers.some((inner) => inner.entries(entry.path, entry.bytes) !== undefined)) unread.push({ file: entry.path, reason: 'too-deep' });
    }
    return;
  }
}

function candidateOf(hit: Hit, detector: Detector, scene: Scene, via: readonly Encoding[], at: (offset: number, end: boolean) => number): Candidate {
  const rule = hit.rule ?? detector.rule;
  return {
    rule,
    severity: hit.severity ?? rule.severity,
    certainty: hit.certainty,
    start: at(hit.start, false),
    end: at(hit.end, true),
    secret: new Secret(scene.text.slice(hit.start, hit.end), hit.identity),
    prefix: hit.prefix ?? '',
    keyPath: hit.keyPath ?? [],
    decodedFrom: via,
    evidence: hit.evidence ?? [],
  };
}

function namedFiles(plan: Pick<Plan, 'fileRules'>, path: Path, bytes: Uint8Array): Candidate[] {
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
