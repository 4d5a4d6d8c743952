// `npm run patterns`: proves with recheck that no pattern of src/ takes more than linear time, and keeps what it proved for test/patterns.test.ts.
// What recheck cannot decide, or what is linear only because its input is short, stands in test/patterns/bounded.json with the bound and the reason.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bundled } from './bundled.mjs';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
process.env.RECHECK_BACKEND ??= 'native';
const { check } = require('recheck');
const { patternsOf } = await import(await bundled('patterns', "export * from './test/patterns/patterns.ts';", ['typescript']));
const bounded = JSON.parse(readFileSync(join(root, 'test/patterns/bounded.json'), 'utf8'));
const keptFile = join(root, 'test/patterns/proved.json');
const before = process.argv.includes('--anew') ? {} : JSON.parse(readFileSync(keptFile, 'utf8'));

/** Long counted repeats are beyond what can be decided; without their bounds a pattern only has more ways to go wrong. */
const widened = (source) =>
  source.replace(/(?<!\\)\{(\d+)(?:,(\d+))?\}/g, (all, least, most) => (Number(most ?? least) > 40 ? (least === '0' ? '*' : '+') : all));

const proved = {};
let open = 0;
const counts = { automaton: 0, search: 0, bounded: 0 };
for (const { file, source, flags, key } of await patternsOf(root)) {
  if (proved[key] !== undefined || bounded[key] !== undefined) continue;
  if (before[key] !== undefined) {
    proved[key] = before[key];
    continue;
  }
  const begun = performance.now();
  // a sticky pattern is tried at one place, which recheck does not know
  const asked = flags.includes('y') ? `^(?:${source})` : source;
  const without = flags.replace(/[yg]/g, '');
  let answer = await check(widened(asked), without, { timeout: 5_000 });
  if (answer.status !== 'safe') answer = await check(asked, without, { timeout: 20_000 });
  const { status, checker, complexity, attack } = answer;
  if (status === 'safe') {
    proved[key] = checker === 'automaton' ? 'automaton' : 'search';
    continue;
  }
  open += 1;
  console.log(
    `${file}: ${status} ${complexity?.summary ?? ''} (${Math.round(performance.now() - begun)} ms)\n  ${key}\n  /${source}/${flags}\n  ${attack?.pattern ?? ''}`,
  );
}
for (const how of Object.values(proved)) counts[how] += 1;
counts.bounded = Object.keys(bounded).length;
writeFileSync(keptFile, `${JSON.stringify(Object.fromEntries(Object.entries(proved).sort()), null, 1)}\n`);
console.log(`${counts.automaton} proved linear, ${counts.search} searched without a find, ${counts.bounded} linear within a bound, ${open} open`);
process.exitCode = open > 0 ? 1 : 0;
