// What a clean commit loads: bounded, because every millisecond of it is waited for.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { folder, Repo, tidy } from './lab.ts';

const hooks = join(import.meta.dirname, '../../dist/hooks');
const quick = join(hooks, 'pre-commit.main.cjs');
afterAll(tidy);

/** The listing and the blobs, as the pipeline of an installed hook asks git for them. */
function feedOf(repo: Repo): Buffer {
  const installed = spawnSync(process.execPath, [join(hooks, '../cli.js'), 'install', '--force'], { cwd: repo.top });
  expect(installed.status).toBe(0);
  const text = readFileSync(join(repo.top, '.git/hooks/pre-commit'), 'utf8').replace(/^secrets_hooks_ask 2>.*$/m, 'secrets_hooks_ask');
  expect(text).toContain('cat-file --batch=');
  return spawnSync('sh', ['-c', text, join(repo.top, '.git/hooks/pre-commit')], { cwd: repo.top }).stdout;
}

const unwanted = ['child_process', 'crypto', 'net', 'os', 'perf_hooks', 'stream', 'tls', 'worker_threads', 'zlib', 'readline', 'inspector', 'http', 'dns'];

/** Modules of node that this script loads and an empty one does not. */
function loads(args: readonly string[], cwd: string, input: Buffer): { readonly status: number | null; readonly modules: readonly string[] } {
  const place = folder('loaded-');
  const [spy, list] = [join(place, 'spy.cjs'), join(place, 'list')];
  writeFileSync(spy, `process.once('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, process.moduleLoadList.join('\\n')));`);
  const done = spawnSync(process.execPath, ['--require', spy, ...args], { cwd, input });
  return { status: done.status, modules: readFileSync(list, 'utf8').split('\n') };
}

test('a clean commit that the shim has fed loads one bundle and starts nothing', () => {
  const repo = Repo.make();
  repo.write('b.ts', 'export const limit = 3;\n');
  repo.git('add', 'b.ts');
  const feed = feedOf(repo);
  expect(feed.toString('latin1')).toContain('\n..secrets-hooks-end missing\n');
  const empty = join(folder('empty-'), 'empty.cjs');
  writeFileSync(empty, '');
  const before = new Set(loads([empty], repo.top, Buffer.alloc(0)).modules);
  const { status, modules } = loads([join(hooks, 'pre-commit.cjs'), '--fed'], repo.top, feed);
  expect(status).toBe(0);
  const more = modules.filter((name) => !before.has(name));
  expect(more.filter((name) => unwanted.some((one) => name === `NativeModule ${one}`))).toEqual([]);
  expect(more.length).toBeLessThan(12);
});

test('a feed that is cut off, empty or forged is no feed: git is asked', () => {
  const repo = Repo.make();
  repo.write('b.ts', `export const value = '${repo.token}';\n`);
  repo.git('add', 'b.ts');
  const feed = feedOf(repo);
  const end = feed.indexOf('..secrets-hooks-end');
  const without = feed.subarray(0, feed.indexOf('\n', feed.indexOf('HEAD missing') + 1));
  for (const input of [
    feed,
    Buffer.alloc(0),
    feed.subarray(0, end),
    feed.subarray(0, end - 10),
    Buffer.concat([without, Buffer.from('\n..secrets-hooks-end\n')]),
  ]) {
    const done = spawnSync(process.execPath, [join(hooks, 'pre-commit.cjs'), '--fed'], { cwd: repo.top, input, encoding: 'utf8' });
    expect(done.status).toBe(1);
    expect(done.stdout + done.stderr).not.toContain(repo.token);
  }
});

test('a clean commit of some size, under a policy, is answered without the whole hook', () => {
  const repo = Repo.make();
  feedOf(repo);
  repo.git('add', '-A');
  repo.past('commit', '-q', '-m', 'guard');
  repo.stage('a.ts', 'const value = compute(left, right);\n'.repeat(300));
  const eyes = join(folder('eyes-'), 'eyes.cjs');
  writeFileSync(
    eyes,
    "const fs = require('node:fs'); const read = fs.readFileSync; fs.readFileSync = (file, ...rest) => (console.error('READ ' + file), read(file, ...rest));",
  );
  const done = spawnSync(process.execPath, ['-r', eyes, join(hooks, 'pre-commit.cjs'), '--fed'], { cwd: repo.top, input: feedOf(repo), encoding: 'utf8' });
  expect(done.status).toBe(0);
  expect(done.stderr).toContain('pre-commit.main.cjs');
  expect(done.stderr).not.toContain('run.cjs');
});

test('the bundle of a clean commit stays small', () => {
  // grown on purpose: say here by how much, and why it is worth it
  // 380 to 470 KB: some ninety formats more, the names of a thousand services, what a policy extends; tables, calls and commands by their places
  expect(statSync(quick).size).toBeLessThan(470_000);
  // the ones that are never reached in a clean commit: a text in the validator, and what undoes compression
  const required = [...readFileSync(quick, 'latin1').matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
  expect([...new Set(required.map((name) => name.replace(/^node:/, '')))].sort()).toEqual([
    './run.cjs',
    'ajv/dist/runtime/ucs2length',
    'fs',
    'path',
    'worker_threads',
  ]);
});
