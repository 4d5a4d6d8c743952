// `npm run fuzz`: random and coverage-guided inputs for everything that reads what nobody trusts. Any find ends with status 1 and says how to see it again.
// node bench/fuzz.mjs [--count 10000000] [--seed 1] [--workers 2] [--only name]  |  --again <target>:<seed>
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bundled } from './bundled.mjs';
import '../build/generate.mjs';

const { values: asked } = parseArgs({
  options: {
    count: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    only: { type: 'string' },
    again: { type: 'string' },
    /** `--slow allowed`: on a machine that does other things besides, no input is found to be slow */
    slow: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
const out = join(root, 'build/out');
mkdirSync(out, { recursive: true });
const bundle = await bundled('fuzz-inside', "export * from './bench/fuzz/inside.ts';");

/** Without a new input for so long, a worker hangs. */
const patience = 120_000;
const started = Date.now();
const workers = asked.again === undefined ? Number(asked.workers) : 1;
const share = Math.ceil(Number(asked.count) / workers);
const totals = new Map();
const finds = [];
let running = workers;

for (let index = 0; index < workers; index += 1) {
  // what is tried now, readable even where the worker hangs: target, seed
  const now = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(new URL('./fuzz/worker.mjs', import.meta.url), {
    workerData: { bundle, seed: Number(asked.seed) + index * 1_000_003, count: share, only: asked.only, again: asked.again, slow: asked.slow, now },
  });
  let last = -1;
  let since = Date.now();
  const watch = setInterval(() => {
    if (now[2] !== last) [last, since] = [now[2], Date.now()];
    else if (Date.now() - since > patience) {
      finds.push({ target: now[0], seed: now[1], what: 'it hangs' });
      console.error(`HANG: node bench/fuzz.mjs --again ${now[0]}:${now[1] >>> 0}`);
      void worker.terminate();
    }
  }, 1000);
  worker.on('message', (message) => {
    if (message.find !== undefined) {
      finds.push(message.find);
      console.error(`${message.find.name}: ${message.find.what}\n  node bench/fuzz.mjs --again ${message.find.target}:${message.find.seed}`);
      return;
    }
    for (const [name, figures] of Object.entries(message.totals)) {
      const sum = totals.get(name) ?? { inputs: 0, seconds: 0, kept: 0, slowest: 0 };
      totals.set(name, {
        inputs: sum.inputs + figures.inputs,
        seconds: sum.seconds + figures.seconds,
        kept: sum.kept + figures.kept,
        slowest: Math.max(sum.slowest, figures.slowest),
      });
    }
    const sum = [...totals.values()].reduce((all, one) => all + one.inputs, 0);
    console.error(`${sum.toLocaleString('en')} inputs, ${Math.round((Date.now() - started) / 1000)} s, ${finds.length} finds`);
  });
  worker.on('error', (error) => {
    finds.push({ what: `the worker died: ${error.message}` });
    console.error(error);
  });
  worker.on('exit', () => {
    clearInterval(watch);
    running -= 1;
    if (running > 0) return;
    console.log('target                                      inputs    kept  slowest (ms)');
    for (const [name, one] of totals)
      console.log(
        `${((one.seconds * 1e6) / Math.max(1, one.inputs)).toFixed(0).padStart(6)} us ${name.padEnd(40)} ${one.inputs.toLocaleString('en').padStart(10)} ${String(one.kept).padStart(7)} ${one.slowest.toFixed(1).padStart(9)}`,
      );
    const sum = [...totals.values()].reduce((all, one) => all + one.inputs, 0);
    console.log(`${sum.toLocaleString('en')} inputs in ${Math.round((Date.now() - started) / 1000)} s: ${finds.length} finds`);
    if (asked.again === undefined)
      writeFileSync(join(out, `fuzz-${asked.seed}.json`), `${JSON.stringify({ inputs: sum, finds, totals: Object.fromEntries(totals) }, null, 2)}\n`);
    process.exitCode = finds.length > 0 ? 1 : 0;
  });
}
