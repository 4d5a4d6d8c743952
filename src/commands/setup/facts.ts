// Reads what a plan is made from: git's answers, the files in question, where the package is.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { standing } from '../../io/setup-files.ts';
import { ask } from '../../io/setup-git.ts';
import { settingsIn } from '../../setup/configured.ts';
import { clientEvents, serverEvents } from '../../setup/event.ts';
import type { Facts, FileFact, IgnoreFact, PackageFact, Scope } from '../../setup/facts.ts';
import { ignoreProbes } from '../../setup/ignore.ts';
import { fromPlace, journalPath, parseReceipt, receiptPath } from '../../setup/receipt.ts';
import { keptFolder, keptName, legacyName } from '../../setup/shim.ts';
import { policyPath } from '../../setup/starting-policy.ts';
import type { SetupWorld } from './world.ts';

/** Something a person can mend; its message is for them. */
export class SetupError extends Error {}

/** Paths with `/`, as git writes them; a backslash is a separator on Windows only. */
const slashes = (path: string): string => (sep === '\\' ? path.replaceAll(sep, '/') : path).replace(/(?<=.)\/$/, '');
const bytes = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

async function git(world: SetupWorld, args: readonly string[], input = ''): Promise<string | undefined> {
  const answer = await ask('git', args, world.cwd, world.env, input);
  return answer.status === 0 ? bytes(answer.stdout) : undefined;
}

const real = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** Looks for a node_modules, from `cwd` up to the top, that holds the package that runs; else says whether its place lasts. */
export function packageFact(world: SetupWorld, top: string): PackageFact {
  const root = real(world.packageRoot) ?? world.packageRoot;
  const version = world.version;
  const passing = /[\\/](?:_npx|dlx-[^\\/]*|xfs-[^\\/]*|bunx-[^\\/]*|\.pnpm-store|dlx|[^\\/]+\.zip)[\\/]/.test(world.packageRoot);
  if (top !== '') {
    const end = real(top) ?? top;
    for (let folder = real(world.cwd) ?? world.cwd; ; folder = dirname(folder)) {
      const place = join(folder, 'node_modules', 'secrets-hooks');
      if (real(join(place, 'package.json')) !== undefined && !passing) {
        return { kind: 'project', root: slashes(place), prefix: slashes(relative(end, folder)), version };
      }
      if (folder === end || folder === dirname(folder)) break;
    }
  }
  return { kind: passing ? 'passing' : 'lasting', root: slashes(root), prefix: '', version };
}

const scopes: readonly string[] = ['system', 'global', 'local', 'worktree', 'command'];

async function hooksPath(world: SetupWorld): Promise<Facts['hooksPath']> {
  const text = await git(world, ['config', '-z', '--show-scope', '--show-origin', '--get', 'core.hooksPath']);
  if (text === undefined) return undefined;
  const [scope = '', origin = '', value = ''] = text.split('\0');
  return { value, origin, scope: scopes.includes(scope) ? (scope as Scope) : 'unknown' };
}

/** Judges by the repository's own `.gitignore` files alone: what one person's configuration ignores protects nobody else. */
async function ignores(world: SetupWorld, top: string): Promise<IgnoreFact[]> {
  const listed = await git(world, ['-C', top, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ':(glob)**/.gitignore']);
  const nested = (listed ?? '').split('\0').flatMap((path) => (path.endsWith('/.gitignore') ? [path.slice(0, -'.gitignore'.length)] : []));
  const probes = ignoreProbes(nested.slice(0, 1000));
  const answer = await ask(
    'git',
    ['-C', top, '-c', 'core.excludesFile=', 'check-ignore', '--no-index', '-z', '-v', '-n', '--stdin'],
    world.cwd,
    world.env,
    Buffer.from(`${probes.join('\0')}\0`, 'utf8').toString('latin1'),
  );
  // 1 says that none is ignored
  if (answer.status !== 0 && answer.status !== 1) throw new SetupError('git could not say which paths are ignored here');
  const fields = bytes(answer.stdout).split('\0');
  return probes.map((path, index) => {
    const [source = '', line = '', pattern = ''] = fields.slice(index * 4, index * 4 + 3);
    const shared = slashes(source).endsWith('.gitignore') && !isAbsolute(source);
    return { path, ignored: shared && pattern !== '' && !pattern.startsWith('!'), by: shared ? `${source}:${line}: ${pattern}` : '' };
  });
}

/** The packages beside which this one lies: judged with everything that `git add` goes by, a person's own configuration too. */
async function unignoredPackages(world: SetupWorld, top: string, prefix: string): Promise<Pick<Facts, 'unignoredPackages'>> {
  const path = prefix === '' ? 'node_modules' : `${prefix}/node_modules`;
  if (top === '' || !existsSync(join(top, path))) return {};
  const said = await git(world, ['-C', top, 'ls-tree', '--name-only', 'HEAD', '--', path]);
  const committed = said !== undefined && said !== '';
  if (committed) return { unignoredPackages: { path, committed } };
  const { status } = await ask('git', ['-C', top, 'check-ignore', '-q', '--', `${path}/`], world.cwd, world.env, '');
  return status === 1 ? { unignoredPackages: { path, committed } } : {};
}

const calling = 'secrets-hooks';

const declares = (top: string, name: string, without?: string): boolean => {
  try {
    const text = readFileSync(join(top, 'package.json'), 'utf8');
    return text.includes(`"${name}"`) && (without === undefined || !text.includes(without));
  } catch {
    return false;
  }
};

/** @throws SetupError outside a repository, or where git is missing or too old */
export async function readFacts(world: SetupWorld): Promise<Facts> {
  const version = await git(world, ['--version']);
  if (version === undefined) throw new SetupError('git was not found: install git, then run this again');
  const places = await git(world, ['rev-parse', '--is-bare-repository', '--is-inside-work-tree', '--git-common-dir', '--git-path', 'hooks']);
  if (places === undefined) throw new SetupError('this is not a git repository: go into one, or run `git init` first');
  const [bareWord = '', insideWord = '', common = '', hooks = ''] = places.split('\n');
  const bare = bareWord === 'true';
  if (!bare && insideWord !== 'true') throw new SetupError('this is inside a git directory: go to the work tree');
  const top = bare ? '' : slashes((await git(world, ['rev-parse', '--show-toplevel']))?.replace(/\n$/, '') ?? '');
  const commonDir = slashes(real(resolve(world.cwd, common)) ?? resolve(world.cwd, common));
  const path = await hooksPath(world);
  // git resolves a relative hooks path from the top, `rev-parse` from where one stands
  const hooksDir = slashes(
    path === undefined ? `${commonDir}/hooks` : isAbsolute(path.value) || path.value.startsWith('~') ? resolve(world.cwd, hooks) : resolve(top, path.value),
  );
  const events = bare ? serverEvents : clientEvents;
  const husky = hooksDir.replace(/\/_$/, '');
  const dirs = [...new Set([hooksDir, `${commonDir}/hooks`, `${commonDir}/secrets-hooks/hooks`, husky, `${top}/.husky`])];
  const roots = { top, commonDir };
  const receipt = receiptPath(roots);
  const remembered = parseReceipt((await standing(receipt))?.text ?? '')?.entries ?? [];
  const wanted = [
    receipt,
    journalPath({ commonDir }),
    `${commonDir}/secrets-hooks/node`,
    `${commonDir}/secrets-hooks/package/package.json`,
    ...(top === '' ? [] : [`${top}/.gitignore`, `${top}/${policyPath}`]),
    ...dirs.flatMap((dir) =>
      events.flatMap((event) => [`${dir}/${event}`, `${dir}/${keptName(event)}`, `${dir}/${keptFolder}/${event}`, `${dir}/${legacyName(event)}`]),
    ),
    ...remembered.flatMap((entry) =>
      'path' in entry ? [fromPlace(entry.path, roots)] : entry.kind === 'moved' ? [fromPlace(entry.from, roots), fromPlace(entry.to, roots)] : [],
    ),
  ];
  const files: Record<string, FileFact> = {};
  for (const name of new Set(wanted)) {
    const there = await standing(name);
    if (there !== undefined) files[name] = there;
  }
  const has = async (...names: string[]): Promise<boolean> =>
    (await Promise.all(names.map((name) => standing(join(top, name))))).some((one) => one !== undefined);
  /** another manager's file that does not call us yet */
  const lacks = async (...names: string[]): Promise<boolean> =>
    (await Promise.all(names.map((name) => standing(join(top, name))))).some((one) => one !== undefined && !one.text.includes(calling));
  const packages = packageFact(world, top);
  const inTree = top !== '' && hooksDir.startsWith(`${top}/`) && !hooksDir.startsWith(`${commonDir}/`);
  return {
    platform: world.platform,
    node: world.node,
    salt: randomBytes(16).toString('hex'),
    git: version.trim(),
    package: packages,
    bare,
    top,
    commonDir,
    hooksDir,
    ...(path === undefined ? {} : { hooksPath: path }),
    hookSettings: settingsIn((await git(world, ['config', '-z', '--get-regexp', '^hook\\.'])) ?? ''),
    hooksTracked: inTree,
    husky: top !== '' && ((await has('.husky')) || declares(top, 'husky')),
    lefthook: top !== '' && (await lacks('lefthook.yml', '.lefthook.yml', 'lefthook.yaml', 'lefthook.toml', 'lefthook.json')),
    simpleGitHooks: top !== '' && declares(top, 'simple-git-hooks', `${calling} run`),
    preCommitFramework: top !== '' && (await lacks('.pre-commit-config.yaml')),
    files,
    ignores: top === '' ? [] : await ignores(world, top),
    ...(await unignoredPackages(world, top, packages.prefix)),
    events,
  };
}
