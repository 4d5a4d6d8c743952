// Trains the evidence model, tells how well the whole pipeline does on repositories that it has not seen, and writes src/detect/evidence/model.json.
// Usage: node train/run.mjs [--corpus FOLDER] [--clean FOLDER] [--errors FILE]; the clean folder holds the trees that clean.ts names.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { score, type Model } from '../src/detect/evidence/model.ts';
import { clean } from './clean.ts';
import { casesIn, fromCases, fromSnippets, groupOf, snippetsIn, type Example } from './examples.ts';
import { boost, type Sample } from './gbdt.ts';
import { foldOf, folds, judgeCase, judgeSnippet, judgeWith, told, type Verdicts } from './hold-out.ts';

const args = process.argv.slice(2);
const option = (name: string): string | undefined => args[args.indexOf(name) + 1 || args.length];
const corpus = option('--corpus') ?? '../shared/corpus';
const cleanFolder = option('--clean');
const settings = {
  trees: Number(option('--trees') ?? 160),
  depth: Number(option('--depth') ?? 4),
  rate: Number(option('--rate') ?? 0.12),
  least: 3,
  lambda: 2,
  made: Number(option('--made') ?? 2),
};
const thresholds = { low: Number(option('--low') ?? -0.8), medium: Number(option('--medium') ?? 0), high: Number(option('--high') ?? 2.5) };

const snippets = snippetsIn(corpus);
const cases = casesIn(corpus);
const labelled = [...fromSnippets(snippets, settings.made), ...fromCases(cases)];
const fromTrees = cleanFolder === undefined ? [] : clean(cleanFolder);
const features = [...new Set([...labelled, ...fromTrees].flatMap((example) => Object.keys(example.features)))].sort();
const sampleOf = (example: Example): Sample => ({ vector: features.map((name) => example.features[name] ?? 0), label: example.label, weight: example.weight });
const modelOf = (examples: readonly Example[], trees = settings.trees): Model => ({
  recipe: '',
  features,
  ...boost(examples.map(sampleOf), features.length, { ...settings, trees }),
  thresholds,
});

// credentials stand in clean repositories too, in their tests above all: what a first model, of the corpus alone, takes for one teaches nothing
const first = modelOf(labelled, 80);
const surely = Number(option('--surely') ?? 1);
const innocent = fromTrees.filter((example) => score(example.features, first) < surely);
const all = [...labelled, ...innocent];
console.log(
  `${String(labelled.length)} labelled, ${String(fromTrees.length)} of clean trees, ${String(fromTrees.length - innocent.length)} of them left out; ${String(features.length)} features`,
);
const odd = option('--odd');
if (odd !== undefined)
  writeFileSync(
    odd,
    fromTrees
      .map((example) => ({ example, odds: score(example.features, first) }))
      .filter(({ odds }) => odds >= -0.5)
      .sort((a, b) => b.odds - a.odds)
      .map(({ example, odds }) => `${odds.toFixed(2)} ${example.unit} ${example.shown}\n`)
      .join(''),
  );

const verdicts: Verdicts = { tallies: new Map(), errors: [] };
const madeUp = { found: 0, of: 0 };
for (let fold = 0; fold < folds; fold += 1) {
  const trained = modelOf(all.filter((one) => foldOf(one.group) !== fold));
  judgeWith(trained, () => {
    for (const item of snippets) if (foldOf(item.repo) === fold) judgeSnippet(item, verdicts);
    for (const item of cases) if (foldOf(groupOf(item)) === fold) judgeCase(item, verdicts);
  });
  const made = all.filter((one) => one.kind === 'made' && foldOf(one.group) === fold);
  madeUp.of += made.length;
  madeUp.found += made.filter((one) => score(one.features, trained) >= thresholds.medium).length;
}
console.log('whole pipeline, repository held out');
for (const [key, tally] of [...verdicts.tallies].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${key.padEnd(44)} ${told(tally)}`);
console.log(`made-up passwords, held out: ${((100 * madeUp.found) / Math.max(1, madeUp.of)).toFixed(1)} % of ${String(madeUp.of)}`);
const errors = option('--errors');
if (errors !== undefined) writeFileSync(errors, `${verdicts.errors.sort().join('\n')}\n`);

const made = modelOf(all);
const digest = createHash('sha256')
  .update(readFileSync(join(corpus, 'snippets.dev.jsonl')))
  .update(readFileSync(join(corpus, 'cases.dev.jsonl')))
  .digest('hex')
  .slice(0, 16);
const result: Model = { ...made, recipe: `train/train.ts ${JSON.stringify(settings)} corpus ${digest}` };
if (!args.includes('--dry'))
  writeFileSync(new URL('../src/detect/evidence/model.json', `file://${process.env['TRAIN_HOME'] ?? import.meta.url}`), `${JSON.stringify(result)}\n`);
console.log(`${String(made.trees.length)} trees, ${String(JSON.stringify(result).length)} bytes`);
