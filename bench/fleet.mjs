// `node bench/fleet.mjs compare|again|kill LIST [KILLS]`: a fleet by threads and by the queue, with one, two and four workers; a second run; and fifty kills.
// LIST is what `audit --fleet` takes; make one with test/fleet/generate.mjs. Needs redis-server, and a built dist/.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { audit, cli, digestOf, key, Redis, startWorker } from '../test/fleet/lab.mjs';
import { grow } from '../test/fleet/generate.mjs';

const [, , mode = 'compare', list = '', kills = '50'] = process.argv;
if (!existsSync(list)) throw new Error('Name a list of repositories, or a folder with repositories.');
const fleet = resolve(list);
const base = mkdtempSync(join(tmpdir(), 'fleet-'));
const at = (name) => join(base, name);
const seconds = (value) => value.toFixed(2).padStart(8);

async function byThreads(name, more = []) {
  const done = await audit(['--fleet', fleet, '--state', at(name), '--report', at(`${name}-report`), ...more], { cwd: base });
  if (done.status !== 1 && done.status !== 0 && done.status !== 2) throw new Error(done.err);
  return { ...done, digest: digestOf(at(`${name}-report`)) };
}

async function byQueue(name, count) {
  const redis = await Redis.start(at(`${name}-redis`));
  const workers = Array.from({ length: count }, () => startWorker(['--queue', redis.url, '--workers', '1', '--clones', at(`${name}-clones`)], { cwd: base }));
  const done = await audit(['--fleet', fleet, '--queue', redis.url, '--state', at(name), '--report', at(`${name}-report`)], { cwd: base });
  for (const { child } of workers) child.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
  await redis.kill(true);
  if (![0, 1, 2].includes(done.status)) throw new Error(done.err);
  return { ...done, digest: digestOf(at(`${name}-report`)) };
}

const repositories = () => JSON.parse(readFileSync(at('default-report/fleet.json'), 'utf8')).repositories.length;

async function compare() {
  const runs = [['default', await byThreads('default')]];
  const count = repositories();
  const say = ([name, run]) =>
    console.log(`${name.padEnd(18)} ${seconds(run.seconds)} s  ${(count / run.seconds).toFixed(1).padStart(7)} repositories/s  ${run.digest}`);
  say(runs[0]);
  for (const workers of [1, 2, 4]) {
    runs.push([`queue, ${workers} worker${workers === 1 ? '' : 's'}`, await byQueue(`queue${workers}`, workers)]);
    say(runs.at(-1));
  }
  if (new Set(runs.map(([, { digest }]) => digest)).size !== 1) throw new Error('the reports differ');
  console.log(`${count} repositories: all reports are the same, byte for byte`);
}

/** An audit by threads under a shell that tells the processor time of it and of all its git processes. */
async function timed(name) {
  const options = ['--fleet', fleet, '--state', at(name), '--report', at(`${name}-report`)];
  const began = performance.now();
  const child = spawn('sh', ['-c', '"$@" >/dev/null 2>&1; status=$?; times; exit $status', 'sh', process.execPath, cli, 'audit', ...options], {
    cwd: base,
    env: { ...process.env, SECRETS_HOOKS_FLEET_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (![0, 1, 2].includes(status)) throw new Error(`it ended with ${status}`);
  const [user, system] = [...(said.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return { seconds: (performance.now() - began) / 1000, processor: user + system };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const said = (runs) => ({ seconds: median(runs.map(({ seconds: wall }) => wall)), processor: median(runs.map(({ processor }) => processor)) });

/** A first run; a second one with nothing new; and one with ten commits in three of the repositories, from the same state each time. Medians of five. */
async function again() {
  const first = await timed('default');
  const unchanged = [];
  for (let round = 0; round < 5; round += 1) unchanged.push(await timed('default'));
  const places = JSON.parse(readFileSync(at('default-report/fleet.json'), 'utf8')).repositories.map(({ name }) => join(fleet, `${name}.git`));
  const three = [0.2, 0.5, 0.8].map((share) => ({ place: places[Math.floor(places.length * share)] }));
  const copy = (from, to) => {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, preserveTimestamps: true });
  };
  for (const [index, { place }] of three.entries()) copy(place, at(`kept/${index}`));
  copy(at('default'), at('kept/state'));
  const grown = [];
  try {
    grow(three, 10);
    for (let round = 0; round < 5; round += 1) {
      copy(at('kept/state'), at('default'));
      grown.push(await timed('default'));
    }
  } finally {
    for (const [index, { place }] of three.entries()) copy(at(`kept/${index}`), place);
  }
  const row = (name, { seconds: wall, processor }) =>
    console.log(
      `${name.padEnd(24)} ${seconds(wall)} s ${((wall / first.seconds) * 100).toFixed(2).padStart(7)} %   ${seconds(processor)} s of processor time ${((processor / first.processor) * 100).toFixed(2).padStart(7)} %`,
    );
  row('first', first);
  row('nothing new', said(unchanged));
  row('ten commits in three', said(grown));
}

async function kill() {
  const calm = await byThreads('default');
  console.log(`undisturbed: ${calm.digest}`);
  const counts = { worker: 0, redis: 0, 'redis and its memory': 0, audit: 0 };
  let left = Number(kills);
  for (let round = 1; left > 0; round += 1) {
    const redis = await Redis.start(at(`redis${round}`));
    const worker = () => startWorker(['--queue', redis.url, '--workers', '1', '--clones', at('clones')], { cwd: base });
    const begin = () => audit(['--fleet', fleet, '--queue', redis.url, '--state', at(`kill${round}`), '--report', at(`kill${round}-report`)], { cwd: base });
    const workers = [worker(), worker(), worker()];
    let running = begin();
    const over = { done: undefined };
    const watch = (one) => void one.then((end) => (one === running ? (over.done = end) : undefined));
    watch(running);
    while (over.done === undefined) {
      await setTimeout(400 + Math.random() * 2_000);
      if (left === 0 || over.done !== undefined) continue;
      left -= 1;
      const dice = Math.random();
      if (dice < 0.5) {
        const which = Math.floor(Math.random() * workers.length);
        workers[which].child.kill('SIGKILL');
        await workers[which].ended;
        workers[which] = worker();
        counts.worker += 1;
      } else if (dice < 0.85) {
        const forgetting = dice > 0.7;
        await redis.kill(forgetting);
        await redis.up();
        counts[forgetting ? 'redis and its memory' : 'redis'] += 1;
      } else {
        const old = running;
        running = undefined;
        old.child.kill('SIGKILL');
        await old;
        running = begin();
        watch(running);
        counts.audit += 1;
      }
    }
    for (const { child } of workers) child.kill('SIGKILL');
    await redis.kill(true);
    if (![0, 1, 2].includes(over.done.status)) throw new Error(over.done.err);
    const digest = digestOf(at(`kill${round}-report`));
    console.log(`round ${round}: ${JSON.stringify(counts)}, ${digest}`);
    if (digest !== calm.digest) throw new Error(`the reports differ: ${base}`);
  }
  console.log('nothing lost, nothing twice, the same report');
}

mkdirSync(base, { recursive: true });
await { compare, again, kill }[mode]();
rmSync(base, { recursive: true, force: true });
