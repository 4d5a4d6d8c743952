// Runs the pre-commit hook (or a scan) on texts that are meant to be slow: about a hundred shapes of up to 1 MB, each in a process of its own with a limit.
// node bench/hostile-shapes.mjs [--dist dist] [--size 1000000] [--limit 60] [--budget 3] [--only word] [--scan] [--top 10] [--json FILE]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shapes } from './hostile/shapes.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
  options: {
    dist: { type: 'string', default: join(root, 'dist') },
    size: { type: 'string', default: '1000000' },
    limit: { type: 'string', default: '60' },
    budget: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    top: { type: 'string', default: '10' },
    scan: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const dist = resolve(options.dist);
const size = Number(options.size);
const folder = mkdtempSync(join(tmpdir(), 'hostile-shapes-'));
const repository = join(folder, 'repository');
const meter = join(folder, 'meter.cjs');
// the processor time of the measured process, threads included, goes to a descriptor that the product does not use
writeFileSync(meter, "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('fs').writeSync(3, String((user + system) / 1000)); });");
const env = { ...process.env, SECRETS_HOOKS_CACHE: 'off', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
const git = (...args) => spawnSync('git', args, { cwd: repository, env });

function measure(path, text) {
  const entry = options.scan
    ? [join(dist, 'cli.js'), 'scan', '--stdin', '--filename', path, '--format', 'json', '--output', join(folder, 'report.json')]
    : [join(dist, 'hooks/pre-commit.cjs')];
  if (!options.scan) {
    git('read-tree', '--empty');
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text, 'latin1');
    git('add', '-f', '--', path);
  }
  const started = performance.now();
  // a limit of processor time: on a busy machine the clock says little
  const child = spawnSync('sh', ['-c', 'ulimit -t "$1"; shift; exec "$@"', 'sh', options.limit, process.execPath, '--require', meter, ...entry], {
    cwd: repository,
    env,
    input: options.scan ? Buffer.from(text, 'latin1') : '',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  const wallMs = performance.now() - started;
  const cpu = Number(child.output?.[3]?.toString() ?? '');
  return { cpuMs: child.error === undefined && cpu > 0 ? cpu : Infinity, wallMs, status: child.status };
}

mkdirSync(repository);
git('init', '-q');
const rows = [];
try {
  for (const { name, path, make } of shapes(size)) {
    if (!`${name} ${path}`.includes(options.only)) continue;
    const text = make();
    const row = { name, path, bytes: text.length, ...measure(path, text) };
    rows.push(row);
    if (row.cpuMs > Number(options.budget) * 1000) console.error(`over budget: ${name} (${path}): ${(row.cpuMs / 1000).toFixed(1)} s`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
rows.sort((a, b) => b.cpuMs - a.cpuMs);
console.log('CPU s   status  bytes     shape');
for (const { name, path, bytes, cpuMs, status } of rows.slice(0, Number(options.top)))
  console.log(
    `${(Number.isFinite(cpuMs) ? (cpuMs / 1000).toFixed(2) : `> ${options.limit}`).padEnd(7)} ${String(status ?? '-').padEnd(7)} ${String(bytes).padEnd(9)} ${name} (${path})`,
  );
const over = rows.filter(({ cpuMs }) => cpuMs > Number(options.budget) * 1000).length;
console.log(`${rows.length} shapes; ${over} over ${options.budget} s of CPU`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, null, 1)}\n`);
process.exitCode = over > 0 ? 1 : 0;
