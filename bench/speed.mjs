// `npm run bench`: ours and every installed peer in turn on the same inputs, medians and ratios, written to bench/results.
// node bench/speed.mjs [--quick] [--runs 10] [--repositories FOLDER] [--only hook,push,trees,large,history,growth,worst] [--huge]
// FOLDER holds clones with a work tree each. Peers are taken from the PATH; what is missing is left out.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installed, versionOf } from './speed/peers.mjs';
import { folder, growth, history, largeTree, push, realTrees, staged } from './speed/rows.mjs';
import { worst } from './speed/worst.mjs';

const { values: asked } = parseArgs({
  options: { quick: { type: 'boolean' }, huge: { type: 'boolean' }, runs: { type: 'string' }, repositories: { type: 'string' }, only: { type: 'string' } },
});
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'secrets-hooks-speed-'));
const runs = Number(asked.runs ?? (asked.quick ? 3 : 11));
const repositories = asked.repositories === undefined ? undefined : resolve(asked.repositories);
const peers = installed(work);
const setup = { root, work, peers, runs };
const trees = realTrees(repositories);
const kinds = {
  hook: [
    () => staged(setup, 'hook-1', 1, 10 * 1024),
    () => staged(setup, 'hook-100', 100, 1 << 20),
    ...(asked.quick ? [] : [() => staged({ ...setup, runs: Math.min(runs, 5) }, 'hook-5000', 5000, 50 << 20)]),
  ],
  push: [() => push({ ...setup, runs: Math.min(runs, 5) }, 1000)],
  trees: trees.map((place) => () => folder(setup, `tree-${basename(place)}`, `scan of ${basename(place)}`, place)),
  large: [() => largeTree({ ...setup, runs: Math.min(runs, 3) }, repositories)],
  history: trees.map((place) => () => history(setup, place)),
  growth: [() => growth({ ...setup, runs: Math.min(runs, 3) }, [10, 100, ...(asked.quick ? [] : [1024]), ...(asked.huge ? [10_240] : [])])],
  worst: [() => worst({ ...setup, runs: Math.max(runs, 5) })],
};
const wanted = asked.only?.split(',') ?? Object.keys(kinds).filter((kind) => !asked.quick || !['large', 'history', 'growth'].includes(kind));

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

const time = (ms) => (ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 100 ? 1 : 0)} ms`);
const rows = [];
const lines = [];
for (const kind of wanted)
  for (const row of kinds[kind] ?? []) {
    const { id, what, proof, mebibytes, tools } = await row();
    const ours = tools[0]?.median ?? NaN;
    rows.push({ id, what, mebibytes, tools: tools.map((tool) => ({ ...tool, found: proof.has(tool.name), ratio: ours / tool.median })) });
    lines.push('', `### ${what}${mebibytes === undefined ? '' : `, ${mebibytes.toFixed(1)} MiB`}`, '');
    const each = tools.some((tool) => tool.each !== undefined);
    lines.push(
      each
        ? '| what | median | for each MiB | beside the first |'
        : '| tool | median of | median | least | peak MiB | found what was planted | ours beside it |',
    );
    lines.push(each ? '| --- | --- | --- | --- |' : '| --- | --- | --- | --- | --- | --- | --- |');
    for (const tool of tools)
      lines.push(
        each
          ? `| ${tool.name} | ${time(tool.median)} | ${tool.each.toFixed(1)} ms | ${(tool.each / tools[0].each).toFixed(2)} |`
          : `| ${tool.name} | ${tool.runs} | ${time(tool.median)} | ${time(tool.least)} | ${tool.peak.toFixed(0)} | ${/node and|cat-file/.test(tool.name) ? '-' : proof.has(tool.name) ? 'yes' : '**no**'} | ${tool === tools[0] ? '' : (ours / tool.median).toFixed(3)} |`,
      );
    console.log(lines.splice(0).join('\n'));
  }

const results = join(root, 'bench/results');
mkdirSync(results, { recursive: true });
const text = [
  `# Speed, ${machine.date}`,
  '',
  `${machine.system}, ${machine.processor}, ${machine.memory}, load ${machine.load.join(' ')}; node ${machine.node}, ${machine.git}; commit ${machine.commit}`,
  '',
];
text.push(
  Object.entries(machine.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', '),
);
for (const { what, mebibytes, tools } of rows) {
  text.push(
    '',
    `## ${what}${mebibytes === undefined ? '' : `, ${mebibytes.toFixed(1)} MiB`}`,
    '',
    '| tool | median | peak MiB | found | ours beside it |',
    '| --- | --- | --- | --- | --- |',
  );
  for (const tool of tools)
    text.push(
      `| ${tool.name} | ${time(tool.median)}${tool.each === undefined ? '' : `, ${tool.each.toFixed(1)} ms for each MiB`} | ${tool.peak.toFixed(0)} | ${tool.found ? 'yes' : 'no'} | ${tool.ratio.toFixed(3)} |`,
    );
}
const name = asked.quick ? 'speed-quick' : asked.only === undefined ? 'speed' : `speed-${wanted.join('-')}`;
writeFileSync(join(results, `${name}.md`), `${text.join('\n')}\n`);
writeFileSync(join(results, `${name}.json`), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
rmSync(work, { recursive: true, force: true });
