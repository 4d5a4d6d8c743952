// Canaries in every kind of place go through every command, format, hook and error path: nothing of them is on a screen, on disk, or in another process's arguments or environment.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatNames } from '../../src/report/formats.ts';
import { Repo, folder, shim, tidy } from '../hooks/lab.ts';
import { canaries, shownIn } from './canaries.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const birds = canaries();
const value = birds.all[birds.all.length - 1]!.value;
/** staged once more, so that there is something to refuse */
const copies = ['src/copied-deploy.js', 'src/copied-login.py'];
let repo: Repo;
let env: NodeJS.ProcessEnv;
const places = { home: '', temporary: '', children: '' };

/** Stands before git on the PATH and writes down what it was started with. */
function listening(): string {
  const bin = folder('canary-bin-');
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } >>'${places.children}'\nexec '${real}' "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  return bin;
}

beforeAll(() => {
  repo = Repo.make();
  places.home = folder('canary-home-');
  places.temporary = folder('canary-tmp-');
  places.children = join(folder('canary-children-'), 'log');
  env = {
    ...process.env,
    PATH: `${listening()}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: places.home,
    TMPDIR: places.temporary,
    XDG_CACHE_HOME: join(places.home, 'cache'),
    DEBUG: '*',
    NODE_DEBUG: 'child_process,fs,module,worker',
  };
  for (const [path, content] of Object.entries(birds.files)) repo.write(path, content instanceof Uint8Array ? Buffer.from(content) : content);
  repo.git('add', '-f', '-A');
  repo.past('commit', '-q', '-m', `deploy\n\n${birds.message}`);
  repo.git('tag', '-a', '-m', `tag\n\n${birds.message}`, 'v1');
  for (const path of copies) repo.write(path, repo.read(path.replace('copied-', '')));
  repo.git('add', '-f', '-A');
});
afterAll(tidy);

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly out: string;
}
function run(args: readonly string[], input = ''): Outcome {
  const done = spawnSync(process.execPath, [cli, ...args], { cwd: repo.top, env, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status: done.status, stdout: done.stdout, out: done.stdout + done.stderr };
}
/** The command says nothing of any canary; it did its work, where it can. */
function silent(args: readonly string[], statuses: readonly number[], input = ''): string {
  const { status, out } = run(args, input);
  expect({ args: args[0], status, shown: shownIn(out, birds) }).toEqual({
    args: args[0],
    status: statuses.includes(status ?? -1) ? status : statuses,
    shown: [],
  });
  return out;
}

describe('No output tells a canary', () => {
  test('scan finds them where they are', () => {
    const report = JSON.parse(run(['scan', '--format', 'json']).stdout) as { findings: readonly { file: string }[] };
    const found = new Set(report.findings.map(({ file }) => file));
    const missed = Object.keys(birds.files).filter((path) => !path.startsWith('names/') && !found.has(path));
    expect(missed).toEqual([]);
  });
  test.each(formatNames)('scan --format %s', (format) => {
    silent(['scan', '--format', format, '--explain'], [1, 2]);
    const file = join(places.temporary, `report.${format}`);
    silent(['scan', '--format', format, '--output', file], [1, 2]);
    expect(shownIn(readFileSync(file, 'latin1'), birds)).toEqual([]);
  });
  test.each([['--staged'], ['--history'], ['--range', 'HEAD~1..HEAD'], ['--no-git', '.'], ['--fail-on', 'none']])('scan %s', (...args) => {
    silent(['scan', ...args], [0, 1, 2]);
    silent(['scan', ...args, '--format', 'json'], [0, 1, 2]);
  });
  test('scan --stdin', () => {
    silent(['scan', '--stdin', '--filename', 'a.js', '--explain'], [1], `token = "${value}"\n`);
  });
  test.each(['pretty', 'json', 'html', 'markdown'])('audit and trace as %s', (format) => {
    silent(['audit', '--format', format], [1, 2]);
    silent(['trace', '--stdin', '--format', format], [0, 1], `${value}\n`);
  });
  test('hooks', () => {
    silent(['run', 'pre-commit'], [1, 2]);
    silent(['run', 'pre-merge-commit'], [1, 2]);
    repo.write('.git/MESSAGE', `deploy\n\n${birds.message}\n`);
    silent(['run', 'commit-msg', '.git/MESSAGE'], [1]);
    const tip = repo.git('rev-parse', 'HEAD');
    const line = `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(40)}\n`;
    silent(['run', 'pre-push', 'origin', 'https://example.org/x.git'], [1, 2], line);
    silent(['run', 'pre-receive'], [0, 1, 2], `${'0'.repeat(40)} ${tip} refs/heads/main\n`);
  });
  test('the policy, the ledger, exceptions, the setup', () => {
    silent(['policy', 'init'], [0, 2]);
    silent(['policy', 'check'], [0, 2]);
    silent(['policy', 'explain', 'src/deploy.js'], [0]);
    silent(['policy', 'replay', '--last', '5'], [0, 1]);
    silent(['fix', '--dry-run'], [0, 1, 2]);
    silent(['doctor'], [0, 1, 2]);
    silent(['install', '--dry-run'], [0]);
    silent(['uninstall', '--dry-run'], [0]);
    const { findings } = JSON.parse(run(['scan', '--format', 'json', 'src']).stdout) as {
      findings: readonly { fingerprint: string; ruleId: string; file: string }[];
    };
    for (const { fingerprint, ruleId, file } of findings.slice(0, 2)) {
      silent(['incident', 'open', fingerprint, '--rule', ruleId, '--file', file, '--text', 'seen'], [0]);
      silent(['allow', fingerprint, '--reason', 'a test vector', '--expires', '2026-12-31'], [0, 1, 2]);
      silent(['trace', fingerprint], [0, 1]);
    }
    silent(['incident', 'list'], [0]);
  });
  test('what goes wrong: a value where none belongs, in a policy, a ledger, a name, an argument', () => {
    silent(['trace', value], [2]);
    silent(['incident', 'open', value], [2]);
    silent(['incident', 'show', value], [2]);
    silent(['allow', value, '--reason', 'x', '--expires', '2026-12-31'], [2]);
    const broken = join(places.temporary, 'policy.json');
    for (const text of [
      `{ "version": 1, "${value}": 1 }`,
      `{ "version": 1, "refuse": "${value}" }`,
      `{ "version": 1, ${value}`,
      `{ "version": 1, "custom": [{ "id": "a", "title": "b", "keywords": ["abc"], "pattern": "(${value}" }] }`,
    ]) {
      writeFileSync(broken, text);
      silent(['scan', '--policy', broken], [2]);
      silent(['policy', 'check', broken], [1, 2]);
    }
    silent(['run', 'pre-push', 'origin', `https://me:${value}@example.org/x.git`], [1, 2], `refs/heads/main ${value} x y\n`);
    silent(['run', 'pre-receive'], [2], `${value}\n`);
    silent(['rules', 'show', value], [2]);
  });
});

describe('Nothing of a canary is left anywhere', () => {
  /** Files below, but those that the test itself or git wrote. */
  function* below(path: string): Generator<string> {
    for (const name of readdirSync(path)) {
      const file = join(path, name);
      const kind = lstatSync(file);
      if (kind.isDirectory()) yield* below(file);
      else if (kind.isFile()) yield file;
    }
  }
  test('on disk', () => {
    // a real commit through installed hooks first
    mkdirSync(join(repo.top, '.git/hooks'), { recursive: true });
    writeFileSync(join(repo.top, '.git/hooks/pre-commit'), shim('pre-commit'), { mode: 0o755 });
    expect(spawnSync('git', ['commit', '-q', '-m', 'x'], { cwd: repo.top, env }).status).not.toBe(0);
    const own = new Set([
      ...[...Object.keys(birds.files), ...copies].map((path) => join(repo.top, path)),
      join(places.temporary, 'policy.json'),
      join(repo.top, '.git/MESSAGE'),
    ]);
    const gits = /[\\/]\.git[\\/](?:objects|logs|index|COMMIT_EDITMSG|hooks)/;
    const telling = [...below(repo.top), ...below(places.home), ...below(places.temporary)]
      .filter((file) => !own.has(file) && !gits.test(file))
      .filter((file) => shownIn(`${file.slice(repo.top.length)}\n${readFileSync(file, 'latin1')}`, birds).length > 0);
    expect(telling).toEqual([]);
  });
  test('in the arguments and the environment of other processes', () => {
    expect(existsSync(places.children)).toBe(true);
    const told = readFileSync(places.children, 'utf8');
    expect(told.split('\n').length).toBeGreaterThan(500);
    expect(shownIn(told, birds)).toEqual([]);
  });
});
