// doctor's live test: every hook that git would start, in a scratch repository, with clean content and with a made-up secret.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask, withoutGit } from '../../io/setup-git.ts';
import type { Check } from '../../setup/check.ts';
import { effectiveHooks, type Effective } from '../../setup/diagnose.ts';
import type { HookEvent } from '../../setup/event.ts';
import type { Facts } from '../../setup/facts.ts';
import { place } from '../../io/setup-files.ts';
import { CLEAN_STATUS, isCurrent, keptFolder, keptName } from '../../setup/shim.ts';
import type { SetupWorld } from './world.ts';

/** 40 random characters that were never issued. */
const madeUp = (): string => randomBytes(30).toString('base64').replaceAll('/', 'x').replaceAll('+', 'y');
/** A text with the value twice: in a URL's structure, and under a telling name. */
const textWith = (value: string): string => ['database = "postgres', `://doctor:${value}@db.internal:5432/app"\naws_secret_access_key = "${value}"\n`].join('');

interface Answer {
  readonly status: number | null;
  readonly said: string;
}

/** A scratch repository in which hooks find node and the package as they do in the real one. */
interface Scratch {
  readonly folder: string;
  readonly value: string;
  readonly git: (...args: readonly string[]) => Promise<Answer>;
  /** runs a hook file as git does, with a file in which `hook.sh` confirms what it did */
  readonly hook: (file: string, args: readonly string[], stdin: string) => Promise<Answer & { readonly confirmed: string }>;
}

async function scratchFor(facts: Facts, world: SetupWorld, folder: string): Promise<Scratch> {
  // A GUI client starts git with nothing of the user's shell.
  const env = facts.platform === 'win32' ? withoutGit(world.env) : { PATH: await barePath(world), HOME: folder, LANG: 'C' };
  const base = { ...env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: facts.platform === 'win32' ? 'NUL' : '/dev/null' };
  const probe = join(folder, '.git', 'probe');
  const git = async (...args: readonly string[]): Promise<Answer> => {
    const person = ['-c', 'user.name=doctor', '-c', 'user.email=doctor@example.org', '-c', 'commit.gpgsign=false'];
    const answer = await ask('git', [...person, ...args], folder, base);
    return { status: answer.status, said: answer.stdout + answer.stderr };
  };
  const hook: Scratch['hook'] = async (file, args, stdin) => {
    await rm(probe, { force: true });
    const [program, first] = facts.platform === 'win32' ? ['sh', [file]] : [file, []];
    const answer = await ask(program, [...first, ...args], folder, { ...base, SECRETS_HOOKS_PROBE: probe }, stdin);
    return { status: answer.status, said: answer.stdout + answer.stderr, confirmed: await readFile(probe, 'utf8').catch(() => '') };
  };
  await git('init', '-q', '.');
  const own = join(folder, '.git', 'secrets-hooks');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'node'), facts.files[`${facts.commonDir}/secrets-hooks/node`]?.text ?? '', 'latin1');
  await link(join(facts.commonDir, 'secrets-hooks', 'package'), join(own, 'package'));
  if (facts.package.kind === 'project') {
    const modules = join(folder, facts.package.prefix, 'node_modules');
    await mkdir(dirname(modules), { recursive: true });
    await link(join(facts.top, facts.package.prefix, 'node_modules'), modules);
  }
  await writeFile(join(folder, '.git', 'info', 'exclude'), 'node_modules\n.pre-commit-config.yaml\n');
  await writeFile(join(folder, '.pre-commit-config.yaml'), 'repos: []\n');
  return { folder, value: madeUp(), git, hook };
}

const link = (from: string, to: string): Promise<void> => symlink(from, to, 'junction').catch(() => undefined);

async function barePath(world: SetupWorld): Promise<string> {
  const found = await ask('git', ['--exec-path'], world.cwd, world.env);
  const beside = found.stdout.trim().replace(/\/(?:libexec|lib)\/git-core$/, '/bin');
  return ['/usr/bin', '/bin', ...(beside.endsWith('/bin') && beside !== '/usr/bin' ? [beside] : [])].join(':');
}

/** Arguments and stdin with which git would start a hook for what is staged or was committed. @param secret puts the made-up secret there */
async function prepare(scratch: Scratch, event: HookEvent, secret: boolean): Promise<{ readonly args: readonly string[]; readonly stdin: string }> {
  const text = secret ? textWith(scratch.value) : 'Nothing to see here.\n';
  if (event === 'commit-msg') {
    const file = join('.git', 'doctor-message');
    await writeFile(join(scratch.folder, file), text);
    return { args: [file], stdin: '' };
  }
  await writeFile(join(scratch.folder, 'doctor.toml'), text);
  await scratch.git('add', 'doctor.toml');
  if (event !== 'pre-push') return { args: [], stdin: '' };
  await scratch.git('commit', '-q', '--no-verify', '-m', 'Try the hooks');
  const tip = (await scratch.git('rev-parse', 'HEAD')).said.trim();
  return { args: ['origin', 'file:///doctor.git'], stdin: `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(tip.length)}\n` };
}

/**
 * The file that git would start. Of husky's file, which belongs to its user and may run a whole test suite, only our block;
 * of an older hook file everything but the foreign hooks that it calls.
 */
async function startedFile(scratch: Scratch, hook: Effective): Promise<string> {
  const { event, ours = '' } = hook;
  if (!hook.husky && (isCurrent(ours) || hook.behind !== undefined)) return hook.behind ?? hook.path;
  const file = join(scratch.folder, '.git', 'hooks', event);
  const text = hook.husky ? `#!/bin/sh\nset -e\n${ours}` : ours.replaceAll(keptName(event), 'none').replaceAll(`${keptFolder}/${event}`, 'none');
  await place(file, text, 0o755);
  return file;
}

async function tryHook(scratch: Scratch, hook: Effective): Promise<Check> {
  const { event } = hook;
  const id = `trial-${event}`;
  const mend = 'run: npx secrets-hooks install';
  const file = await startedFile(scratch, hook);
  const run = async (secret: boolean) => {
    const { args, stdin } = await prepare(scratch, event, secret);
    const answer = await scratch.hook(file, args, stdin);
    // Hook files of older versions confirm nothing: their exit status has to do.
    return isCurrent(hook.ours ?? '') ? answer : { ...answer, confirmed: `${event} ${answer.status === 0 ? CLEAN_STATUS : (answer.status ?? '')}\n` };
  };
  const clean = await run(false);
  const last = (answer: Answer): string => {
    const line = answer.said.split('\n').find((one) => one.startsWith('secrets-hooks:'));
    return line === undefined ? '' : `: ${line.replace(/^secrets-hooks: /, '')}`;
  };
  if (clean.confirmed !== `${event} ${CLEAN_STATUS}\n`)
    return {
      id,
      state: 'bad',
      text:
        clean.confirmed === '' || clean.confirmed === `${event} 0\n`
          ? `${event} does not reach the scanner${last(clean)}`
          : `${event} blocks even clean content${last(clean)}`,
      mend,
    };
  const secret = await run(true);
  if (secret.said.includes(scratch.value)) return { id, state: 'bad', text: `${event} printed the value that it should have kept` };
  if (secret.confirmed !== `${event} 1\n`) return { id, state: 'bad', text: `${event} did not block a made-up secret`, mend };
  return { id, state: 'ok', text: `${event} tried: clean content passed, a made-up secret was blocked` };
}

/** Tries each hook with the PATH of a GUI client. Nothing in the repository itself is touched, and no foreign hook runs after ours. */
export async function trials(facts: Facts, world: SetupWorld): Promise<Check[]> {
  if (facts.bare) return [{ id: 'trial', state: 'note', text: 'hooks are not tried in a bare repository' }];
  const checks: Check[] = [];
  for (const hook of effectiveHooks(facts)) {
    if (hook.ours === undefined) continue;
    const folder = await mkdtemp(join(tmpdir(), 'secrets-hooks-doctor-'));
    try {
      checks.push(await tryHook(await scratchFor(facts, world, folder), hook));
    } catch {
      checks.push({ id: `trial-${hook.event}`, state: 'unsure', text: `${hook.event} could not be tried` });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return checks.length > 0 ? checks : [{ id: 'trial', state: 'bad', text: 'there is no hook to try', mend: 'run: npx secrets-hooks install' }];
}
