// Tries every form of test/forms with random values: how many are found, how many that are no secret pass.
// Usage: node bench/forms.mjs [--values 20] [--rows seen|all] [--group NAME] [--missed] [--only ID]
import { bundled } from './bundled.mjs';

const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const values = Number(option('--values') ?? 20);
const rows = option('--rows') ?? 'all';

const contents = `
export { forms } from './test/forms/all.ts';
export { fill } from './test/forms/fill.ts';
export { catalogue } from './src/detect/catalogue.ts';
export { engineOf } from './src/detect/engine.ts';
`;
const { forms, fill, catalogue, engineOf } = await import(await bundled('forms', contents));
const engine = engineOf(catalogue);

/** Whether every value is found at medium severity and above, or, where none must be, nothing is. */
function holds(form, attempt) {
  const { text, spans } = fill(form.id, form.text, attempt);
  const { candidates } = engine({ path: form.path, origin: 'file', bytes: Buffer.from(text) });
  const found = candidates.filter((one) => one.severity !== 'low');
  if (form.expected === 'passes') return { holds: found.length === 0, found, text };
  return { holds: spans.every(([start, end]) => found.some((one) => one.start < end && start < one.end)), found, text };
}

const tallies = new Map();
const add = (key, good) => {
  const tally = tallies.get(key) ?? { good: 0, of: 0 };
  tally.good += good;
  tally.of += values;
  tallies.set(key, tally);
};
for (const form of forms) {
  if (option('--only') !== undefined && form.id !== option('--only')) continue;
  let good = 0;
  let failed;
  for (let attempt = 0; attempt < values; attempt += 1) {
    const outcome = holds(form, attempt);
    if (outcome.holds) good += 1;
    else failed ??= outcome;
  }
  for (const half of [form.half, 'both']) {
    add(`${form.expected} ${half}`, good);
    add(`${form.expected} ${form.group} ${half}`, good);
  }
  const wanted = rows === 'all' || form.half === rows;
  if (wanted && (option('--group') ?? form.group) === form.group && (!args.includes('--missed') || good < values)) {
    console.log(`${String(good).padStart(3)}/${values}  ${form.expected.padEnd(7)}${form.half.padEnd(7)} ${form.group.padEnd(11)} ${form.id}`);
    if (args.includes('--missed') && form.expected === 'passes' && failed)
      for (const one of failed.found) console.log(`           ${one.rule.id} ${one.severity} ${one.keyPath.join('.')} at ${one.start}`);
  }
}
console.log('');
for (const [key, { good, of }] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${key.padEnd(34)} ${String(good).padStart(5)} of ${String(of).padStart(5)}  ${((100 * good) / of).toFixed(1)} %`);
