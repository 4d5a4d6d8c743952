// The honest figure: each repository is judged by the whole pipeline with a model that has seen nothing of it.
import { createHash } from 'node:crypto';
import { catalogue } from '../src/detect/catalogue.ts';
import { engineOf } from '../src/detect/engine.ts';
import { model, type Model } from '../src/detect/evidence/model.ts';
import type { Path } from '../src/model.ts';
import { groupOf, type Case, type Snippet } from './examples.ts';

export const folds = 5;
export const foldOf = (group: string): number => createHash('sha256').update(group).digest().readUInt8(0) % folds;

/** Found, wrong and missed, and which. */
export interface Tally {
  found: number;
  wrong: number;
  missed: number;
}
export interface Verdicts {
  readonly tallies: Map<string, Tally>;
  readonly errors: string[];
}

const engine = engineOf(catalogue);

/** Judges with another model than the one that lies in the source. */
export function judgeWith(trained: Model, judge: () => void): void {
  const own = { ...model };
  Object.assign(model, trained);
  judge();
  Object.assign(model, own);
}

const spansOf = (path: string, text: string): { readonly first: number; readonly last: number; readonly rule: string }[] => {
  const look = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  const lineOf = (offset: number): number => look.view.text.slice(0, offset).split('\n').length;
  return look.candidates
    .filter((one) => one.severity !== 'low')
    .map((one) => ({ first: lineOf(one.start), last: lineOf(Math.max(one.start, one.end - 1)), rule: one.rule.id }));
};

function count(verdicts: Verdicts, keys: readonly string[], which: keyof Tally): void {
  for (const key of keys) {
    const tally = verdicts.tallies.get(key) ?? { found: 0, wrong: 0, missed: 0 };
    tally[which] += 1;
    verdicts.tallies.set(key, tally);
  }
}

/** As `score.py` of the corpus counts: a secret is found where a finding touches its lines. */
export function judgeSnippet(item: Snippet, into: Verdicts): void {
  const spans = spansOf(item.filename, item.text);
  const shown = item.text.split('\n');
  for (const label of item.labels) {
    if (label.core === false) continue;
    const touching = spans.filter((one) => one.first <= label.end && label.start <= one.last);
    const keys = ['snippets', `repository ${item.repo}`, `category ${label.category.split(':')[0] ?? ''}`];
    const wrong = (label.label === 'T') !== touching.length > 0;
    if (label.label === 'T' || wrong) count(into, keys, label.label !== 'T' ? 'wrong' : wrong ? 'missed' : 'found');
    if (wrong)
      into.errors.push(
        [
          label.label === 'T' ? 'missed' : 'wrong',
          label.label,
          label.category,
          item.repo,
          item.id,
          item.filename,
          label.start,
          touching.map((one) => one.rule).join(),
          (shown[label.start - 1] ?? '').trim().slice(0, 160),
        ].join(' | '),
      );
  }
}

export function judgeCase(item: Case, into: Verdicts): void {
  const spans = spansOf(item.filename, item.text);
  const wrong = (item.expect === 'hit') !== spans.length > 0;
  if (item.expect === 'hit' || wrong)
    count(into, ['cases', `source ${item.source.split('/')[0] ?? ''}`], item.expect === 'clean' ? 'wrong' : wrong ? 'missed' : 'found');
  if (wrong)
    into.errors.push(
      [
        item.expect === 'hit' ? 'missed' : 'wrong',
        'case',
        item.source,
        groupOf(item),
        item.id,
        item.filename,
        '',
        spans.map((one) => one.rule).join(),
        item.text.trim().slice(0, 160).replaceAll('\n', '⏎'),
      ].join(' | '),
    );
}

export function told({ found, wrong, missed }: Tally): string {
  const precision = found / Math.max(1, found + wrong);
  const recall = found / Math.max(1, found + missed);
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return `precision ${(100 * precision).toFixed(1)}  recall ${(100 * recall).toFixed(1)}  F1 ${(100 * f1).toFixed(1)}   found ${String(found)}, wrong ${String(wrong)}, missed ${String(missed)}`;
}
