// Makes src/detect/evidence/bigram-table.ts: letter pairs in the words of source trees. Usage: node train/bigrams.mjs FOLDER…
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const counts = new Float64Array(676).fill(1);
const single = new Float64Array(26).fill(1);
const words = new Map();
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') walk(path);
    else if (entry.isFile() && statSync(path).size < 200_000) {
      const text = readFileSync(path, 'latin1');
      if (text.includes('\0')) continue;
      for (const [word] of text.matchAll(/[A-Z]?[a-z]{2,14}/g)) words.set(word.toLowerCase(), Math.min((words.get(word.toLowerCase()) ?? 0) + 1, 50));
    }
  }
};
process.argv.slice(2).forEach(walk);
for (const [word, count] of words) {
  if (count < 3) continue;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at) - 97;
    single[letter] += count;
    if (at > 0) counts[(word.charCodeAt(at - 1) - 97) * 26 + letter] += count;
  }
}
const total = counts.reduce((sum, count) => sum + count, 0);
// nats above a uniform choice of pairs, eight steps a nat, as characters around 'N'
const table = Array.from(counts, (count) =>
  String.fromCharCode(Math.max(35, Math.min(122, 78 + Math.round(8 * Math.log((count / total) * 676)))))
    .replace('\\', ']')
    .replace("'", '('),
);
const lines = Array.from({ length: 26 }, (_, row) => `  '${table.slice(row * 26, row * 26 + 26).join('')}'`);
writeFileSync(
  new URL('../src/detect/evidence/bigram-table.ts', import.meta.url),
  `// Made by train/bigrams.mjs; do not edit. Row: first letter, column: second; 'N' is chance, eight steps a nat.\n// prettier-ignore\nexport const bigramTable = [\n${lines.join(',\n')},\n].join('');\n`,
);
