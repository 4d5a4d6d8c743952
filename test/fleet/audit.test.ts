// `audit --fleet` as people run it, on generated repositories: everything planted is found, runs end alike however they went, and no value is left anywhere.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chanceOf, valuesOf } from '../platform/chance.mjs';
import { generate, grow, type Generated } from './generate.mjs';
import { audit, digestOf, hasRedis, Redis, startWorker } from './lab.mjs';

const base = mkdtempSync(join(tmpdir(), 'fleet-test-'));
const at = (...parts: readonly string[]): string => join(base, ...parts);
let repositories: readonly Generated[] = [];
let whole = '';

interface Report {
  readonly summary: { readonly repositories: number; readonly withoutHooks: number; readonly looserPolicy: number };
  readonly shared: readonly {
    readonly fingerprint: string;
    readonly places: readonly { readonly repository: string; readonly stores: readonly string[]; readonly environments: readonly string[] }[];
  }[];
  readonly repositories: readonly {
    readonly name: string;
    readonly exposures: readonly {
      readonly fingerprint: string;
      readonly refs: readonly string[];
      readonly tips: readonly string[];
      readonly first?: { readonly commit: string };
      readonly places: readonly unknown[];
    }[];
    readonly trouble?: { readonly code: string; readonly about: string };
  }[];
}
const reportIn = (folder: string): Report => JSON.parse(readFileSync(at(folder, 'fleet.json'), 'utf8')) as Report;
const run = (name: string, ...more: readonly string[]) =>
  audit(['--fleet', at('fleet'), '--state', at(name), '--report', at(`${name}-report`), ...more], { cwd: base });

const withoutProgress = (err: string): string => err.replace(/secrets-hooks: \d+ of .*\n/g, '');
/** Whether the state is held by this process. */
function holds(name: string, pid: number | undefined): boolean {
  try {
    return readFileSync(at(name, 'state.sqlite.held'), 'utf8').startsWith(`${pid} `);
  } catch {
    return false;
  }
}

/** Everything that these folders hold, as one text. */
const contents = (...folders: readonly string[]): string =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
/** None of the values, in none of the usual spellings. */
function bare(text: string, values: readonly string[]): void {
  for (const value of values)
    for (const spelled of [value, Buffer.from(value).toString('base64').replace(/=+$/, ''), Buffer.from(value).toString('hex'), encodeURIComponent(value)])
      expect(text.includes(spelled) ? 'a value was found' : 'none').toBe('none');
}

beforeAll(async () => {
  ({ repositories } = generate(at('fleet'), 21));
  const { status, err } = await run('whole');
  expect({ status, err: withoutProgress(err) }).toEqual({ status: 1, err: '' });
  whole = digestOf(at('whole-report'));
}, 120_000);
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('A fleet', () => {
  test('what was planted is found, in the repository where it is, and in no other', () => {
    const report = reportIn('whole-report');
    expect(report.summary).toMatchObject({ repositories: 21, withoutHooks: 14, looserPolicy: 2 });
    for (const { name, values } of repositories) {
      const found = report.repositories.find((one) => one.name === name);
      expect({ name, found: found?.exposures.length }).toEqual({ name, found: new Set(values).size });
    }
    // the same value in two repositories has one fingerprint there
    const holders = new Map<string, string[]>();
    for (const { name, values } of repositories) for (const value of new Set(values)) holders.set(value, [...(holders.get(value) ?? []), name]);
    const wandering = [...holders.values()].filter((names) => names.length > 1).map((names) => names.sort());
    expect(report.shared.map(({ places }) => places.map(({ repository }) => repository).sort())).toEqual(wandering);
    expect(report.shared[0]?.places[0]).toMatchObject({ stores: ['aurora'], environments: ['production'] });
  });

  test('one thread finds the same as two, byte for byte', async () => {
    expect((await run('single', '--workers', '1')).status).toBe(1);
    expect(digestOf(at('single-report'))).toBe(whole);
  }, 120_000);

  test('killed again and again it goes on where it was, and ends alike', async () => {
    for (let kills = 0; kills < 3; kills += 1) {
      const running = run('killed');
      // at work: it holds its state, as the one before it did; the end of it is not waited for
      while (!holds('killed', running.child.pid)) await new Promise((next) => setTimeout(next, 10));
      await new Promise((next) => setTimeout(next, 400 + kills * 300));
      running.child.kill('SIGKILL');
      await running;
    }
    const { status, err } = await run('killed');
    expect({ status, err: withoutProgress(err) }).toEqual({ status: 1, err: '' });
    expect(digestOf(at('killed-report'))).toBe(whole);
    expect(readdirSync(at('killed')).filter((name) => name.startsWith('state.sqlite.held'))).toEqual([]);
  }, 120_000);

  test('two audits do not work on one state', async () => {
    const first = run('twice');
    for (let tries = 0; !existsSync(at('twice', 'state.sqlite.held')) && tries < 400; tries += 1) await new Promise((next) => setTimeout(next, 25));
    const second = await run('twice');
    expect({ status: second.status, said: second.err }).toEqual({ status: 2, said: expect.stringContaining('another audit works on it') as unknown });
    first.child.kill('SIGKILL');
    await first;
  }, 120_000);

  test('an unchanged fleet gives the same; what grew is found by looking at what is new', async () => {
    for (const part of ['', '-report']) cpSync(at(`whole${part}`), at(`again${part}`), { recursive: true });
    expect((await run('again')).status).toBe(1);
    expect(digestOf(at('again-report'))).toBe(whole);
    cpSync(at('fleet'), at('before'), { recursive: true });
    const values = grow(repositories.slice(0, 3), 10);
    expect((await run('again')).status).toBe(1);
    bare(contents(at('again'), at('again-report')), values);
    // looked at from the beginning it is the same
    await run('anew');
    expect(digestOf(at('again-report'))).toBe(digestOf(at('anew-report')));
    const counted = (report: string): number => reportIn(report).repositories.reduce((sum, one) => sum + one.exposures.length, 0);
    expect(counted('again-report')).toBe(counted('whole-report') + 3);
    rmSync(at('fleet'), { recursive: true });
    cpSync(at('before'), at('fleet'), { recursive: true });
  }, 120_000);

  test('what a force-push took away is not told any longer', async () => {
    mkdirSync(at('forced'));
    cpSync(repositories[0]!.place, at('forced/one.git'), { recursive: true });
    const forced = () => audit(['--fleet', at('forced'), '--state', at('forced-state'), '--report', at('forced-report')], { cwd: base });
    await forced();
    expect(reportIn('forced-report').repositories[0]?.exposures.length).toBeGreaterThan(0);
    const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: at('forced/one.git'), encoding: 'utf8' }).stdout.trim();
    git('tag', '-d', 'v1');
    const root = git('rev-list', '--max-parents=0', 'main');
    git('update-ref', 'refs/heads/main', root);
    git('reflog', 'expire', '--expire=now', '--all');
    git('gc', '--quiet', '--prune=now');
    await forced();
    expect(reportIn('forced-report').repositories[0]?.exposures).toEqual([]);
  }, 120_000);

  test('no value is in the state, in a report, or in what was said; the key is nowhere', async () => {
    const values = repositories.flatMap(({ values: own }) => own);
    const { out, err } = await run('whole');
    bare([contents(at('whole'), at('whole-report'), at('killed')), out, err].join('\n'), values);
    expect(contents(at('whole'), at('whole-report'))).not.toContain('that only this laboratory holds');
    // a guess cannot be tested without it
    writeFileSync(at('some.txt'), `${repositories[0]!.place}\n${repositories[4]!.place}\n`);
    const other = await audit(['--fleet', at('some.txt'), '--state', at('other'), '--format', 'json'], {
      cwd: base,
      env: { SECRETS_HOOKS_FLEET_KEY: 'another key of the same length, say' },
    });
    const known = new Set(reportIn('whole-report').repositories.flatMap(({ exposures }) => exposures.map(({ fingerprint }) => fingerprint)));
    const found = (JSON.parse(other.out) as Report).repositories.flatMap(({ exposures }) => exposures.map(({ fingerprint }) => fingerprint));
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter((fingerprint) => known.has(fingerprint))).toEqual([]);
  }, 120_000);
});

describe('A repository of the list', () => {
  test('of many commits is divided, and comes to what an audit of it by itself comes to', async () => {
    const top = at('giant/one');
    mkdirSync(top, { recursive: true });
    const { password, github } = valuesOf(chanceOf(5));
    const parts: string[] = [];
    for (let commit = 1; commit <= 4_100; commit += 1) {
      const content = commit % 500 === 7 ? `password = "${password()}"\n` : commit === 4_050 ? `token = "${github()}"\n` : `export const step = ${commit};\n`;
      const path = commit % 2 === 0 ? `b/${commit % 89}.ini` : `a/${commit % 97}.js`;
      // several branches, and many commits of one moment: their order is nobody's
      parts.push(
        `commit refs/heads/${commit % 3 === 0 ? 'side' : 'main'}\ncommitter Ada <ada@example.org> ${1_600_000_000 + Math.floor(commit / 9) * 60} +0000\ndata 4\nstep\nM 100644 inline ${path}\ndata ${content.length}\n${content}\n`,
      );
    }
    spawnSync('git', ['init', '-q', '-b', 'main', top]);
    expect(spawnSync('git', ['fast-import', '--quiet'], { cwd: top, input: parts.join('') }).status).toBe(0);
    await audit(['--fleet', at('giant'), '--state', at('giant-state'), '--report', at('giant-report')], { cwd: base });
    const alone = await audit(['--format', 'json'], { cwd: top });
    const told = (list: Report['repositories'][number]['exposures']) =>
      list
        .map(({ first, refs, tips, places }) => ({ first, refs, tips, places: places.length }))
        .sort((a, b) => ((a.first?.commit ?? '') < (b.first?.commit ?? '') ? -1 : 1));
    const divided = reportIn('giant-report').repositories[0]?.exposures ?? [];
    expect(divided.length).toBeGreaterThan(5);
    expect(told(divided)).toEqual(told((JSON.parse(alone.out) as { exposures: typeof divided }).exposures));
  }, 120_000);

  test('packed by deltas comes to the same; a value in the name of a person or of a file is shown nowhere; a detached work tree is looked at', async () => {
    const top = at('packed/one');
    mkdirSync(top, { recursive: true });
    const { password, github, stripe } = valuesOf(chanceOf(6));
    const [inAuthor, inPath, inTagger, inFile, late, inRef] = [github(), github(), stripe(), password(), password(), github()];
    const lines = Array.from({ length: 60 }, (_, line) => `export const step${line} = ${line};`);
    const parts: string[] = [];
    for (let commit = 1; commit <= 240; commit += 1) {
      lines[(commit * 7) % 60] = commit % 60 === 5 ? `const password = "${password()}";` : `export const change${commit} = ${commit};`;
      const content = `${lines.join('\n')}\n`;
      const who = `Ada ${commit === 100 ? inAuthor : 'L'} <ada@example.org> ${1_600_000_000 + commit * 60} +0000`;
      parts.push(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 4\nstep\nM 100644 inline src/steps.js\ndata ${content.length}\n${content}\n`);
      const found = `password = "${inFile}"\n`;
      if (commit === 100) parts.push(`M 100644 inline backup/${inPath}.ini\ndata ${found.length}\n${found}\n`);
    }
    parts.push(`tag v1\nfrom refs/heads/main\ntagger Bob ${inTagger} <bob@example.org> 1610000000 +0000\ndata 5\nfirst\n`);
    const git = (args: readonly string[], input = '') =>
      spawnSync('git', ['-c', 'user.name=Eva', '-c', 'user.email=eva@example.org', ...args], { cwd: top, input });
    git(['init', '-q', '-b', 'main']);
    expect(git(['fast-import', '--quiet'], parts.join('')).status).toBe(0);
    git(['repack', '-adfq', '--depth=50']);
    git(['branch', `try-${inRef}`, 'main']);
    const run = () => audit(['--fleet', at('packed'), '--state', at('packed-state'), '--report', at('packed-report')], { cwd: base });
    await run();
    const alone = JSON.parse((await audit(['--format', 'json'], { cwd: top })).out) as { exposures: Report['repositories'][number]['exposures'] };
    const told = (list: Report['repositories'][number]['exposures']) =>
      list.map(({ first, refs, tips, places }) => [first?.commit, refs, tips, places.length].join()).sort();
    const exposures = () => reportIn('packed-report').repositories[0]?.exposures ?? [];
    expect(exposures().length).toBeGreaterThan(5);
    expect(told(exposures())).toEqual(told(alone.exposures));
    bare(contents(at('packed-state'), at('packed-report')), [inAuthor, inPath, inTagger, inFile, inRef]);
    // another work tree with a commit that no branch holds: seen once, and not again
    const before = exposures().length;
    git(['worktree', 'add', '-q', '--detach', at('elsewhere'), 'main']);
    writeFileSync(at('elsewhere/late.ini'), `password = "${late}"\n`);
    git(['-C', at('elsewhere'), 'add', 'late.ini']);
    git(['-C', at('elsewhere'), 'commit', '-q', '-m', 'late']);
    await run();
    git(['tag', 'another', 'main']);
    await run();
    expect(exposures().length).toBe(before + 1);
    expect(exposures().find(({ first }) => !alone.exposures.some((one) => one.first?.commit === first?.commit))?.places).toHaveLength(1);
  }, 120_000);

  test('by URL is cloned bare, by nothing of it run, and told as missing where it is', async () => {
    const { place, values } = repositories[0]!;
    cpSync(place, at('served.git'), { recursive: true });
    mkdirSync(at('served.git/hooks'), { recursive: true });
    writeFileSync(at('list.txt'), `file://${at('served.git')} name=served owner=shop\nfile://${at('nowhere.git')} name=gone\n${at('no-folder')} name=folder\n`);
    const done = await audit(['--fleet', at('list.txt'), '--state', at('cloned'), '--report', at('cloned-report')], { cwd: base });
    expect(done.status).toBe(1);
    const report = reportIn('cloned-report');
    expect(report.repositories.map(({ name, exposures, trouble }) => [name, exposures.length, trouble?.code])).toEqual([
      ['served', new Set(values).size, undefined],
      ['gone', 0, 'git-failed'],
      ['folder', 0, 'no-such-path'],
    ]);
    expect(report.repositories[1]?.trouble?.about).toBe('there is no such repository, or it is not shown to you');
    const clones = readdirSync(at('cloned/clones'), { recursive: true, encoding: 'utf8' });
    expect(clones.some((name) => name.endsWith('.git/objects'))).toBe(true);
    expect(clones.filter((name) => name.includes('/hooks/'))).toEqual([]);
    // a second run asks once, and what its server says then is all that is looked at
    grow([{ place: at('served.git') }], 2);
    await audit(['--fleet', at('list.txt'), '--state', at('cloned'), '--report', at('cloned-report')], { cwd: base });
    expect(reportIn('cloned-report').repositories[0]?.exposures.length).toBe(new Set(values).size + 1);
  }, 120_000);

  test('whose URL gets a password from the configuration does not show it', async () => {
    const password = valuesOf(chanceOf(11)).password();
    writeFileSync(at('config'), `[url "https://me:${password}@127.0.0.1:1/"]\n\tinsteadOf = https://code.example.org/\n`);
    writeFileSync(at('rewritten.txt'), 'https://code.example.org/a/b\n');
    const done = await audit(['--fleet', at('rewritten.txt'), '--state', at('rewritten'), '--report', at('rewritten-report')], {
      cwd: base,
      env: { GIT_CONFIG_GLOBAL: at('config') },
    });
    expect(done.status).toBe(2);
    bare([contents(at('rewritten'), at('rewritten-report')), done.out, done.err].join('\n'), [password]);
  }, 120_000);
});

/** On CI it has to be there, unless it could not be installed. Elsewhere the tests are shown as skipped. */
const withRedis = hasRedis() || (process.env['CI'] === 'true' && process.env['FLEET_REDIS'] !== 'skipped') ? describe : describe.skip;
withRedis('The queue, on a real Redis', () => {
  test('workers that come and go, and a Redis that loses its memory: the same report, and no value in it at any time', async () => {
    const redis = await Redis.start(at('redis'));
    const workerArguments = ['--queue', redis.url, '--workers', '1', '--clones', at('queue-clones')];
    const begin = () => startWorker(workerArguments, { cwd: base });
    const workers = [begin(), begin()];
    let dumps = '';
    try {
      const running = run('queued', '--queue', redis.url);
      const ended = { now: false };
      void running.then(() => (ended.now = true));
      for (let step = 0; !ended.now; step += 1) {
        await new Promise((next) => setTimeout(next, 600));
        dumps += redis.dump();
        if (step === 3) {
          workers[0]!.child.kill('SIGKILL');
          workers[0] = begin();
        }
        if (step === 5) {
          await redis.kill(true);
          await redis.up();
        }
        if (step === 7) workers[1]!.child.kill('SIGKILL');
      }
      const { status, err } = await running;
      expect({ status, err: err.replace(/secrets-hooks: \d+ of .*\n/g, '') }).toEqual({ status: 1, err: '' });
      expect(digestOf(at('queued-report'))).toBe(whole);
      expect(dumps).toContain('-look');
      bare(
        dumps,
        repositories.flatMap(({ values }) => values),
      );
      expect(dumps).not.toContain('that only this laboratory holds');
      await workers[0]!.ready;
      workers[0]!.child.kill('SIGTERM');
      expect(await workers[0]!.ended).toMatchObject({ status: 0, err: expect.stringContaining('stopping when the tasks under way are done') as unknown });
    } finally {
      for (const { child } of workers) child.kill('SIGKILL');
      await redis.kill(true);
    }
  }, 120_000);

  test('a password in an argument, another port, a missing key: refused with the way out', async () => {
    const word = valuesOf(chanceOf(12)).password();
    const shown = await audit(['--fleet', at('fleet'), '--queue', `redis://:${word}@127.0.0.1:1`, '--state', at('refused')], { cwd: base });
    expect([shown.status, shown.err]).toEqual([2, expect.stringContaining('SECRETS_HOOKS_QUEUE')]);
    expect(shown.err).not.toContain(word);
    const keyless = await startWorker(['--queue', 'redis://127.0.0.1:1'], { cwd: base, env: { SECRETS_HOOKS_FLEET_KEY: undefined } }).ended;
    expect([keyless.status, keyless.err]).toEqual([2, expect.stringContaining('--fleet-key')]);
  }, 120_000);
});
