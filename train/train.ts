// Trains the evidence model on labelled data, with a hold-out by repository, and writes src/detect/evidence/model.json.
// Usage: node train/run.mjs [--corpus FOLDER] [--clean FOLDER …] [--errors]; clean folders are trees in which hardly anything is secret.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assignment } from '../src/detect/assign/assignment.ts';
import { catalogue } from '../src/detect/catalogue.ts';
import { featuresOf, suspectAt, wakes } from '../src/detect/detectors/generic.ts';
import { engineOf } from '../src/detect/engine.ts';
import { score, type Model } from '../src/detect/evidence/model.ts';
import { Scene } from '../src/detect/scene.ts';
import { viewOf } from '../src/detect/text.ts';
import type { Path } from '../src/model.ts';
import { boost, type Sample } from './gbdt.ts';
import { madeUp } from './passwords.ts';

interface Label {
  readonly start: number;
  readonly end: number;
  readonly label: 'T' | 'F' | 'X';
  readonly core?: boolean;
  readonly category: string;
}
interface Unit {
  readonly label: 'T' | 'F' | 'X';
  readonly category: string;
}
interface Example {
  readonly features: Readonly<Record<string, number>>;
  readonly label: 0 | 1;
  readonly weight: number;
  readonly group: string;
  /** which labelled lines it stands for, for the score by label */
  readonly unit: string;
  readonly kind: 'T' | 'F' | 'X' | 'other' | 'clean' | 'case' | 'made';
}

const args = process.argv.slice(2);
const option = (name: string): string[] => args.flatMap((arg, index) => (args[index - 1] === name ? [arg] : []));
const corpus = option('--corpus')[0] ?? '../shared/corpus';
const settings = {
  trees: Number(option('--trees')[0] ?? 160),
  depth: Number(option('--depth')[0] ?? 4),
  rate: 0.12,
  least: 3,
  lambda: 2,
  made: Number(option('--made')[0] ?? 2),
};
const lines = (file: string): unknown[] =>
  readFileSync(join(corpus, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

// what the other detectors find is not the model's to learn
const others = engineOf({ ...catalogue, detectors: catalogue.detectors.filter((detector) => detector.rule.specificity > 0) });

/** The same numbers at every training (mulberry32). */
let state = 20_261_124;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function* suspects(path: string, text: string) {
  const bytes = Buffer.from(text, 'utf8');
  const view = viewOf(bytes);
  const scene = new Scene(view.text, path as Path, 0);
  const taken = others({ path: path as Path, origin: 'file', bytes }).candidates.filter((candidate) => candidate.severity !== 'low');
  const seen = new Set<number>();
  for (const wake of wakes(view.text)) {
    const found = suspectAt(scene, wake.index, wake.length);
    if (found === undefined || seen.has(found.start)) continue;
    seen.add(found.start);
    if (taken.some((candidate) => candidate.start < found.end && found.start < candidate.end)) continue;
    const line = view.text.slice(0, found.start).split('\n').length;
    yield { line, features: featuresOf(scene, found), found, scene };
  }
}

/** The features of the same assignment with another value, in a text in which that value stands. */
function withValue(scene: Scene, found: Assignment, value: string): Readonly<Record<string, number>> {
  const swap = (text: string): string => text.split(found.value).join(value);
  const before = swap(scene.text.slice(0, found.start));
  const start = before.length;
  const changed = new Scene(before + value + swap(scene.text.slice(found.end)), scene.path, scene.depth);
  return featuresOf(changed, { ...found, value, nameStart: start - (found.start - found.nameStart), start, end: start + value.length });
}

function snippets(): { examples: Example[]; units: Map<string, Unit> } {
  const examples: Example[] = [];
  const units = new Map<string, Unit>();
  for (const item of lines('snippets.dev.jsonl') as { id: string; repo: string; filename: string; text: string; labels: Label[] }[]) {
    const found = [...others({ path: item.filename as Path, origin: 'file', bytes: Buffer.from(item.text) }).candidates].filter(
      (one) => one.severity !== 'low',
    );
    const lineOf = (offset: number, text: string): number => text.slice(0, offset).split('\n').length;
    const view = viewOf(Buffer.from(item.text));
    for (const label of item.labels) {
      if (label.core === false) continue;
      const already = found.some((one) => lineOf(one.start, view.text) <= label.end && lineOf(one.end, view.text) >= label.start);
      if (!already) units.set(`${item.id}:${label.start}`, { label: label.label, category: label.category.split(':')[0] ?? '' });
    }
    for (const { line, features, found: assignment, scene } of suspects(item.filename, item.text)) {
      const at = item.labels.filter((one) => one.start <= line && line <= one.end);
      const label = at.find((one) => one.label === 'T') ?? at[0];
      if (label?.core === false) continue;
      const unit = label === undefined ? `${item.id}:other:${line}` : `${item.id}:${label.start}`;
      examples.push({
        features,
        label: label?.label === 'T' ? 1 : 0,
        weight: label === undefined ? 0.4 : 1,
        group: item.repo,
        unit,
        kind: label?.label ?? 'other',
      });
      // the same place with a password as people make them up
      const { name, value } = assignment;
      if (label?.label === 'T' && /pass|pwd|psw/i.test(name) && value.length <= 24)
        for (let copies = 0; copies < settings.made; copies += 1)
          examples.push({
            features: withValue(scene, assignment, madeUp(random)),
            label: 1,
            weight: 0.5,
            group: item.repo,
            unit: `${item.id}:made`,
            kind: 'made',
          });
    }
  }
  return { examples, units };
}

function cases(): Example[] {
  const examples: Example[] = [];
  for (const item of lines('cases.dev.jsonl') as { id: string; source: string; filename: string; text: string; expect: string; doubtful?: string }[]) {
    if (item.doubtful !== undefined) continue;
    const bytes = Buffer.from(item.text);
    if (item.expect === 'hit' && others({ path: item.filename as Path, origin: 'file', bytes }).candidates.some((one) => one.severity !== 'low')) continue;
    const found = [...suspects(item.filename, item.text)];
    // which of several is the secret is not labelled: the one that looks most random stands for the case
    const best = [...found].sort(
      (a, b) => (b.features['value.entropy'] ?? 0) * Math.sqrt(b.found.value.length) - (a.features['value.entropy'] ?? 0) * Math.sqrt(a.found.value.length),
    )[0];
    for (const one of item.expect === 'hit' ? (best === undefined ? [] : [best]) : found)
      examples.push({
        features: one.features,
        label: item.expect === 'hit' ? 1 : 0,
        weight: item.expect === 'hit' ? 0.35 : 1,
        group: `case ${item.source.split('/').slice(0, 2).join('/')}`,
        unit: `case:${item.id}`,
        kind: 'case',
      });
  }
  return examples;
}

function clean(folders: readonly string[]): Example[] {
  const examples: Example[] = [];
  const walk = (folder: string, group: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) walk(join(folder, entry.name), group, path);
      else if (entry.isFile()) {
        const bytes = readFileSync(join(folder, entry.name));
        if (bytes.length > 300_000 || bytes.includes(0)) continue;
        for (const { features } of suspects(path, bytes.toString('utf8')))
          examples.push({ features, label: 0, weight: 0.5, group, unit: `clean:${path}`, kind: 'clean' });
      }
    }
  };
  for (const folder of folders) walk(folder, `clean ${folder}`, '');
  return examples;
}

const { examples: fromSnippets, units } = snippets();
const all = [...fromSnippets, ...cases(), ...clean(option('--clean'))];
const features = [...new Set(all.flatMap((example) => Object.keys(example.features)))].sort();
const sampleOf = (example: Example): Sample => ({ vector: features.map((name) => example.features[name] ?? 0), label: example.label, weight: example.weight });
console.log(
  `${all.length} examples, ${all.filter((one) => one.label === 1).length} positive, ${features.length} features; groups ${new Set(all.map((one) => one.group)).size}`,
);

/** Folds by repository: nothing of a repository is seen while the others are learnt. */
const foldOf = (group: string): number => createHash('sha256').update(group).digest().readUInt8(0) % 5;
const held: { example: Example; odds: number }[] = [];
for (let fold = 0; fold < 5; fold += 1) {
  const made = boost(all.filter((one) => foldOf(one.group) !== fold).map(sampleOf), features.length, settings);
  const trained: Model = { recipe: '', features, ...made, thresholds: { low: 0, medium: 0, high: 0 } };
  for (const example of all) if (foldOf(example.group) === fold) held.push({ example, odds: score(example.features, trained) });
}
const reachable = [...units].filter(([, unit]) => unit.label === 'T').length;
console.log('threshold  snippets P / R (of what other detectors leave)   cases R / FP   clean hits');
for (const threshold of [-1.5, -1, -0.7, -0.4, -0.2, 0, 0.2, 0.4, 0.7, 1, 1.5, 2]) {
  const hit = held.filter((one) => one.odds >= threshold).map((one) => one.example);
  const of = (kind: Example['kind']): number => new Set(hit.filter((one) => one.kind === kind).map((one) => one.unit)).size;
  const wrong = new Set(hit.filter((one) => one.kind === 'F' || one.kind === 'X').map((one) => one.unit)).size;
  const positives = new Set(all.filter((one) => one.kind === 'case' && one.label === 1).map((one) => one.unit)).size;
  const found = new Set(hit.filter((one) => one.kind === 'case' && one.label === 1).map((one) => one.unit)).size;
  const falseCases = new Set(hit.filter((one) => one.kind === 'case' && one.label === 0).map((one) => one.unit)).size;
  console.log(
    `${threshold.toFixed(1).padStart(6)}  P ${((100 * of('T')) / (of('T') + wrong)).toFixed(1)} R ${((100 * of('T')) / reachable).toFixed(1)} (${of('T')}/${reachable}, wrong ${wrong}, other ${of('other')})  cases ${found}/${positives} false ${falseCases}  clean ${hit.filter((one) => one.kind === 'clean').length}`,
  );
}
const madeHeld = held.filter((one) => one.example.kind === 'made');
for (const threshold of [-0.4, 0, 0.4])
  console.log(
    `made-up passwords at ${threshold}: ${((100 * madeHeld.filter((one) => one.odds >= threshold).length) / madeHeld.length).toFixed(1)} % of ${madeHeld.length}`,
  );
const thresholds = { low: Number(option('--low')[0] ?? -0.8), medium: Number(option('--medium')[0] ?? 0), high: Number(option('--high')[0] ?? 2.5) };
const told = new Set(held.filter((one) => one.odds >= thresholds.medium).map((one) => one.example.unit));
const weighed = new Set(all.map((one) => one.unit));
console.log(`by category, at ${thresholds.medium}, held out   found / true   wrong   true but never weighed`);
const categories = [...new Set([...units.values()].map((unit) => unit.category))].sort();
for (const category of categories) {
  const own = [...units].filter(([, unit]) => unit.category === category);
  const secrets = own.filter(([, unit]) => unit.label === 'T');
  const wrong = own.filter(([id, unit]) => unit.label !== 'T' && told.has(id)).length;
  const lost = secrets.filter(([id]) => !weighed.has(id)).length;
  if (secrets.length + wrong > 0)
    console.log(`  ${category.padEnd(28)} ${secrets.filter(([id]) => told.has(id)).length} / ${secrets.length}   ${wrong}   ${lost}`);
}
if (args.includes('--errors')) {
  for (const [id, unit] of units) {
    if ((unit.label === 'T') !== told.has(id))
      console.log(`${unit.label === 'T' ? (weighed.has(id) ? 'missed' : 'never weighed') : 'wrong'} ${unit.category} ${id}`);
  }
}
const made = boost(all.map(sampleOf), features.length, settings);
const digest = createHash('sha256')
  .update(readFileSync(join(corpus, 'snippets.dev.jsonl')))
  .update(readFileSync(join(corpus, 'cases.dev.jsonl')))
  .digest('hex')
  .slice(0, 16);
const used = new Set<number>();
const mark = (tree: (typeof made.trees)[number]): void => {
  if (typeof tree === 'number') return;
  used.add(tree[0]);
  mark(tree[2]);
  mark(tree[3]);
};
made.trees.forEach(mark);
const result: Model = { recipe: `train/train.ts ${JSON.stringify(settings)} corpus ${digest}`, features, ...made, thresholds };
writeFileSync(new URL('../src/detect/evidence/model.json', `file://${process.env['TRAIN_HOME'] ?? import.meta.url}`), `${JSON.stringify(result)}\n`);
console.log(`${made.trees.length} trees, ${used.size} features used, ${JSON.stringify(result).length} bytes`);
