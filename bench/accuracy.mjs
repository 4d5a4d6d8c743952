// `npm run accuracy`: lays out the labelled corpora, scans them with the build, scores, and prints the table beside the last one.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const corpus = process.argv[2] ?? join(root, '../shared/corpus');
// other people's material: laid out beside the project, not in it
const laid = mkdtempSync(join(tmpdir(), 'accuracy-'));
const found = join(root, 'build/out/found.json');
const kept = join(root, 'bench/results/accuracy.json');
mkdirSync(join(root, 'build/out'), { recursive: true });
mkdirSync(join(root, 'bench/results'), { recursive: true });
execFileSync('python3', [join(corpus, 'score.py'), 'lay', laid, '--corpus', corpus], { stdio: 'inherit' });
// status 1 says that there are findings, 2 that a sample could not be opened: both are expected here
spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'scan', '--no-git', '--format', 'json', '--output', found, laid], { stdio: 'inherit' });
const text = execFileSync('python3', [join(corpus, 'score.py'), 'score', found, '--corpus', corpus], { encoding: 'utf8' });
rmSync(laid, { recursive: true, force: true });
const rows = {};
let name = '';
for (const line of text.split('\n')) {
  if (/^\w+$/.test(line)) name = line;
  const figures = /total\s+TP\s+(\d+) FP\s+(\d+) FN\s+(\d+)\s+precision\s+([\d.]+)\s+recall\s+([\d.]+)\s+F1\s+([\d.]+)/.exec(line);
  if (figures) rows[name] = { tp: +figures[1], fp: +figures[2], fn: +figures[3], precision: +figures[4], recall: +figures[5], f1: +figures[6] };
}
const before = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
for (const [corpusName, now] of Object.entries(rows)) {
  const was = before[corpusName];
  const beside = (key) => `${now[key].toFixed(1)}${was ? ` (${was[key].toFixed(1)})` : ''}`;
  console.log(
    `${corpusName.padEnd(9)} precision ${beside('precision')}  recall ${beside('recall')}  F1 ${beside('f1')}   found ${now.tp}, false ${now.fp}, missed ${now.fn}`,
  );
}
writeFileSync(kept, `${JSON.stringify(rows, null, 2)}\n`);
