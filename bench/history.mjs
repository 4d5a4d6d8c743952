// Measures `scan --history` beside git's own unpacking and beside gitleaks, in turn, on repositories that are given; checks first that deltas yield what git yields.
// node bench/history.mjs [--rounds N] [--check] [--push N] REPOSITORY…   (gitleaks: on the PATH, or named by GITLEAKS)
import { spawnSync } from 'node:child_process';
import { cpus, tmpdir, totalmem } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, check: { type: 'boolean', default: false }, push: { type: 'string' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const gitleaks = process.env.GITLEAKS ?? 'gitleaks';
const hasGitleaks = spawnSync(gitleaks, ['version']).status === 0;
const memory = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\nmaxrss="+process.resourceUsage().maxRSS))`;

const run = (command, args, cwd) => {
  const started = performance.now();
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 });
  return { seconds: (performance.now() - started) / 1000, status: done.status, stderr: done.stderr };
};
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const ours = (args, cwd) => {
  const done = run(process.execPath, ['--import', memory, join(root, 'dist/cli.js'), ...args], cwd);
  if (done.status !== 0 && done.status !== 1 && done.status !== 2) throw new Error(done.stderr);
  return { ...done, mebibytes: Number(/maxrss=(\d+)/.exec(done.stderr)?.[1]) / 1024 };
};

/** As JSON, whatever order an object was put together in. */
const plain = (value) =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  );

/** The same by deltas and by `git cat-file`, in one thread: figures of the machine's time, and whether they agree. */
async function checked(repository) {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const file = join(folder, 'scan.mjs');
  const names = ['commands/scan/scan-history', 'commands/looking', 'io/git', 'io/environment', 'io/hasher', 'policy/policy'];
  await build({
    stdin: { contents: names.map((name) => `export * from './src/${name}.ts';`).join('\n'), resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
    mainFields: ['module', 'main'],
    define: { SECRETS_HOOKS_VERSION: '"bench"' },
    alias: { debug: join(root, 'build/quiet-debug.cjs') },
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  const lib = await import(pathToFileURL(file).href);
  const results = {};
  for (const reader of ['packs', 'git']) {
    const git = lib.gitOf(repository, lib.gitEnvironment(process.env));
    const look = { engine: await lib.engineUnder(lib.defaultPolicy), hasher: lib.hasherOf(lib.defaultPolicy.salt) };
    const before = process.cpuUsage();
    const { reader: used, ...seen } = await lib.scanHistory(git, look, { policy: lib.defaultPolicy, worker: undefined, reader });
    git.objects.close();
    const { user, system } = process.cpuUsage(before);
    results[reader] = { used, seconds: (user + system) / 1e6, seen };
  }
  rmSync(folder, { recursive: true });
  // which part of it: a fingerprint and a place are no values
  const parts = Object.keys(results.git.seen).filter((part) => plain(results.packs.seen[part]) !== plain(results.git.seen[part]));
  if (results.packs.used !== 'packs') throw new Error(`${repository}: packs were not read`);
  if (parts.length > 0) {
    const [mine, gits] = ['packs', 'git'].map((reader) => new Set(results[reader].seen.findings.map(plain)));
    const only = (own, other) => [...own].filter((one) => !other.has(one)).slice(0, 5);
    throw new Error(
      `${repository}: deltas and git disagree on ${parts.join(', ')}\nby deltas only: ${only(mine, gits)}\nthrough git only: ${only(gits, mine)}`,
    );
  }
  return `${results.packs.seconds.toFixed(1)} s by deltas, ${results.git.seconds.toFixed(1)} s through git, the same findings`;
}

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${spawnSync('git', ['--version']).stdout}`,
);
for (const repository of positionals) {
  const name = basename(repository);
  if (values.check) console.log(`${name}: ${await checked(repository)}`);
  if (rounds === 0) continue;
  const times = { ours: [], floor: [], gitleaks: [] };
  let mebibytes = 0;
  const count = Number(values.push ?? 0);
  const range = count > 0 ? `HEAD~${count}..HEAD` : undefined;
  for (let round = 0; round < rounds; round += 1) {
    const mine = ours(range === undefined ? ['scan', '--history', '--format', 'json'] : ['scan', '--range', range, '--format', 'json'], repository);
    times.ours.push(mine.seconds);
    mebibytes = Math.max(mebibytes, mine.mebibytes);
    if (range === undefined) times.floor.push(run('git', ['cat-file', '--batch-all-objects', '--batch', '--unordered', '--buffer'], repository).seconds);
    if (hasGitleaks) {
      const log = range === undefined ? '--all' : range;
      times.gitleaks.push(run(gitleaks, ['git', '--no-banner', '--exit-code', '0', `--log-opts=${log}`, '.'], repository).seconds);
    }
  }
  const said = [`${name}${range === undefined ? '' : ` ${range}`}: ours ${median(times.ours).toFixed(1)} s, ${mebibytes.toFixed(0)} MiB`];
  for (const [beside, label] of [
    [times.floor, 'git cat-file'],
    [times.gitleaks, 'gitleaks'],
  ])
    if (beside.length > 0) said.push(`${label} ${median(beside).toFixed(1)} s: ${(median(times.ours) / median(beside)).toFixed(2)} ×`);
  console.log(said.join(' · '));
}
