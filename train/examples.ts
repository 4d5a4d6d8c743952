// Examples to learn from: every assignment of the labelled corpora that the evidence would be asked about, with its features.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assignment } from '../src/detect/assign/assignment.ts';
import { catalogue } from '../src/detect/catalogue.ts';
import { featuresOf, suspectAt, wakes } from '../src/detect/detectors/generic.ts';
import { engineOf } from '../src/detect/engine.ts';
import { Scene } from '../src/detect/scene.ts';
import { viewOf } from '../src/detect/text.ts';
import type { Path } from '../src/model.ts';
import { madeUp } from './passwords.ts';

export interface Label {
  readonly start: number;
  readonly end: number;
  readonly label: 'T' | 'F' | 'X';
  readonly core?: boolean;
  readonly category: string;
}
export interface Snippet {
  readonly id: string;
  readonly repo: string;
  readonly filename: string;
  readonly text: string;
  readonly labels: readonly Label[];
}
export interface Case {
  readonly id: string;
  readonly source: string;
  readonly filename: string;
  readonly text: string;
  readonly expect: 'hit' | 'clean';
  readonly doubtful?: string;
}
export interface Example {
  readonly features: Readonly<Record<string, number>>;
  readonly label: 0 | 1;
  readonly weight: number;
  /** what is held out together: a repository, or a source of cases */
  readonly group: string;
  /** what it stands for: examples of one unit are of one line */
  readonly unit: string;
  readonly kind: 'T' | 'F' | 'X' | 'other' | 'clean' | 'case' | 'made';
  readonly shown: string;
}

const lines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
export const snippetsIn = (corpus: string): Snippet[] => lines<Snippet>(join(corpus, 'snippets.dev.jsonl'));
export const casesIn = (corpus: string): Case[] => lines<Case>(join(corpus, 'cases.dev.jsonl')).filter((one) => one.doubtful === undefined);
export const groupOf = (one: Case): string => `case ${one.source.split('/').slice(0, 2).join('/')}`;

/** What the other detectors find is not the model's to learn. */
const others = engineOf({ ...catalogue, detectors: catalogue.detectors.filter((detector) => detector.rule.specificity > 0) });

/** The same numbers at every training (mulberry32). */
let state = 20_261_124;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

export interface Suspect {
  readonly line: number;
  readonly features: Readonly<Record<string, number>>;
  readonly found: Assignment;
  readonly scene: Scene;
}

/** What the evidence would be asked about in a text, less what has a format. */
export function suspects(path: string, bytes: Uint8Array): Suspect[] {
  const view = viewOf(bytes);
  const scene = new Scene(view.text, path as Path, 0);
  const seen = new Map<number, Assignment>();
  for (const wake of wakes(view.text)) {
    const found = suspectAt(scene, wake.index, wake.length);
    if (found !== undefined && !seen.has(found.start)) seen.set(found.start, found);
  }
  if (seen.size === 0) return [];
  const taken = others({ path: path as Path, origin: 'file', bytes }).candidates.filter((candidate) => candidate.severity !== 'low');
  let line = 1;
  let at = 0;
  return [...seen.values()]
    .sort((a, b) => a.start - b.start)
    .flatMap((found) => {
      for (; at < found.start; at += 1) if (view.text.charCodeAt(at) === 10) line += 1;
      if (taken.some((candidate) => candidate.start < found.end && found.start < candidate.end)) return [];
      return [{ line, features: together(featuresOf(scene, found)), found, scene }];
    });
}

const together = (records: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> =>
  Object.assign({}, ...records) as Record<string, number>;

/** The features of the same assignment with another value, in a text in which that value stands. */
function withValue(scene: Scene, found: Assignment, value: string): Readonly<Record<string, number>> {
  const swap = (text: string): string => text.split(found.value).join(value);
  const before = swap(scene.text.slice(0, found.start));
  const start = before.length;
  const changed = new Scene(before + value + swap(scene.text.slice(found.end)), scene.path, scene.depth);
  return together(featuresOf(changed, { ...found, value, nameStart: start - (found.start - found.nameStart), start, end: start + value.length }));
}

/** @param copies how many made-up passwords stand for each labelled one */
export function fromSnippets(snippets: readonly Snippet[], copies: number): Example[] {
  const examples: Example[] = [];
  for (const item of snippets) {
    for (const { line, features, found, scene } of suspects(item.filename, Buffer.from(item.text))) {
      const at = item.labels.filter((one) => one.start <= line && line <= one.end);
      const label = at.find((one) => one.label === 'T') ?? at[0];
      if (label?.core === false) continue;
      const { name, value } = found;
      const common = { group: item.repo, shown: `${name} ${found.operator} ${value}` };
      examples.push({
        ...common,
        features,
        label: label?.label === 'T' ? 1 : 0,
        weight: label === undefined ? 0.4 : 1,
        unit: label === undefined ? `${item.id}:other:${String(line)}` : `${item.id}:${String(label.start)}`,
        kind: label?.label ?? 'other',
      });
      // the same place with a password as people make them up
      if (label?.label === 'T' && /pass|pwd|psw/i.test(name) && value.length <= 24)
        for (let copy = 0; copy < copies; copy += 1)
          examples.push({ ...common, features: withValue(scene, found, madeUp(random)), label: 1, weight: 0.5, unit: `${item.id}:made`, kind: 'made' });
    }
  }
  return examples;
}

export function fromCases(cases: readonly Case[]): Example[] {
  const examples: Example[] = [];
  for (const item of cases) {
    const bytes = Buffer.from(item.text);
    const hit = item.expect === 'hit';
    if (hit && others({ path: item.filename as Path, origin: 'file', bytes }).candidates.some((one) => one.severity !== 'low')) continue;
    const found = suspects(item.filename, bytes);
    // which of several is the secret is not labelled: the one that looks most random stands for the case
    const random = (one: Suspect): number => (one.features['value.entropy'] ?? 0) * Math.sqrt(one.found.value.length);
    const [best] = [...found].sort((a, b) => random(b) - random(a));
    for (const one of hit ? (best === undefined ? [] : [best]) : found)
      examples.push({
        features: one.features,
        label: hit ? 1 : 0,
        weight: hit ? 0.35 : 1,
        group: groupOf(item),
        unit: `case:${item.id}`,
        kind: 'case',
        shown: `${one.found.name} ${one.found.operator} ${one.found.value}`,
      });
  }
  return examples;
}
