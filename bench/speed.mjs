// `npm run bench`: ours and every installed peer in turn on the same inputs, medians and ratios, written to bench/results.
// node bench/speed.mjs [ROW…] [--quick] [--runs 10] [--repositories FOLDER] [--histories FOLDER] [--repository PATH …] [--huge]
// ROW: hook (hook-1 hook-100 hook-5000) · push · trees · large · history · growth · worst; all of them where none is named.
// FOLDER holds clones: with a work tree each for trees, with a work tree or bare for histories. Peers are taken from the PATH; what is missing is left out.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installed, versionOf } from './speed/peers.mjs';
import { clonesIn, folder, growth, history, largeTree, nameOf, push, staged } from './speed/rows.mjs';
import { written } from './speed/table.mjs';
import { worst } from './speed/worst.mjs';

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    huge: { type: 'boolean' },
    runs: { type: 'string' },
    peers: { type: 'string' },
    repositories: { type: 'string' },
    histories: { type: 'string' },
    repository: { type: 'string', multiple: true },
  },
});
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'secrets-hooks-speed-'));
const runs = Number(asked.runs ?? (asked.quick ? 3 : 11));
const repositories = asked.repositories === undefined ? undefined : resolve(asked.repositories);
const named = (asked.repository ?? []).map((path) => resolve(path));
const peers = installed(work).filter(({ name }) => asked.peers === undefined || asked.peers.split(',').includes(name));
const setup = { root, work, peers, runs };
const trees = clonesIn(repositories);
const histories = [...clonesIn(asked.histories === undefined ? repositories : resolve(asked.histories)), ...named];
const hooks = {
  'hook-1': () => staged(setup, 'hook-1', 1, 10 * 1024),
  'hook-100': () => staged(setup, 'hook-100', 100, 1 << 20),
  'hook-5000': () => staged({ ...setup, runs: Math.min(runs, 5) }, 'hook-5000', 5000, 50 << 20),
};
const rowsOf = {
  ...Object.fromEntries(Object.entries(hooks).map(([name, row]) => [name, [row]])),
  hook: asked.quick ? [hooks['hook-1'], hooks['hook-100']] : Object.values(hooks),
  push: [() => push({ ...setup, runs: Math.min(runs, 5) }, 1000)],
  trees: trees.map((place) => () => folder(setup, `tree-${nameOf(place)}`, `scan of ${nameOf(place)}`, place)),
  large: [() => largeTree({ ...setup, runs: Math.min(runs, 3) }, repositories)],
  history: histories.map((place) => () => history(setup, place)),
  growth: [() => growth({ ...setup, runs: Math.min(runs, 3) }, [10, 100, ...(asked.quick ? [] : [1024]), ...(asked.huge ? [10_240] : [])])],
  worst: [() => worst({ ...setup, runs: Math.max(runs, 5) })],
};
const usual = ['hook', 'push', 'trees', 'large', 'history', 'growth', 'worst'];
const wanted = positionals.length > 0 ? positionals : usual.filter((kind) => !asked.quick || !['large', 'history', 'growth'].includes(kind));
const unknown = wanted.find((kind) => !(kind in rowsOf));
if (unknown !== undefined) throw new Error(`there is no row "${unknown}"; there are ${Object.keys(rowsOf).join(', ')}`);

const machine = {
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  system: `${platform()} ${release()} ${arch()}`,
  processor: `${cpus()[0]?.model ?? ''} × ${availableParallelism()}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  load: loadavg().map((one) => one.toFixed(1)),
  node: process.version,
  git: execFileSync('git', ['--version'], { encoding: 'utf8' }).trim(),
  versions: Object.fromEntries([['secrets-hooks', versionOf(root)], ...peers.map((peer) => [peer.name, peer.version])]),
};

const results = join(root, 'bench/results');
mkdirSync(results, { recursive: true });
const name = asked.quick ? 'speed-quick' : positionals.length === 0 ? 'speed' : `speed-${wanted.join('-')}`;
const rows = [];
try {
  for (const kind of wanted)
    for (const make of rowsOf[kind]) {
      const { proof, ...row } = await make();
      const ours = row.tools[0];
      rows.push({
        ...row,
        tools: row.tools.map((tool) => ({ ...tool, found: proof.has(tool.name), ratio: ours.median / tool.median, cpuRatio: ours.cpu / tool.cpu })),
      });
      console.log(written(rows.at(-1), '###'));
      // after each row, so that a run that is broken off has said what it knows
      writeFileSync(join(results, `${name}.json`), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
    }
} finally {
  rmSync(work, { recursive: true, force: true });
}
const text = [
  `# Speed, ${machine.date}`,
  '',
  `${machine.system}, ${machine.processor}, ${machine.memory}, load ${machine.load.join(' ')}; node ${machine.node}, ${machine.git}; commit ${machine.commit}`,
  '',
  Object.entries(machine.versions)
    .map(([tool, version]) => `${tool} ${version}`)
    .join(', '),
  '',
  ...rows.map((row) => written(row, '##')),
];
writeFileSync(join(results, `${name}.md`), `${text.join('\n')}\n`);
