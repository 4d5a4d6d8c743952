// What people get: the packed tarball, installed without a network, refuses a real commit in every kind of project.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
let base = '';
let tarball = '';

const run = (program: string, args: readonly string[], cwd: string): { status: number | null; said: string } => {
  const person = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...person, npm_config_cache: join(base, 'cache') },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
};
const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

function repository(name: string): string {
  const top = join(base, name);
  mkdirSync(top, { recursive: true });
  run('git', ['init', '-q', '-b', 'main', '.'], top);
  return top;
}

function add(folder: string): void {
  put(join(folder, 'package.json'), '{ "name": "consumer", "version": "1.0.0", "private": true }\n');
  const ran = run(npm, ['install', '--offline', '--no-audit', '--no-fund', '--save-dev', tarball], folder);
  expect(ran).toMatchObject({ status: 0 });
}

/** A clean commit passes, one with a connection string does not, and its password is not shown. */
function guards(top: string): void {
  put(join(top, 'src/clean.js'), 'export const answer = 42;\n');
  run('git', ['add', 'src'], top);
  expect(run('git', ['commit', '-qm', 'Clean'], top)).toMatchObject({ status: 0 });
  const before = run('git', ['rev-parse', 'HEAD'], top).said;
  const password = randomBytes(15).toString('hex');
  put(join(top, 'src/store.js'), ["export const url = 'postgresql", `://shop:${password}@db.shop.internal:5432/shop';\n`].join(''));
  run('git', ['add', 'src'], top);
  const ran = run('git', ['commit', '-qm', 'Store'], top);
  expect(ran.status).not.toBe(0);
  expect(ran.said).toContain('src/store.js');
  expect(ran.said).not.toContain(password);
  expect(run('git', ['rev-parse', 'HEAD'], top).said).toBe(before);
}

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pack-'));
  const ran = run(npm, ['pack', '--ignore-scripts', '--silent', '--pack-destination', base], root);
  expect(ran.status).toBe(0);
  tarball = join(base, readdirSync(base).find((name) => name.endsWith('.tgz')) ?? '');
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('The tarball', () => {
  test('is small, has no dependencies and no install scripts', () => {
    expect(statSync(tarball).size).toBeLessThan(2 * 1024 * 1024);
    const top = repository('look');
    add(top);
    const manifest = JSON.parse(readFileSync(join(top, 'node_modules/secrets-hooks/package.json'), 'utf8')) as {
      dependencies?: object;
      scripts: Record<string, string>;
    };
    expect(manifest.dependencies ?? {}).toEqual({});
    for (const script of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(script);
    expect(readdirSync(join(top, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['secrets-hooks']);
    expect(run('git', ['config', 'core.hooksPath'], top).status).toBe(1);
  });

  test('guards a project without husky, and doctor agrees', () => {
    const top = repository('plain');
    add(top);
    expect(run('npx', ['--no-install', 'secrets-hooks', 'install'], top)).toMatchObject({ status: 0 });
    guards(top);
    expect(run('npx', ['--no-install', 'secrets-hooks', 'doctor'], top)).toMatchObject({ status: 0 });
  });

  test('guards a project with husky', () => {
    const top = repository('husky');
    add(top);
    cpSync(join(root, 'node_modules/husky'), join(top, 'node_modules/husky'), { recursive: true, dereference: true });
    run(process.execPath, ['node_modules/husky/bin.js'], top);
    expect(run('npx', ['--no-install', 'secrets-hooks', 'install'], top)).toMatchObject({ status: 0 });
    expect(existsSync(join(top, '.husky/pre-commit'))).toBe(true);
    guards(top);
  });

  test('guards a repository without package.json', () => {
    const top = repository('bare of npm');
    const tool = join(base, 'tool');
    mkdirSync(tool);
    add(tool);
    expect(run(process.execPath, [join(tool, 'node_modules/secrets-hooks/dist/cli.js'), 'install'], top)).toMatchObject({ status: 0 });
    guards(top);
  });

  test('guards a monorepo from one of its packages', () => {
    const top = repository('mono');
    const folder = join(top, 'packages/web');
    mkdirSync(folder, { recursive: true });
    add(folder);
    expect(run('npx', ['--no-install', 'secrets-hooks', 'install'], folder)).toMatchObject({ status: 0 });
    guards(top);
  });

  test('gives lint-staged a configuration that looks at what is staged, as ES module and as CommonJS', () => {
    const top = repository('lint');
    add(top);
    const print = "console.log((c.default ?? c)['*'](['a.ts']))";
    expect(run(process.execPath, ['--input-type=module', '-e', `import * as c from 'secrets-hooks/lint-staged'; ${print}`], top).said).toBe(
      'secrets-hooks scan --staged\n',
    );
    expect(run(process.execPath, ['-e', `const c = require('secrets-hooks/lint-staged'); ${print}`], top).said).toBe('secrets-hooks scan --staged\n');
  });
});
