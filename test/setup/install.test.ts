// install and uninstall against real git: what is guarded, what is kept, and that nothing of ours is left behind.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { doctor } from '../../src/commands/doctor.ts';
import { install, installDefaults } from '../../src/commands/install.ts';
import { uninstall } from '../../src/commands/uninstall.ts';
import { put, Repository } from './fixture.ts';

const made: Repository[] = [];
const repository = (name?: string, bare?: boolean): Repository => {
  const one = new Repository(name, bare);
  made.push(one);
  return one;
};
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});
const clean = 'Nothing here\n';
const secret = 'FORBIDDEN\n';

describe('A plain repository', () => {
  test('refuses from then on, at commit, in the message and at push', async () => {
    const one = repository();
    expect(await install(one.world(), installDefaults)).toBe(0);
    expect(one.commit(clean).status).toBe(0);
    expect(one.commit(secret).said).toContain('refused by pre-commit');
    one.write('file.txt', 'changed\n');
    one.git('add', '.');
    expect(one.git('commit', '-m', 'FORBIDDEN word').said).toContain('refused by commit-msg');
    one.run('git', ['init', '-q', '--bare', join(one.base, 'remote')]);
    expect(one.git('push', join(one.base, 'remote'), 'main').status).toBe(0);
    one.write('file.txt', secret);
    one.git('commit', '-q', '--no-verify', '-am', 'Past the first guard');
    expect(one.git('push', join(one.base, 'remote'), 'main').said).toContain('refused by pre-push');
  });

  test('leaves index and HEAD alone, says what it changed, and does nothing the second time', async () => {
    const one = repository();
    one.commit(clean);
    const before = [one.git('rev-parse', 'HEAD').said, one.git('ls-files', '-s').said];
    const first = one.world();
    await install(first, installDefaults);
    expect([one.git('rev-parse', 'HEAD').said, one.git('ls-files', '-s').said]).toEqual(before);
    for (const path of ['.git/hooks/pre-commit', '.git/hooks/pre-push', '.secrets-hooks/policy.json', '.gitignore'])
      expect(first.said.join('')).toContain(path);
    const between = one.snapshot();
    const second = one.world();
    await install(second, installDefaults);
    expect(second.said.join('')).toContain('Nothing to do');
    expect(one.snapshot()).toEqual(between);
  });

  test('says so where packages are not ignored, and where they were committed', async () => {
    const one = repository();
    one.write('node_modules/other/index.js', 'module.exports = 1;\n');
    const said = async (): Promise<string> => {
      const world = one.world();
      await install(world, installDefaults);
      return world.told.join('');
    };
    expect(await said()).toContain('node_modules is not ignored: `git add -A` would take all of it in.');
    one.git('add', '-f', 'node_modules');
    one.git('commit', '-q', '-m', 'All of it');
    expect(await said()).toContain('git rm -r -q --cached node_modules');
    one.git('rm', '-r', '-q', '--cached', 'node_modules');
    one.git('commit', '-q', '-m', 'None of it');
    one.write('.gitignore', 'node_modules/\n');
    expect(await said()).not.toContain('node_modules');
  });

  test('a dry run prints diffs and writes nothing', async () => {
    const one = repository();
    const before = one.snapshot();
    const world = one.world();
    await install(world, { ...installDefaults, dryRun: true });
    expect(one.snapshot()).toEqual(before);
    expect(world.said.join('')).toMatch(/^\+#!\/bin\/sh$/m);
    expect(world.said.join('')).toMatch(/^\+\*\.pem$/m);
  });

  test('is as it was after uninstall, byte for byte, mode for mode', async () => {
    const one = repository();
    one.write('.git/hooks/pre-commit', '#!/bin/sh\necho mine\r\n', 0o700);
    one.write('.git/hooks/pre-push', '#!/bin/sh\nexit 0\n', 0o644);
    one.write('.gitignore', 'dist\r\n*.pem');
    const before = one.snapshot();
    await install(one.world(), installDefaults);
    expect(one.snapshot()).not.toEqual(before);
    const world = one.world();
    expect(await uninstall(world, { dryRun: false })).toBe(0);
    expect(world.told).toEqual([]);
    expect(one.snapshot()).toEqual(before);
  });

  test('a file edited meanwhile is left by uninstall, and named', async () => {
    const one = repository();
    await install(one.world(), installDefaults);
    one.write('.secrets-hooks/policy.json', '{ "version": 1, "limits": {} }\n');
    const world = one.world();
    await uninstall(world, { dryRun: false });
    expect(world.told.join('')).toContain('.secrets-hooks/policy.json was edited');
    expect(existsSync(join(one.top, '.secrets-hooks/policy.json'))).toBe(true);
    expect(existsSync(join(one.top, '.git/hooks/pre-commit'))).toBe(false);
  });

  test.each(['it\'s a "quoted" $HOME `x` ; & name', 'Ünï cödé 木', 'back\\slash'])('works under the path %s', async (name) => {
    const one = repository(name);
    one.givePackage(join(one.top, 'node_modules/secrets-hooks'));
    rmSync(one.packageRoot, { recursive: true });
    await install(one.world(one.top, join(one.top, 'node_modules/secrets-hooks')), installDefaults);
    expect(one.commit(clean).status).toBe(0);
    expect(one.commit(secret).said).toContain('refused by pre-commit');
  });

  test('works from a sub-folder, through a linked worktree and in a submodule', async () => {
    const one = repository();
    mkdirSync(join(one.top, 'a/b'), { recursive: true });
    await install(one.world(join(one.top, 'a/b')), installDefaults);
    one.commit(clean);
    one.git('worktree', 'add', '-q', join(one.base, 'linked'));
    put(join(one.base, 'linked/x.txt'), secret);
    one.run('git', ['add', '.'], join(one.base, 'linked'));
    expect(one.run('git', ['commit', '-m', 'x'], join(one.base, 'linked')).said).toContain('refused by pre-commit');
    const other = repository();
    other.commit(clean);
    other.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', one.top, 'sub');
    await install(other.world(join(other.top, 'sub')), installDefaults);
    put(join(other.top, 'sub/x.txt'), secret);
    other.run('git', ['add', '.'], join(other.top, 'sub'));
    expect(other.run('git', ['commit', '-m', 'x'], join(other.top, 'sub')).said).toContain('refused by pre-commit');
  });

  test('is refused outside a repository', async () => {
    const one = repository();
    const world = one.world(one.base);
    expect(await install(world, installDefaults)).toBe(2);
    expect(world.told.join('')).toContain('not a git repository');
  });

  test('starts with the bare PATH of a GUI client, and without HOME', async () => {
    const one = repository();
    await install(one.world(), installDefaults);
    one.env = { PATH: '/usr/bin:/bin', GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b' };
    expect(one.commit(clean).status).toBe(0);
    expect(one.commit(secret).said).toContain('refused by pre-commit');
  });

  test('refuses with one clear line where the package has gone', async () => {
    const one = repository();
    await install(one.world(), installDefaults);
    rmSync(one.packageRoot, { recursive: true });
    const ran = one.commit(clean);
    expect(ran.status).not.toBe(0);
    expect(ran.said).toMatch(/^secrets-hooks: pre-commit blocked: its package is missing\. Run: npm install.*\n$/);
  });

  test('outlives the npx cache', async () => {
    const one = repository();
    const cache = join(one.base, '.npm/_npx/abc/node_modules/secrets-hooks');
    one.givePackage(cache);
    await install(one.world(one.top, cache), installDefaults);
    const again = one.world(one.top, cache);
    await install(again, installDefaults);
    expect(again.said.join('')).toContain('Nothing to do');
    rmSync(join(one.base, '.npm'), { recursive: true });
    expect(one.commit(clean).status).toBe(0);
    expect(one.commit(secret).said).toContain('refused by pre-commit');
  });

  test('a prepare script in CI installs nothing, a typed command does', async () => {
    const one = repository();
    one.env = { ...one.env, CI: 'true', npm_lifecycle_event: 'prepare' };
    await install(one.world(), installDefaults);
    expect(existsSync(join(one.top, '.git/hooks/pre-commit'))).toBe(false);
    one.env = { ...one.env, npm_lifecycle_event: undefined };
    await install(one.world(), installDefaults);
    expect(existsSync(join(one.top, '.git/hooks/pre-commit'))).toBe(true);
  });
});

describe('Hooks that are there', () => {
  test('run first and once, also after a second install; their refusal stands', async () => {
    const one = repository();
    one.write('.git/hooks/pre-commit', '#!/bin/sh\necho ran >> ran\n', 0o755);
    await install(one.world(), installDefaults);
    await install(one.world(), installDefaults);
    one.commit(clean);
    expect(readFileSync(join(one.top, 'ran'), 'utf8')).toBe('ran\n');
    expect(one.commit(secret).said).toContain('refused by pre-commit');
    one.write('.git/hooks/pre-commit.before-secrets-hooks', '#!/bin/sh\nexit 7\n', 0o755);
    expect(one.commit(`${clean}more`).status).not.toBe(0);
  });

  test('get the arguments and all of stdin at push, and so do we', async () => {
    const one = repository();
    one.write('.git/hooks/pre-push', '#!/bin/sh\necho "$1" > seen\ncat >> seen\n', 0o755);
    await install(one.world(), installDefaults);
    one.commit(clean);
    one.run('git', ['init', '-q', '--bare', join(one.base, 'remote')]);
    one.git('remote', 'add', 'there', join(one.base, 'remote'));
    expect(one.git('push', 'there', 'main').status).toBe(0);
    const oid = one.git('rev-parse', 'HEAD').said.trim();
    expect(readFileSync(join(one.top, 'seen'), 'utf8')).toBe(`there\nrefs/heads/main ${oid} refs/heads/main ${'0'.repeat(40)}\n`);
  });

  test('stay off where they were not executable, and keep their own name where they ask for it', async () => {
    const one = repository();
    one.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n', 0o644);
    one.write('.git/hooks/commit-msg', '#!/bin/sh\nbasename "$0" > name\n', 0o755);
    await install(one.world(), installDefaults);
    expect(one.commit(clean).status).toBe(0);
    expect(readFileSync(join(one.top, 'name'), 'utf8')).toBe('commit-msg\n');
  });

  test('a link is moved, not written through; a hooks folder that is a link serves', async () => {
    const one = repository();
    const script = one.write('scripts/check', '#!/bin/sh\necho linked\n', 0o755);
    rmSync(join(one.top, '.git/hooks'), { recursive: true, force: true });
    mkdirSync(join(one.base, 'elsewhere'));
    symlinkSync(join(one.base, 'elsewhere'), join(one.top, '.git/hooks'));
    symlinkSync(script, join(one.top, '.git/hooks/pre-commit'));
    await install(one.world(), installDefaults);
    expect(readFileSync(script, 'utf8')).toBe('#!/bin/sh\necho linked\n');
    const ran = one.commit(secret);
    expect(ran.said).toContain('linked');
    expect(ran.said).toContain('refused by pre-commit');
  });
});

describe('core.hooksPath', () => {
  test('inside the repository: installed there, chained, no path of this machine in a committed file', async () => {
    const one = repository();
    one.write('.githooks/pre-commit', '#!/bin/sh\n. "$(dirname "$0")/common"\n', 0o755);
    one.write('.githooks/common', 'echo from common\n');
    one.git('config', 'core.hooksPath', '.githooks');
    await install(one.world(), installDefaults);
    expect(readFileSync(join(one.top, '.githooks/pre-commit'), 'utf8')).not.toContain(one.base);
    expect(one.commit(clean).said).toContain('from common');
    expect(one.commit(secret).said).toContain('refused by pre-commit');
  });

  test('global: never written to; --local takes over and still runs the hooks there', async () => {
    const one = repository();
    put(join(one.base, 'global/pre-commit'), '#!/bin/sh\necho company hook\n');
    one.run('chmod', ['755', join(one.base, 'global/pre-commit')]);
    put(join(one.base, 'config'), `[core]\n\thooksPath = ${join(one.base, 'global')}\n`);
    one.env = { ...one.env, GIT_CONFIG_GLOBAL: join(one.base, 'config') };
    const world = one.world();
    expect(await install(world, installDefaults)).toBe(2);
    expect(world.told.join('')).toContain('--local');
    expect(existsSync(join(one.base, 'global/pre-push'))).toBe(false);
    const before = readFileSync(join(one.top, '.git/config'), 'utf8');
    expect(await install(one.world(), { ...installDefaults, local: true })).toBe(0);
    const ran = one.commit(secret);
    expect(ran.said).toContain('company hook');
    expect(ran.said).toContain('refused by pre-commit');
    await uninstall(one.world(), { dryRun: false });
    expect(readFileSync(join(one.top, '.git/config'), 'utf8').replace(/\[core\]\n(?=\[|$)/g, '')).toBe(before);
  });
});

describe('A server', () => {
  test('a bare repository guards what it receives', async () => {
    const one = repository();
    one.commit(clean);
    const server = repository('server.git', true);
    expect(await install(server.world(), installDefaults)).toBe(0);
    expect(one.git('push', server.top, 'main').status).toBe(0);
    one.commit(secret);
    expect(one.git('push', server.top, 'main').said).toContain('refused by pre-receive');
    expect(existsSync(join(server.top, '.secrets-hooks'))).toBe(false);
  });
});

describe('doctor', () => {
  test('tries the hook out: protected after install, not before, not when it was switched off', async () => {
    const one = repository();
    expect(await doctor(one.world(), { format: 'pretty', fix: false })).toBe(1);
    expect(await doctor(one.world(), { format: 'pretty', fix: true })).toBe(0);
    one.run('chmod', ['644', '.git/hooks/pre-commit']);
    const world = one.world();
    expect(await doctor(world, { format: 'json', fix: false })).toBe(1);
    const report = JSON.parse(world.said.join('')) as { protected: boolean; checks: { id: string; state: string }[] };
    expect(report.protected).toBe(false);
    expect(report.checks).toContainEqual(expect.objectContaining({ id: 'hook-pre-commit', state: 'bad' }));
  });

  test('finds a scanner that lets everything pass, and one that has gone', async () => {
    const one = repository();
    await install(one.world(), installDefaults);
    put(join(one.packageRoot, 'dist/hooks/pre-commit.cjs'), '');
    const deaf = one.world();
    expect(await doctor(deaf, { format: 'pretty', fix: false })).toBe(1);
    expect(deaf.said.join('')).toContain('pre-commit does not reach the scanner');
    rmSync(one.packageRoot, { recursive: true });
    const gone = one.world();
    expect(await doctor(gone, { format: 'pretty', fix: false })).toBe(1);
    expect(gone.said.join('')).toContain('its package is missing');
  });

  test('leaves the repository as it was', async () => {
    const one = repository();
    await install(one.world(), installDefaults);
    const before = one.snapshot();
    await doctor(one.world(), { format: 'pretty', fix: false });
    expect(one.snapshot()).toEqual(before);
    expect(statSync(join(one.top, '.git/hooks/pre-commit')).mode & 0o777).toBe(0o755);
  });

  test('cannot tell outside a repository', async () => {
    const one = repository();
    expect(await doctor(one.world(one.base), { format: 'json', fix: false })).toBe(2);
  });
});
