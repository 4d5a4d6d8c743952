// Compiled code in the user's cache folder: verified before use, replaced when damaged, trusted only if nobody else can write it.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codeFolder } from '../../src/io/cache-folder.ts';
import { codeCache, type CodeCache } from './code-cache.ts';
import { Repo, tidy } from './lab.ts';

const hooks = join(import.meta.dirname, '../../dist/hooks');
const onPosix = process.platform === 'win32' ? describe.skip : describe;
let repo: Repo;
let cache: CodeCache;
beforeAll(() => {
  repo = Repo.make();
  repo.stage('a.ts', 'const value = compute(left, right);\n');
  cache = codeCache();
  run();
});
afterAll(tidy);

const run = (env: NodeJS.ProcessEnv = {}) => {
  const done = spawnSync(process.execPath, [join(hooks, 'pre-commit.cjs')], {
    cwd: repo.top,
    env: { ...cache.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status: done.status, signal: done.signal, err: done.stderr.replace(/^secrets-hooks: note: .*\n/gm, '') };
};
const clean = { status: 0, signal: null, err: '' };
const file = (): string => join(cache.code, cache.files().find((name) => name.startsWith('run.cjs.')) ?? '');

test('a hook caches its code there and nothing in the package', () => {
  expect(cache.files().map((name) => name.split('.').slice(0, 2).join('.'))).toEqual(['pre-commit.main', 'quick.cjs', 'run.cjs']);
  expect(readdirSync(hooks).filter((name) => name.includes('.v8'))).toEqual([]);
  const before = statSync(file()).mtimeMs;
  expect(run()).toEqual(clean);
  expect(statSync(file()).mtimeMs).toBe(before);
});

describe('a damaged file is replaced and the commit passes', () => {
  const flipped = (share: number) => (path: string) => {
    const bytes = readFileSync(path);
    const at = Math.min(bytes.length - 1, Math.floor(bytes.length * share));
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    writeFileSync(path, bytes);
  };
  test.each<readonly [string, (path: string) => void]>([
    ...[0, 0.0001, 0.002, 0.3, 0.5, 0.51, 1].map((share) => [`one bit flipped at ${share}`, flipped(share)] as const),
    [
      'empty',
      (path) => {
        truncateSync(path, 0);
      },
    ],
    [
      'one byte',
      (path) => {
        truncateSync(path, 1);
      },
    ],
    [
      'cut in half',
      (path) => {
        truncateSync(path, statSync(path).size / 2);
      },
    ],
    [
      'one byte short',
      (path) => {
        truncateSync(path, statSync(path).size - 1);
      },
    ],
    [
      'zeros',
      (path) => {
        writeFileSync(path, Buffer.alloc(statSync(path).size));
      },
    ],
    [
      'the code of another file',
      (path) => {
        writeFileSync(path, readFileSync(join(dirname(path), cache.files()[0] ?? '')));
      },
    ],
    [
      'other text',
      (path) => {
        writeFileSync(path, 'x'.repeat(5000));
      },
    ],
  ])('%s', (_what, damage) => {
    const path = file();
    const good = statSync(path).size;
    damage(path);
    expect(run()).toEqual(clean);
    expect(Math.abs(statSync(path).size - good)).toBeLessThan(good / 4);
  });
});

test('what killed processes left is deleted at the next write, what others are writing stays', () => {
  const old = join(cache.code, 'run.cjs.pre-commit.0.v8.1.part');
  const fresh = join(cache.code, 'run.cjs.pre-commit.0.v8.2.part');
  for (const path of [old, fresh]) writeFileSync(path, 'x');
  utimesSync(old, 1, Date.now() / 1000 - 7200);
  rmSync(file());
  expect(run()).toEqual(clean);
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  rmSync(fresh);
});

test('with SECRETS_HOOKS_CACHE=off, or a cache folder inside the repository, nothing is cached', () => {
  rmSync(file());
  expect(run({ SECRETS_HOOKS_CACHE: 'off' })).toEqual(clean);
  const inside = join(repo.top, 'cache');
  expect(run({ XDG_CACHE_HOME: inside, HOME: inside, LOCALAPPDATA: inside })).toEqual(clean);
  expect([cache.files().filter((name) => name.startsWith('run.cjs.')), existsSync(inside)]).toEqual([[], false]);
});

onPosix('what others can write is not used', () => {
  const codeOf = (env: NodeJS.ProcessEnv): string | undefined => codeFolder(env, process.platform, '/repository');
  test('a file, the folder, the cache folder, a link, a base that everybody can write to', () => {
    run();
    const before = statSync(file());
    chmodSync(file(), 0o622);
    expect(run()).toEqual(clean);
    expect(statSync(file()).ino).not.toBe(before.ino);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const { env, code } = codeCache();
    const parent = dirname(code);
    const base = dirname(parent);
    expect(codeOf(env)).toBe(code);
    for (const [path, open, shut] of [
      [code, 0o722, 0o700],
      [parent, 0o720, 0o700],
      [base, 0o777, 0o700],
    ] as const) {
      chmodSync(path, open);
      expect(codeOf(env)).toBeUndefined();
      chmodSync(path, shut);
    }
    chmodSync(base, 0o1777);
    expect(codeOf(env)).toBe(code);
    rmSync(code, { recursive: true });
    mkdirSync(join(base, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(base, 'elsewhere'), code);
    expect(codeOf(env)).toBeUndefined();
  });
});
