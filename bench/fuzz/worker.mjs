// One worker of the fuzz. First V8's block coverage says which inputs reach something new; those are kept, and changed further.
import { Session } from 'node:inspector/promises';
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { mutated, oneOf, randomFrom, upTo } from './random.mjs';
import { targetsOf } from './targets.mjs';

const { bundle, seed, count, only, again, slow, now } = workerData;
const inside = await import(bundle);
/** The random source is swapped for each input, so that an input can be made again from its seed alone. */
let source = randomFrom(seed);
const random = () => source();
const targets = targetsOf(inside, random);
/** One input may take so long, in milliseconds: a thousand times the usual. */
const longest = slow === 'allowed' ? Infinity : 400;

/** The input of a seed: made new, or from one that was kept. `kept` itself comes from seeds, so a seed is enough to have it again. */
function inputOf(target, from) {
  source = randomFrom(from);
  const base = target.seed();
  // short inputs reach as much as long ones in half the time: one of four may be as long as its target allows
  const most = random() < 0.25 ? target.most : Math.ceil(target.most / 2);
  const text = target.raw || random() < 0.1 ? base : mutated(base, random, target.words, target.other, most);
  return text.slice(0, most);
}

function tried(index, from, text) {
  const target = targets[index];
  now[0] = index;
  now[1] = from | 0;
  now[2] += 1;
  source = randomFrom(from ^ 0x5bd1e995);
  const begun = performance.now();
  try {
    target.run(text);
  } catch (error) {
    const message = String(error?.message).split('\n').slice(0, 3).join(' ').slice(0, 300);
    // what was made from a kept input cannot be made again from its seed alone
    const input = from < 0 ? ` at ${JSON.stringify(text).slice(0, 3000)}` : '';
    parentPort.postMessage({ find: { target: index, name: target.name, seed: from, what: `${error?.name}: ${message}${input}` } });
    if (again !== undefined) console.error(error, JSON.stringify(text));
  }
  return performance.now() - begun;
}

if (again !== undefined) {
  const [index, from] = again.split(':').map(Number);
  const text = inputOf(targets[index], from);
  console.error(targets[index].name, JSON.stringify(text));
  console.error(`${tried(index, from, text).toFixed(1)} ms`);
  process.exit(0);
}

const chosen = targets
  .map((target, index) => ({ target, index, kept: [], inputs: 0, milliseconds: 0, slowest: 0 }))
  .filter(({ target }) => only === undefined || target.name.includes(only));
const seeds = randomFrom(seed);
const fresh = () => Math.floor(seeds() * 0x7fffffff);

/** The blocks of our bundle that were run since the last time. */
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const seenBlocks = new Set();
async function somethingNew() {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  let news = 0;
  for (const script of result)
    if (script.url.includes('fuzz-inside'))
      for (const { ranges } of script.functions)
        for (const range of ranges) {
          const key = range.startOffset * 0x1000000 + range.endOffset;
          if (range.count > 0 && !seenBlocks.has(key)) {
            seenBlocks.add(key);
            news += 1;
          }
        }
  return news > 0;
}

/** Runs one more input: new from a seed, or made from one that was kept. */
function step(one) {
  const from = fresh();
  const { target, kept } = one;
  source = randomFrom(from ^ 0x2545f491);
  const changed = kept.length > 0 && !target.raw && random() < 0.5;
  // from a kept input, changed: told by itself, since the seed alone does not say which
  const text = changed ? mutated(oneOf(random, kept), random, target.words, target.seed, target.most) : inputOf(target, from);
  const name = changed ? -from : from;
  one.inputs += 1;
  let spent = tried(one.index, name, text);
  if (spent > longest) {
    // other programs run beside: only what takes so much of the processor each time is slow
    for (let index = 0; index < 3; index += 1) {
      const before = process.cpuUsage();
      tried(one.index, name, text);
      const { user, system } = process.cpuUsage(before);
      spent = Math.min(spent, (user + system) / 1000);
    }
    if (spent > longest)
      parentPort.postMessage({
        find: { target: one.index, name: target.name, seed: name, what: `it takes ${spent.toFixed(0)} ms: ${JSON.stringify(text).slice(0, 3000)}` },
      });
  }
  one.milliseconds += spent;
  one.slowest = Math.max(one.slowest, spent);
  return text;
}

// a look at the coverage costs as much as several inputs: it is taken for four of them
const burst = 4;
const guided = Math.min(Math.floor(count * 0.02), 20_000);
let done = 0;
for (let turn = 0; done < guided; turn += 1) {
  const one = chosen[turn % chosen.length];
  const texts = Array.from({ length: burst }, () => step(one));
  done += burst;
  if (await somethingNew()) one.kept.push(...texts);
}
await session.post('Profiler.stopPreciseCoverage');
session.disconnect();

const order = chosen.flatMap((one) => Array.from({ length: one.target.weight }, () => one));
for (let shuffled = order.length - 1; shuffled > 0; shuffled -= 1) {
  const other = upTo(seeds, shuffled + 1);
  [order[shuffled], order[other]] = [order[other], order[shuffled]];
}
let told = Date.now();
let reported = {};
const tell = () => {
  const totals = Object.fromEntries(
    chosen.map(({ target, inputs, milliseconds, kept, slowest }) => {
      const before = reported[target.name] ?? { inputs: 0, seconds: 0, kept: 0 };
      return [target.name, { inputs: inputs - before.inputs, seconds: milliseconds / 1000 - before.seconds, kept: kept.length - before.kept, slowest }];
    }),
  );
  reported = Object.fromEntries(
    chosen.map(({ target, inputs, milliseconds, kept }) => [target.name, { inputs, seconds: milliseconds / 1000, kept: kept.length }]),
  );
  parentPort.postMessage({ totals });
};
for (; done < count; done += 1) {
  step(order[done % order.length]);
  if (done % 256 === 0 && Date.now() - told > 15_000) {
    told = Date.now();
    tell();
  }
}
tell();
