// `secrets-hooks scan`: files as they are on disk, what is staged, a range, the whole history, or a text on stdin.
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import { inspectNames } from '../../inspect.ts';
import { inspectStream } from '../../inspect-windows.ts';
import { gitEnvironment } from '../../io/environment.ts';
import { Failure } from '../../io/failure.ts';
import { filesBelow, joined, readSmall } from '../../io/files.ts';
import type { Alone } from '../../io/alone/repository.ts';
import { gitOf, type Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { bytesOf, pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';
import type { Memory } from '../../ledger/memory.ts';
import type { BlobId, Path, Severity, Unread } from '../../model.ts';
import { withSharedValues } from '../../policy/checks/shared-values.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import type { Listed } from './batch.ts';
import { lookAtFiles } from './files-task.ts';
import { engineUnder, rulesUnder } from '../looking.ts';
import type { Looking } from '../instruments.ts';
import { progressFor, type Progress } from '../progress.ts';
import { withBasesOnDisk } from '../policy/bases.ts';
import { policyOnDisk } from '../place.ts';
import { rememberedUnder } from '../remembered.ts';
import { policyFrom } from '../rulebook.ts';
import { rangeBreaches, refuseOwnPolicy, resolveRange, rulesForRange } from './range.ts';
import { rulesForStaged, scanRange, scanStaged, stagedBreaches } from './scan-git.ts';
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

/** What was scanned, and the rules that judge it. */
interface Scanned {
  readonly seen: Omit<Seen, 'stats'> & { readonly files: number; readonly bytes: number; readonly commits: number };
  readonly policy: Policy;
  /** the incident ledger, where a change is judged */
  readonly memory?: () => Promise<Memory>;
}

export async function scan(options: ScanOptions, world: World): Promise<ExitStatus> {
  const started = world.clock();
  const modes = [options.staged, options.range !== undefined, options.history, options.stdin].filter((mode) => mode === true);
  if (modes.length > 1) throw new Failure('bad-argument', '--staged, --range, --history and --stdin exclude each other', 'Choose one.');
  const place = await placeFor(options, world);
  const progress = progressFor(world);
  let scanned: Scanned;
  try {
    if (options.staged === true) scanned = await scanIndex(options, place, progress, world);
    else if (options.range !== undefined) scanned = await scanCommits(options.range, options, place, progress, world);
    else scanned = await scanFiles(options, place, progress, world);
  } finally {
    progress.end();
    place.git.objects.close();
  }
  const { seen, policy } = scanned;
  const stats = { files: seen.files, bytes: seen.bytes, commits: seen.commits, durationMs: Math.round(world.clock() - started) };
  const memory = seen.findings.length === 0 ? undefined : await scanned.memory?.();
  const report = scanReport({ findings: seen.findings, unread: seen.unread, stats }, policy, options.failOn, world.today(), (finding) =>
    memory?.compromised(finding.fingerprint),
  );
  await delivered(report, rulesUnder(policy), options, world);
  return exitStatus(report);
}

/** Dependencies of a scan under one policy. */
async function lookUnder(policy: Policy, place: ScanPlace, progress: Progress, world: World): Promise<Looking> {
  return { engine: await engineUnder(policy), hasher: hasherOf(policy.salt), progress, remembered: rememberedUnder(policy, place.top ?? world.cwd, world) };
}

/** The index, judged by the rules of HEAD. */
async function scanIndex(options: ScanOptions, place: ScanPlace, progress: Progress, world: World): Promise<Scanned> {
  const rules = await rulesForStaged(place.git, await chosenPolicy(options, place, world));
  const look = await lookUnder(rules.book.policy, place, progress, world);
  const seen = await scanStaged(place.git, look);
  const findings = [...seen.findings, ...(await stagedBreaches(place.git, rules, seen, look, world))];
  return { seen: { ...seen, findings }, policy: rules.book.policy, memory: rules.memory };
}

/** A commit range, judged by the rules at its base. */
async function scanCommits(range: string, options: ScanOptions, place: ScanPlace, progress: Progress, world: World): Promise<Scanned> {
  const rules = await rulesForRange(place.git, range, await chosenPolicy(options, place, world, range));
  const look = { ...(await lookUnder(rules.policy, place, progress, world)) };
  const seen = await scanRange(place.git, rules.range, look);
  const findings = [...seen.findings, ...(await rangeBreaches(place.git, rules, seen.findings, look, world))];
  return { seen: { ...seen, findings }, policy: rules.policy, memory: rules.memory };
}

/** Files on disk, a text on stdin, or the whole history. */
async function scanFiles(options: ScanOptions, place: ScanPlace, progress: Progress, world: World): Promise<Scanned> {
  const policy = (await chosenPolicy(options, place, world)) ?? (place.top === undefined ? defaultPolicy : await policyOnDisk(place.top));
  const look = await lookUnder(policy, place, progress, world);
  if (options.history === true) return { seen: await wholeHistory(place, policy, look, world), policy };
  const seen = options.stdin === true ? await scanStdin(options, look, world) : await scanDisk(options, look, world, place, policy);
  return { seen: { ...seen, findings: withSharedValues(seen.findings, policy.places) }, policy };
}

async function wholeHistory({ alone, git }: ScanPlace, policy: Policy, look: Looking, world: World) {
  if (alone === undefined) return scanHistory(git, look, { policy, worker: world.worker });
  return (await import('./scan-alone.ts')).scanHistoryAlone(alone, look, policy.places);
}

/** Where the scan takes place. */
interface ScanPlace {
  readonly git: Git;
  /** the top of the work tree */
  readonly top?: string;
  /** reads the repository where git is not installed */
  readonly alone?: Alone;
}

/** @throws Failure where git is needed, or a repository, and there is none */
async function placeFor(options: ScanOptions, world: World): Promise<ScanPlace> {
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  if (!options.git) return { git };
  const needsGit = options.staged === true || options.range !== undefined;
  try {
    const top = await git.maybe(['rev-parse', '--show-toplevel']);
    if (top !== undefined && top !== '') return { git: gitOf(top, gitEnvironment(world.env)), top };
    const bare = options.staged !== true && (needsGit || options.history === true) && (await git.maybe(['rev-parse', '--git-dir'])) !== undefined;
    if ((needsGit || options.history === true) && !bare) throw notARepository();
    return { git };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'git-missing' || needsGit) throw error;
    const alone = (await import('./scan-alone.ts')).aloneAt(world.cwd, world.env);
    if (alone === undefined && options.history === true) throw notARepository();
    return alone === undefined ? { git } : { git, top: alone.top, alone };
  }
}

const notARepository = (): Failure => new Failure('not-a-repository', '', 'Go to a folder inside a git repository.');

/** The policy of `--policy`; undefined without it. @param range of commits that must not change it */
async function chosenPolicy(options: ScanOptions, { git, top }: ScanPlace, world: World, range?: string): Promise<Policy | undefined> {
  if (options.policy === undefined) return undefined;
  const file = resolve(world.cwd, options.policy);
  const text = await readSmall(file);
  if (text === undefined) throw new Failure('no-such-path', 'the file of --policy', 'Name an existing policy file.');
  const put = await withBasesOnDisk(top ?? world.cwd, text.toString('utf8'));
  if (range !== undefined && top !== undefined)
    await refuseOwnPolicy(git, await resolveRange(git, range), relative(await realpath(top), await realpath(file)).replaceAll('\\', '/'), put);
  return policyFrom(put, options.policy);
}

async function scanStdin(options: ScanOptions, look: Looking, world: World) {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stdinChunks(world)) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const path = (options.filename ?? 'stdin') as Path;
  const seen = await inspectStream({ path, origin: 'file', chunks: counted() }, look.engine, look.hasher);
  // the name comes from the command line: what it holds is scanned too, and masked
  const names = inspectNames([{ path, blob: '' as BlobId, origin: 'file', olds: [] }], look.engine, look.hasher);
  const masked = <T extends { readonly file: Path }>(all: readonly T[]): readonly T[] => all.map((one) => ({ ...one, file: names.spelled(one.file) }));
  return { findings: [...masked(seen.findings), ...names.findings], unread: masked(seen.unread), files: 1, bytes, commits: 0 };
}

async function scanDisk(options: ScanOptions, look: Looking, world: World, place: ScanPlace, policy: Policy) {
  const files: Listed[] = [];
  const unread: Unread[] = [];
  for (const [index, path] of (options.paths.length > 0 ? options.paths : ['.']).entries())
    for await (const file of listed(resolve(world.cwd, path), `path ${index + 1} of scan`, place, world)) {
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
async function* listed(real: string, asked: string, { top, alone }: ScanPlace, world: World): AsyncGenerator<Listed | Unread> {
  const kind = await stat(real).catch(() => undefined);
  if (kind === undefined) throw new Failure('no-such-path', asked, 'Name an existing file or folder.');
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
