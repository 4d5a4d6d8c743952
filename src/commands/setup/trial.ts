// doctor's live test: does the installed hook let a clean commit pass and refuse a made-up token, in a repository of its own?
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { place } from '../../io/setup-files.ts';
import { ask, withoutGit } from '../../io/setup-git.ts';
import type { Check } from '../../setup/check.ts';
import { effectiveHooks } from '../../setup/diagnose.ts';
import type { Facts } from '../../setup/facts.ts';
import { keptFolder, keptName } from '../../setup/shim.ts';
import type { SetupWorld } from './world.ts';

/** 40 random characters that were never issued. */
const madeUp = (): string => randomBytes(30).toString('base64').replaceAll('/', 'x').replaceAll('+', 'y');
/** A file that holds it twice: in a URL's structure, and under a telling name. */
const holding = (value: string): string => ['database = "postgres', `://doctor:${value}@db.internal:5432/app"\naws_secret_access_key = "${value}"\n`].join('');

/** Our part of the hook, without the chained ones: those are not ours to run for a test. */
const alone = (text: string): string => text.replaceAll(keptName('pre-commit'), 'none').replaceAll(`${keptFolder}/pre-commit`, 'none');

async function settle(
  facts: Facts,
  world: SetupWorld,
  folder: string,
  hook: string,
): Promise<(args: readonly string[]) => Promise<{ status: number | null; said: string }>> {
  // what a GUI client starts git with: nothing of the person's shell
  const env = facts.platform === 'win32' ? withoutGit(world.env) : { PATH: await barePath(world), HOME: folder, LANG: 'C' };
  const base = { ...env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: facts.platform === 'win32' ? 'NUL' : '/dev/null' };
  const git = async (args: readonly string[]): Promise<{ status: number | null; said: string }> => {
    const person = ['-c', 'user.name=doctor', '-c', 'user.email=doctor@example.org', '-c', 'commit.gpgsign=false'];
    const answer = await ask('git', [...person, ...args], folder, base);
    return { status: answer.status, said: answer.stdout + answer.stderr };
  };
  await git(['init', '-q', '.']);
  const own = join(folder, '.git', 'secrets-hooks');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'node'), facts.files[`${facts.commonDir}/secrets-hooks/node`]?.text ?? '', 'latin1');
  await link(join(facts.commonDir, 'secrets-hooks', 'package'), join(own, 'package'));
  if (facts.package.kind === 'project') {
    const modules = join(folder, facts.package.prefix, 'node_modules');
    await mkdir(dirname(modules), { recursive: true });
    await link(join(facts.top, facts.package.prefix, 'node_modules'), modules);
  }
  await place(join(folder, '.git', 'hooks', 'pre-commit'), hook, 0o755);
  await chmod(join(folder, '.git', 'hooks', 'pre-commit'), 0o755);
  return git;
}

const link = (from: string, to: string): Promise<void> => symlink(from, to, 'junction').catch(() => undefined);

async function barePath(world: SetupWorld): Promise<string> {
  const found = await ask('git', ['--exec-path'], world.cwd, world.env);
  const beside = found.stdout.trim().replace(/\/(?:libexec|lib)\/git-core$/, '/bin');
  return ['/usr/bin', '/bin', ...(beside.endsWith('/bin') && beside !== '/usr/bin' ? [beside] : [])].join(':');
}

/** Commits for real, with the PATH of a GUI client. Nothing of the repository at hand is touched. */
export async function trial(facts: Facts, world: SetupWorld): Promise<Check> {
  const id = 'trial';
  const ours = effectiveHooks(facts).find((hook) => hook.event === 'pre-commit')?.ours;
  if (facts.bare) return { id, state: 'note', text: 'no trial commit in a bare repository' };
  if (ours === undefined) return { id, state: 'bad', text: 'there is no hook to try out', mend: 'run: npx secrets-hooks install' };
  const folder = await mkdtemp(join(tmpdir(), 'secrets-hooks-doctor-'));
  try {
    const hook = ours.startsWith('#!') ? alone(ours) : `#!/bin/sh\nset -e\n${ours}`;
    const git = await settle(facts, world, folder, hook);
    await writeFile(join(folder, 'clean.txt'), 'Nothing to see here.\n');
    await git(['add', 'clean.txt']);
    const clean = await git(['commit', '-q', '-m', 'Clean']);
    if (clean.status !== 0) {
      const line = clean.said.split('\n').find((one) => one.startsWith('secrets-hooks:'));
      return { id, state: 'bad', text: `the hook refuses even a clean commit${line === undefined ? '' : `: ${line}`}`, mend: 'run: npx secrets-hooks install' };
    }
    const value = madeUp();
    await writeFile(join(folder, 'deploy.toml'), holding(value));
    await git(['add', 'deploy.toml']);
    const secret = await git(['commit', '-q', '-m', 'Secret']);
    if (secret.said.includes(value)) return { id, state: 'bad', text: 'the hook printed the value it should have kept' };
    if (secret.status === 0)
      return { id, state: 'bad', text: 'a made-up secret was committed: the hook did not refuse it', mend: 'run: npx secrets-hooks install' };
    return { id, state: 'ok', text: 'tried out: a clean commit passed, a made-up secret was refused (with the bare PATH of a GUI client)' };
  } catch {
    return { id, state: 'unsure', text: 'the trial commit could not be made' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
