// `npm run load [-- row …]`: how it holds under load: many files, commits, refs, hooks at once, a tree that changes while it is scanned. Prints time and memory.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { token } from '../build/token.mjs';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.js');
const hook = (name) => join(root, 'dist/hooks', `${name}.cjs`);
const work = mkdtempSync(join(tmpdir(), 'secrets-hooks-load-'));
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_AUTHOR_NAME: 'Load',
  GIT_AUTHOR_EMAIL: 'load@example.org',
  GIT_COMMITTER_NAME: 'Load',
  GIT_COMMITTER_EMAIL: 'load@example.org',
  PEAK_FILE: join(work, 'peaks'),
};
const scale = Number(process.env.LOAD_SCALE ?? 1);
const many = (count) => Math.max(10, Math.round(count * scale));

/** A repository made by `git fast-import` from a stream, which is written to disk in parts. */
function imported(name, write) {
  const at = join(work, name);
  execFileSync('git', ['init', '-q', '-b', 'main', at], { env });
  const stream = join(work, `${name}.stream`);
  const file = openSync(stream, 'w');
  let parts = [];
  let size = 0;
  const flush = () => {
    writeSync(file, parts.join(''));
    [parts, size] = [[], 0];
  };
  write((text) => {
    parts.push(text);
    if ((size += text.length) > 1 << 24) flush();
  });
  flush();
  closeSync(file);
  execFileSync('sh', ['-c', `git fast-import --quiet <'${stream}'`], { cwd: at, env });
  rmSync(stream);
  return at;
}
const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
const commit = (mark, from, message) =>
  `commit refs/heads/main\nmark :${mark}\ncommitter Load <load@example.org> ${1_700_000_000 + mark} +0000\n${data(message)}${from === undefined ? '' : `from :${from}\n`}`;

/** Runs node on a script and tells status, seconds and peak memory. */
function measured(args, options) {
  writeFileSync(env.PEAK_FILE, '');
  const begun = performance.now();
  const done = spawnSync(process.execPath, ['--require', join(root, 'bench/load/peak.cjs'), ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    ...options,
  });
  const peak = Math.max(0, ...readFileSync(env.PEAK_FILE, 'utf8').split('\n').map(Number));
  return { status: done.status, seconds: (performance.now() - begun) / 1000, mebibytes: peak / 1024, out: done.stdout + done.stderr };
}
function say(row, { status, seconds, mebibytes, out }, expected, more = '') {
  const right = status === expected && !/internal error|Cannot find module/.test(out);
  console.log(
    `${row.padEnd(58)} ${seconds.toFixed(1).padStart(7)} s ${mebibytes.toFixed(0).padStart(5)} MiB  status ${status}${right ? '' : ` INSTEAD OF ${expected}`} ${more}`,
  );
  if (!right) {
    console.log(out.slice(-600));
    process.exitCode = 1;
  }
}

const rows = {
  files() {
    const count = many(500_000);
    const at = imported('files', (write) => {
      write(commit(1, undefined, 'files'));
      for (let i = 0; i < count; i += 1) write(`M 100644 inline d${i % 1000}/f${i}.txt\n${data(`file ${i} holds nothing of interest\n`)}`);
    });
    execFileSync('git', ['checkout', '-q', '-f', 'main'], { cwd: at, env });
    writeFileSync(join(at, 'new.txt'), `token = "${token()}"\n`);
    execFileSync('git', ['add', 'new.txt'], { cwd: at, env });
    say(`audit of ${count} files`, measured([cli, 'audit', '--format', 'json'], { cwd: at }), 0);
    say(`pre-commit of one file among ${count}`, measured([hook('pre-commit')], { cwd: at }), 1);
    say(`scan of ${count + 1} files`, measured([cli, 'scan', '--format', 'json', '--output', join(work, 'out.json')], { cwd: at }), 1);
  },
  commits() {
    const count = many(100_000);
    const at = imported('commits', (write) => {
      for (let i = 1; i <= count; i += 1)
        write(
          `${commit(i, i === 1 ? undefined : i - 1, `change ${i}`)}M 100644 inline src/f${i % 500}.txt\n${data(`version ${i}\n${'a line that stays\n'.repeat(20)}${i === 777 ? `token = "${token()}"\n` : ''}`)}`,
        );
    });
    say(`scan --history of ${count} commits`, measured([cli, 'scan', '--history', '--format', 'json', '--output', join(work, 'out.json')], { cwd: at }), 1);
    say(`audit of ${count} commits`, measured([cli, 'audit', '--format', 'json'], { cwd: at }), 1);
    const tip = execFileSync('git', ['rev-parse', 'main'], { cwd: at, env, encoding: 'utf8' }).trim();
    const line = `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(tip.length)}\n`;
    say(`pre-push of ${count} commits`, measured([hook('pre-push'), 'origin', 'url'], { cwd: at, input: line }), 1);
  },
  refs() {
    const count = many(10_000);
    const at = imported('refs', (write) => {
      write(`${commit(1, undefined, 'first')}M 100644 inline a.txt\n${data('first\n')}`);
      for (let i = 2; i <= count; i += 1)
        write(
          `commit refs/heads/b${i}\nmark :${i}\ncommitter Load <load@example.org> ${1_700_000_000 + i} +0000\n${data(`b${i}`)}from :1\nM 100644 inline b.txt\n${data(i === count ? `token = "${token()}"\n` : `branch ${i}\n`)}`,
        );
    });
    const refs = execFileSync('git', ['for-each-ref', '--format=%(refname) %(objectname)'], { cwd: at, env, encoding: 'utf8', maxBuffer: 1 << 28 });
    const input = refs.replace(/^(\S+) (\S+)$/gm, (_, name, id) => `${name} ${id} ${name} ${'0'.repeat(id.length)}`);
    say(`pre-push of ${count} refs`, measured([hook('pre-push'), 'origin', 'url'], { cwd: at, input }), 1);
  },
  commit() {
    const count = many(5000);
    const at = join(work, 'commit');
    execFileSync('git', ['init', '-q', '-b', 'main', at], { env });
    const line = 'const value = compute(left, right); // nothing of interest stands here\n';
    for (let i = 0; i < count; i += 1) {
      mkdirSync(join(at, `d${i % 100}`), { recursive: true });
      writeFileSync(join(at, `d${i % 100}/f${i}.ts`), `${line.repeat(145)}${i === count - 1 ? `const token = '${token()}';\n` : ''}`);
    }
    execFileSync('git', ['add', '-A'], { cwd: at, env });
    say(`pre-commit of ${count} files of 10 KiB`, measured([hook('pre-commit')], { cwd: at }), 1);
  },
  async worktrees() {
    const count = Math.min(50, many(50));
    const at = join(work, 'worktrees');
    execFileSync('git', ['init', '-q', '-b', 'main', at], { env });
    writeFileSync(join(at, 'a.txt'), 'first\n');
    execFileSync('git', ['add', '-A'], { cwd: at, env });
    execFileSync('git', ['commit', '-q', '-m', 'first'], { cwd: at, env });
    execFileSync(process.execPath, [cli, 'install'], { cwd: at, env, stdio: 'ignore' });
    for (let i = 0; i < count; i += 1) execFileSync('git', ['worktree', 'add', '-q', '-b', `w${i}`, join(work, `w${i}`)], { cwd: at, env });
    const begun = performance.now();
    const statuses = await Promise.all(
      Array.from({ length: count }, (_, i) => {
        const tree = join(work, `w${i}`);
        writeFileSync(join(tree, 'b.txt'), i % 2 === 0 ? `token = "${token()}"\n` : `number ${i}\n`);
        execFileSync('git', ['add', 'b.txt'], { cwd: tree, env });
        return new Promise((resolve) => spawn('git', ['commit', '-q', '-m', 'x'], { cwd: tree, env, stdio: 'ignore' }).on('close', resolve));
      }),
    );
    const wrong = statuses.filter((status, i) => (status === 0) === (i % 2 === 0)).length;
    say(
      `${count} commits at once in ${count} worktrees`,
      { status: wrong, seconds: (performance.now() - begun) / 1000, mebibytes: 0, out: '' },
      0,
      '(status: how many ended wrongly)',
    );
  },
  huge() {
    const size = many(2 ** 31 / 2 ** 20) * 2 ** 20;
    const at = join(work, 'huge');
    execFileSync('git', ['init', '-q', '-b', 'main', at], { env });
    writeFileSync(join(at, 'huge.bin'), '');
    truncateSync(join(at, 'huge.bin'), size);
    execFileSync('git', ['-c', 'core.compression=1', 'add', '-A'], { cwd: at, env });
    execFileSync('git', ['commit', '-q', '-m', 'huge'], { cwd: at, env });
    const row = `of a blob of ${(size / 2 ** 30).toFixed(1)} GiB`;
    say(`scan --history ${row}`, measured([cli, 'scan', '--history'], { cwd: at }), 2);
    say(`audit ${row}`, measured([cli, 'audit', '--format', 'json'], { cwd: at }), 2);
    const tip = execFileSync('git', ['rev-parse', 'main'], { cwd: at, env, encoding: 'utf8' }).trim();
    say(`pre-push ${row}`, measured([hook('pre-push'), 'origin', 'url'], { cwd: at, input: `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(40)}\n` }), 2);
    say(`scan ${row}`, measured([cli, 'scan'], { cwd: at }), 2);
    execFileSync('git', ['update-ref', '-d', 'HEAD'], { cwd: at, env });
    say(`pre-commit ${row}`, measured([hook('pre-commit')], { cwd: at }), 2);
    rmSync(at, { recursive: true });
  },
  long() {
    const at = join(work, 'long');
    execFileSync('git', ['init', '-q', '-b', 'main', at], { env });
    const one = (name, text, row) => {
      writeFileSync(join(at, name), text);
      execFileSync('git', ['add', name], { cwd: at, env });
      say(`pre-commit ${row}`, measured([hook('pre-commit')], { cwd: at }), 1);
      say(`scan ${row}`, measured([cli, 'scan'], { cwd: at }), 1);
      execFileSync('git', ['rm', '-q', '-f', '--cached', name], { cwd: at, env });
      rmSync(join(at, name));
    };
    const words = 'let a=b+c(d,"e");f.g=h?i:j;';
    const megabytes = many(100) - 1;
    one('a.min.js', `${words.repeat(Math.ceil((megabytes * 1e6) / words.length))}t="${token()}";`, `of one line of ${megabytes} MB`);
    const count = many(1_000_000);
    one('b.txt', `${'a line of some words, 42\n'.repeat(count)}token = "${token()}"\n`, `of a file of ${count} lines`);
  },
  hostile() {
    const at = join(work, 'hostile');
    const row = (name, what, bytes) => {
      mkdirSync(join(at, name), { recursive: true });
      writeFileSync(join(at, name, `a.${name}`), bytes);
      say(`scan of ${what}`, measured([cli, 'scan', '--no-git', name], { cwd: at }), 2);
    };
    const zeros = new Uint8Array(many(1000) * 1e6);
    row('gz', `${zeros.length / 1e6} MB of zeros as gzip`, gzipSync(zeros));
    const bomb = zipSync({ zeros: zeros.subarray(0, 100_000_000) });
    row('zip', '16 zips of 100 MB of zeros in a zip', zipSync(Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`${i}.zip`, bomb]))));
    let nested = zipSync({ a: zeros.subarray(0, 1_000_000) });
    for (let depth = 0; depth < 100; depth += 1) nested = zipSync({ 'a.zip': nested });
    row('deep', 'a zip 100 zips deep', nested);
    let text = 'some words. ';
    for (let level = 0; level < 3; level += 1) text = `${gzipSync(text).toString('base64')}\n - \n`.repeat(400);
    row('b64', 'gzip in base64, 400 times on each of three levels', text);
  },
  async changing() {
    const at = join(work, 'changing');
    for (let i = 0; i < 40; i += 1) mkdirSync(join(at, `d${i}`), { recursive: true });
    for (let i = 0; i < many(8000); i += 1) writeFileSync(join(at, `d${i % 40}/f${i}.txt`), 'a line\n'.repeat(200));
    writeFileSync(join(at, 'stays.txt'), `token = "${token()}"\n`);
    const script = `const fs = require('fs'); const end = Date.now() + 120000; let i = 0;
      while (Date.now() < end) { const f = process.argv[1] + '/d' + (i % 40) + '/f' + (i * 7919 % ${many(8000)}) + '.txt'; i += 1;
        try { if (i % 5 === 0) fs.rmSync(f, { force: true }); else if (i % 5 === 1) fs.truncateSync(f, 3); else fs.writeFileSync(f, 'x'.repeat(i % 9000)); } catch {} }`;
    const writer = spawn(process.execPath, ['-e', script, at], { stdio: 'ignore' });
    try {
      await pause(200);
      say('scan of a tree that changes under it', measured([cli, 'scan', '--no-git', '--format', 'json', '--output', join(work, 'out.json')], { cwd: at }), 1);
    } finally {
      writer.kill('SIGKILL');
    }
  },
};

try {
  const asked = process.argv.slice(2);
  for (const [name, row] of Object.entries(rows)) if (asked.length === 0 || asked.includes(name)) await row();
} finally {
  rmSync(work, { recursive: true, force: true });
}
