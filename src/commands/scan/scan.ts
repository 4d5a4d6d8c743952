// `secrets-hooks scan`: files as they are on disk, what is staged, a range, the whole history, or a text on stdin.
import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { inspectStream } from '../../inspect-windows.ts';
import { gitEnvironment } from '../../io/environment.ts';
import { Failure } from '../../io/failure.ts';
import { filesBelow, joined, readSmall } from '../../io/files.ts';
import type { Alone } from '../../io/alone/repository.ts';
import { gitOf, type Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { bytesOf, pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';
import type { Path, Severity, Unread } from '../../model.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import type { Listed } from './batch.ts';
import { lookAtFiles } from './files-task.ts';
import { engineUnder, rulesUnder } from '../looking.ts';
import type { Looking } from '../instruments.ts';
import { progressFor } from '../progress.ts';
import { withBasesOnDisk } from '../policy/bases.ts';
import { policyOnDisk } from '../place.ts';
import { rememberedUnder } from '../remembered.ts';
import { policyFrom } from '../rulebook.ts';
import { scanRange, scanStaged } from './scan-git.ts';
import { scanHistory } from './scan-history.ts';
import { delivered, type OutputFormat } from '../delivery.ts';
import { exitStatus, scanReport, type Seen } from '../verdicts.ts';
import { stdinChunks, type ExitStatus, type World } from '../world.ts';

export interface ScanOptions {
  readonly paths: readonly string[];
  /** false: every file below the paths, whatever git thinks of them */
  readonly git: boolean;
  readonly staged?: boolean;
  readonly range?: string;
  readonly history?: boolean;
  readonly stdin?: boolean;
  readonly filename?: string;
  readonly format?: OutputFormat;
  readonly output?: string;
  readonly policy?: string;
  readonly failOn: Severity | 'none';
  readonly explain?: boolean;
}

export async function scan(options: ScanOptions, world: World): Promise<ExitStatus> {
  const started = world.clock();
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  const standpoint = options.git ? await standpointFor(git, options, world) : {};
  const { alone } = standpoint;
  const top = alone?.top ?? standpoint.top;
  const policy = await policyFor(options, world, top);
  const modes = [options.staged, options.range !== undefined, options.history, options.stdin].filter((mode) => mode === true);
  if (modes.length > 1) throw new Failure('bad-argument', '--staged, --range, --history and --stdin exclude each other', 'Choose one.');
  const progress = progressFor(world);
  const look = { engine: await engineUnder(policy), hasher: hasherOf(policy.salt), progress, remembered: rememberedUnder(policy, top ?? world.cwd, world) };
  let seen: Omit<Seen, 'stats'> & { readonly files: number; readonly bytes: number; readonly commits: number };
  try {
    if (options.stdin === true) seen = await scanStdin(options, look, world);
    else if (options.staged === true) seen = await scanStaged(git, look);
    else if (options.range !== undefined) seen = await scanRange(git, options.range, look);
    else if (options.history === true)
      seen =
        alone === undefined
          ? await scanHistory(git, look, { policy, worker: world.worker })
          : await (await import('./scan-alone.ts')).scanHistoryAlone(alone, look);
    else seen = await scanDisk(options, look, world, standpoint, policy);
  } finally {
    progress.end();
  }
  const stats = { files: seen.files, bytes: seen.bytes, commits: seen.commits, durationMs: Math.round(world.clock() - started) };
  const report = scanReport({ findings: seen.findings, unread: seen.unread, stats }, policy, options.failOn, world.today());
  await delivered(report, rulesUnder(policy), options, world);
  return exitStatus(report);
}

/** The repository's top; `alone` where there is no git to ask. */
interface Standpoint {
  readonly top?: string;
  readonly alone?: Alone;
}

/** Without git files and history are read all the same; what is staged and what a range means is known to git only. */
async function standpointFor(git: Git, options: ScanOptions, world: World): Promise<Standpoint> {
  try {
    const top = await git.maybe(['rev-parse', '--show-toplevel']);
    return top === undefined ? {} : { top };
  } catch (error) {
    const asksGit = options.staged === true || options.range !== undefined;
    if (!(error instanceof Failure) || error.code !== 'git-missing' || asksGit) throw error;
    const alone = (await import('./scan-alone.ts')).aloneAt(world.cwd, world.env);
    if (alone === undefined && options.history === true) throw new Failure('not-a-repository', '', 'Go to a folder inside a git repository.');
    return alone === undefined ? {} : { top: alone.top, alone };
  }
}

async function policyFor(options: ScanOptions, world: World, top: string | undefined): Promise<Policy> {
  if (options.policy !== undefined) {
    const text = await readSmall(resolve(world.cwd, options.policy));
    if (text === undefined) throw new Failure('no-such-path', options.policy, 'Name a policy file that is there.');
    return policyFrom(await withBasesOnDisk(top ?? world.cwd, text.toString('utf8')), options.policy);
  }
  return top === undefined ? defaultPolicy : policyOnDisk(top);
}

async function scanStdin(options: ScanOptions, look: Looking, world: World) {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stdinChunks(world)) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const { findings, unread } = await inspectStream(
    { path: (options.filename ?? 'stdin') as Path, origin: 'file', chunks: counted() },
    look.engine,
    look.hasher,
  );
  return { findings, unread, files: 1, bytes, commits: 0 };
}

async function scanDisk(options: ScanOptions, look: Looking, world: World, standpoint: Standpoint, policy: Policy) {
  const files: Listed[] = [];
  const unread: Unread[] = [];
  for (const path of options.paths.length > 0 ? options.paths : ['.'])
    for await (const file of listed(resolve(world.cwd, path), path, standpoint, world)) {
      if ('reason' in file) unread.push(file);
      else files.push(file);
    }
  look.progress?.expect(files.length);
  const clean = await look.remembered?.(files.length);
  const seen = await lookAtFiles(
    { files, policy },
    { ...look, stamps: clean?.stamps },
    world.worker,
    (bytes) => look.progress?.saw(bytes),
    ({ findings }) => look.progress?.found(findings),
  );
  clean?.addAll(seen.clean);
  clean?.save();
  return { ...seen, unread: [...unread, ...seen.unread], commits: 0 };
}

/** In a repository: tracked and untracked files, not ignored ones, named from its top; elsewhere every file, named from the folder. */
async function* listed(real: string, asked: string, { top, alone }: Standpoint, world: World): AsyncGenerator<Listed | Unread> {
  const kind = await stat(real).catch(() => undefined);
  if (kind === undefined) throw new Failure('no-such-path', asked, 'Name a file or a folder that is there.');
  const inside = top === undefined ? undefined : relative(top, real);
  const tracked = top !== undefined && inside !== undefined && !inside.startsWith('..') && !isAbsolute(inside);
  if (!kind.isDirectory()) {
    yield { path: (tracked ? inside.replaceAll('\\', '/') : basename(real)) as Path, real: Buffer.from(real).toString('latin1') };
    return;
  }
  if (!tracked) {
    for (const file of filesBelow(real)) yield 'reason' in file ? file : { path: file.path, real: file.real.toString('latin1') };
    return;
  }
  if (alone !== undefined) {
    const { filesIn } = await import('./scan-alone.ts');
    for await (const file of filesIn(alone, inside === '' ? '' : `${inside.replaceAll('\\', '/')}/`))
      yield typeof file === 'string' ? { path: file, real: joined(alone.top, bytesOf(file)).toString('latin1') } : file;
    return;
  }
  const git = gitOf(real, gitEnvironment(world.env));
  const listing = await git.ask(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name', '--', '.']);
  const seen = new Set<string>();
  for (const token of tokens(listing)) {
    const path = pathOf(token);
    if (seen.has(path)) continue; // a conflicted path stands there once for each side
    seen.add(path);
    yield { path, real: joined(top, bytesOf(path)).toString('latin1') };
  }
}

/** The folder that `--output` would write into. */
export const folderOf = (file: string): string => dirname(resolve(file));
