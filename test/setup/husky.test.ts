// husky and other managers: marked blocks in husky's files, nothing of husky's own touched, real husky wrappers at work.
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { doctor } from '../../src/commands/doctor.ts';
import { install, installDefaults } from '../../src/commands/install.ts';
import { uninstall } from '../../src/commands/uninstall.ts';
import { put, Repository } from './fixture.ts';

const made: Repository[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

/** A project with real husky in force, and the package as its dependency. */
function project(): Repository {
  const one = new Repository();
  made.push(one);
  one.write('.gitignore', 'node_modules\n');
  one.write('package.json', '{ "name": "x", "scripts": { "prepare": "husky" }, "devDependencies": { "husky": "*", "secrets-hooks": "*" } }\n');
  one.givePackage(join(one.top, 'node_modules/secrets-hooks'));
  one.run(process.execPath, [join(import.meta.dirname, '../../node_modules/husky/bin.js')]);
  expect(one.git('config', 'core.hooksPath').said).toBe('.husky/_\n');
  return one;
}
const world = (one: Repository): ReturnType<Repository['world']> => one.world(one.top, join(one.top, 'node_modules/secrets-hooks'));

describe('husky', () => {
  test('its files get a block, its own folder is not touched, and commits are refused', async () => {
    const one = project();
    one.write('.husky/pre-commit', 'echo tests\n');
    const own = readFileSync(join(one.top, '.husky/_/h'), 'utf8');
    expect(await install(world(one), installDefaults)).toBe(0);
    expect(readFileSync(join(one.top, '.husky/_/h'), 'utf8')).toBe(own);
    for (const event of ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push']) {
      expect(readFileSync(join(one.top, '.husky', event), 'utf8')).toContain('# >>> secrets-hooks');
      expect(readFileSync(join(one.top, '.husky', event), 'utf8')).not.toContain(one.base);
    }
    expect(one.commit('Nothing here\n').status).toBe(0);
    const ran = one.commit('FORBIDDEN\n');
    expect(ran.said).toContain('tests\n');
    expect(ran.said).toContain('refused by pre-commit');
    expect(await doctor(world(one), { format: 'pretty', fix: false })).toBe(0);
  });

  test('once is once, and uninstall restores every byte', async () => {
    const one = project();
    one.write('.husky/pre-commit', 'npm test');
    one.write('.husky/pre-push', '# mine\nexit 0\n');
    const before = one.snapshot();
    await install(world(one), installDefaults);
    const between = one.snapshot();
    await install(world(one), installDefaults);
    expect(one.snapshot()).toEqual(between);
    await uninstall(world(one), { dryRun: false });
    expect(one.snapshot()).toEqual(before);
  });

  test('a hook that ends early or reads stdin does not get past us, and still gets what git said', async () => {
    const one = project();
    one.write('.husky/pre-commit', 'exec true\n');
    one.write('.husky/pre-push', 'cat > seen\n');
    await install(world(one), installDefaults);
    expect(one.commit('FORBIDDEN\n').said).toContain('refused by pre-commit');
    one.commit('Nothing here\n');
    one.run('git', ['init', '-q', '--bare', join(one.base, 'remote')]);
    expect(one.git('push', join(one.base, 'remote'), 'main').status).toBe(0);
    expect(readFileSync(join(one.top, 'seen'), 'utf8')).toMatch(/^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n$/);
  });

  test('where the package has gone it refuses with one line; a linked worktree uses the main one', async () => {
    const one = project();
    await install(world(one), installDefaults);
    one.git('add', '.husky');
    one.commit('Nothing here\n');
    const linked = join(one.base, 'linked');
    one.git('worktree', 'add', '-q', linked);
    symlinkSync(join(one.top, '.husky/_'), join(linked, '.husky/_'));
    put(join(linked, 'x.txt'), 'FORBIDDEN\n');
    one.run('git', ['add', 'x.txt'], linked);
    expect(one.run('git', ['commit', '-m', 'x'], linked).said).toContain('refused by pre-commit');
    rmSync(join(one.top, 'node_modules'), { recursive: true });
    const ran = one.commit('More\n');
    expect(ran.status).not.toBe(0);
    expect(ran.said).toContain('secrets-hooks: pre-commit blocked: its package is missing. Run: npm install');
  });

  test('run by npx in a project without the dependency: the block finds the copy', async () => {
    const one = project();
    rmSync(join(one.top, 'node_modules'), { recursive: true });
    const cache = join(one.base, '_npx/abc/node_modules/secrets-hooks');
    one.givePackage(cache);
    await install(one.world(one.top, cache), installDefaults);
    rmSync(cache, { recursive: true });
    expect(one.commit('Nothing here\n').status).toBe(0);
    expect(one.commit('FORBIDDEN\n').said).toContain('refused by pre-commit');
  });

  test('`--hook-manager git` does not fight it', async () => {
    const one = project();
    const said = world(one);
    expect(await install(said, { ...installDefaults, manager: 'git' })).toBe(2);
    expect(said.told.join('')).toContain('husky owns the hooks');
    expect(existsSync(join(one.top, '.git/hooks/pre-commit'))).toBe(false);
  });

  test('doctor names a linked worktree in which husky is off', async () => {
    const one = project();
    await install(world(one), installDefaults);
    one.commit('Nothing here\n');
    one.git('worktree', 'add', '-q', join(one.base, 'linked'));
    const said = world(one);
    expect(await doctor(said, { format: 'pretty', fix: false })).toBe(1);
    expect(said.said.join('')).toMatch(/linked: git finds no hooks in this linked worktree/);
  });

  test('without its wrappers doctor says that nothing runs', async () => {
    const one = project();
    await install(world(one), installDefaults);
    rmSync(join(one.top, '.husky/_'), { recursive: true });
    const said = world(one);
    expect(await doctor(said, { format: 'pretty', fix: false })).toBe(1);
    expect(said.said.join('')).toContain('npx husky');
  });
});

describe('Other managers', () => {
  test('a lefthook job is printed, simple-git-hooks and pre-commit are named', async () => {
    const one = new Repository();
    made.push(one);
    one.write('lefthook.yml', 'pre-commit: {}\n');
    one.write('.pre-commit-config.yaml', 'repos: []\n');
    one.write('package.json', '{ "simple-git-hooks": {} }\n');
    const said = one.world();
    await install(said, installDefaults);
    expect(said.told.join('')).toContain('run: npx secrets-hooks run pre-commit');
    expect(said.told.join('')).toContain('simple-git-hooks is here');
    expect(said.told.join('')).toContain('.pre-commit-config.yaml');
  });

  test('config hooks are refused where git would pass them over', async () => {
    const one = new Repository();
    made.push(one);
    const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(one.git('--version').said) ?? []).map(Number);
    const said = one.world();
    const knows = major > 2 || minor >= 54;
    expect(await install(said, { ...installDefaults, configHooks: true })).toBe(knows ? 0 : 2);
    if (!knows) expect(said.told.join('')).toContain('2.54');
  });
});
