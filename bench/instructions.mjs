// `npm run bench:instructions`: instructions of the quick hook and of the engine, counted by valgrind's callgrind: the same on a noisy machine. Left out where there is none.
// node bench/instructions.mjs [--keep]   the figures are held against those in bench/results/instructions.json, if there are any; --keep writes them there
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository, source, stage } from './speed/inputs.mjs';

/** What the count may grow by: where node's own threads help, counts differ by some per cent. */
const allowance = 1.1;
const root = join(import.meta.dirname, '..');
const kept = join(root, 'bench/results/instructions.json');
if (spawnSync('valgrind', ['--version']).status !== 0) {
  console.log('valgrind is not installed: nothing is counted');
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), 'secrets-hooks-instructions-'));
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$)/.test(name)));

/** Millions of instructions that node takes for this script. The least of three. */
function counted(args, cwd, input = '') {
  const counts = [0, 1, 2].map(() => {
    const done = spawnSync('valgrind', ['--tool=callgrind', '--callgrind-out-file=/dev/null', process.execPath, '--single-threaded', ...args], {
      cwd,
      env,
      input,
      encoding: 'latin1',
      timeout: 600_000,
    });
    return Number(/Collected : (\d+)/.exec(done.stderr)?.[1] ?? NaN) / 1e6;
  });
  return Math.min(...counts);
}

const folder = repository(join(work, 'repository'), root);
stage(folder, 1, 10 * 1024);
// What the installed hook feeds to node: it is run with a program in place of node that prints its stdin.
const echo = join(work, 'echo');
writeFileSync(echo, '#!/bin/sh\nexec cat\n', { mode: 0o755 });
const hookFile = readFileSync(join(folder, '.git/hooks/pre-commit'), 'utf8').replace(/secrets_hooks_node='[^']*'/, `secrets_hooks_node='${echo}'`);
writeFileSync(join(work, 'feed.sh'), hookFile);
const feed = spawnSync('sh', [join(work, 'feed.sh')], { cwd: folder, env, encoding: 'buffer' }).stdout;
writeFileSync(join(work, 'empty.cjs'), '');
const text = join(work, 'text.ts');
writeFileSync(text, source(1 << 20, 3));
const hook = join(root, 'dist/hooks/pre-commit.cjs');
const args = ['--single-threaded', hook, '--fed'];
// twice: what V8 compiles is kept by the first, for these flags
for (let warm = 0; warm < 2; warm += 1) spawnSync(process.execPath, args, { cwd: folder, env, input: feed });
const now = {
  node: process.version,
  empty: counted([join(work, 'empty.cjs')], folder),
  hook: counted([hook, '--fed'], folder, feed),
  scanOfOneMebibyte: counted([join(root, 'dist/cli.js'), 'scan', '--no-git', text], work),
};
const before = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : undefined;
const isComparable = before?.node === now.node;
let grown = false;
for (const name of ['empty', 'hook', 'scanOfOneMebibyte']) {
  const was = isComparable ? before[name] : undefined;
  const more = was !== undefined && now[name] > was * allowance;
  grown ||= more;
  console.log(
    `${name.padEnd(20)} ${now[name].toFixed(1).padStart(9)} million instructions${was === undefined ? '' : `, was ${was.toFixed(1)}${more ? ': it has grown' : ''}`}`,
  );
}
if (!isComparable)
  console.log(`nothing to compare with: ${before === undefined ? 'no figures are kept' : `those kept are of node ${before.node}`}; --keep writes these down`);
if (process.argv.includes('--keep')) {
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(kept, `${JSON.stringify(now, null, 2)}\n`);
}
rmSync(work, { recursive: true, force: true });
process.exitCode = grown ? 1 : 0;
