// The work of each hook: which changes it lists, which policy it trusts. Everything else they share.
import { join, resolve } from 'node:path';
import { inspectChanges, inspectDocument } from '../inspect.ts';
import { commitRenames } from '../io/commits.ts';
import { gitEnvironment } from '../io/environment.ts';
import { Failure } from '../io/failure.ts';
import { readSmall } from '../io/files.ts';
import { gitOf, type Git } from '../io/git.ts';
import { hasherOf } from '../io/hasher.ts';
import { prePushUpdates, preReceiveUpdates, pushedChanges, type Pushed, type RefUpdate } from '../io/pushed.ts';
import { commonFolder, markOf, note } from '../io/journal.ts';
import { stagedChanges, stagedRenames, type Staged } from '../io/staged.ts';
import type { Finding, Path, Report, Unread } from '../model.ts';
import type { Policy } from '../policy/policy.ts';
import { edgeOf, engineUnder } from './looking.ts';
import { endingSoon, lacking, missingIgnores } from './notes.ts';
import { brokenPromises } from './promises.ts';
import { refDifferences } from './ref-difference.ts';
import { memoryAt, ruleBreaches, rulebookOf } from './rulebook.ts';
import { hookReport } from './verdicts.ts';
import { stdinOf, type World } from './world.ts';
import { cleaned } from './commit-message.ts';

export const hookNames = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push', 'pre-receive'] as const;
export type HookName = (typeof hookNames)[number];

/** What a hook says, and the policy under which its words are looked up. */
export interface Said {
  readonly report: Report;
  readonly policy: Policy;
  /** what is to be said besides, a line each */
  readonly notes: readonly string[];
}

export async function runHook(name: HookName, args: readonly string[], world: World): Promise<Said> {
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    switch (name) {
      case 'pre-commit':
      case 'pre-merge-commit':
        return await preCommit(git, world);
      case 'commit-msg':
        return await commitMessage(git, world, args[0]);
      case 'pre-push':
        return await prePush(git, world, args[0]);
      case 'pre-receive':
        return await preReceive(git, world);
    }
  } finally {
    git.objects.close();
  }
}

export async function preCommit(git: Git, world: World): Promise<Said> {
  const started = world.clock();
  // both start at once: one lists, the other one reads the rules and then, in the same process, the blobs
  git.objects.warm();
  const [staged, book] = await Promise.all([mergeHeads(git, world).then((heads) => stagedChanges(git, heads)), rulebookOf(git, 'HEAD', '')]);
  const engine = await engineUnder(book.policy);
  const hasher = hasherOf(book.policy.salt);
  const edge = edgeOf(git, () => stagedRenames(git));
  const ignores = missingIgnores(git, world.cwd).catch(() => []);
  const seen = await inspectChanges(staged.changes, edge, engine, hasher);
  const paths = staged.entries.map((entry) => entry.path);
  const added = staged.entries.filter((entry) => entry.olds.length === 0).map((entry) => entry.path);
  const memory = () => memoryAt(git, 'HEAD', '');
  const look = { engine, hasher };
  const promises = await brokenPromises(
    { git, landed: 'HEAD', coming: '', paths, findings: seen.findings, hasLedger: book.hasLedger },
    book.policy,
    look,
    memory,
    world,
  );
  const findings = [...seen.findings, ...ruleBreaches(book, { paths, added }, world.today()), ...promises];
  const stats = { files: seen.files, bytes: seen.bytes, commits: 0, durationMs: Math.round(world.clock() - started) };
  if (staged.changes.length > 0 && seen.files + seen.unread.length === 0) throw new Failure('looked-at-nothing', 'git names changes, and none was looked at');
  const report = await hookReport({ findings, unread: seen.unread, stats }, book.policy, world.today(), memory);
  if (report.outcome === 'clean') await noteCommit(git, world, staged.entries);
  return { report, policy: book.policy, notes: [...endingSoon(book.policy, world.today()), ...lacking(await ignores)] };
}

/** What was judged is remembered in the git directory, so that `doctor` can tell what was not. */
async function noteCommit(git: Git, world: World, entries: Staged['entries']): Promise<void> {
  let head = 'unborn';
  for await (const object of git.objects.read(['HEAD'])) if ('id' in object) head = object.id;
  await note(await placeOfJournal(git, world), 'commit', markOf(head, entries));
}

async function placeOfJournal(git: Git, world: World): Promise<string> {
  const folder = world.env['GIT_DIR'] ?? (await gitFolder(world.cwd)) ?? (await git.maybe(['rev-parse', '--absolute-git-dir'])) ?? '.git';
  return commonFolder(world.cwd, world.env, folder);
}

/** The other parents, while a merge is being made: `git merge` runs its hook before it writes MERGE_HEAD, and names them in the environment. */
async function mergeHeads(git: Git, world: World): Promise<readonly string[]> {
  const merging = Object.keys(world.env).flatMap((name) => /^GITHEAD_([0-9a-f]{40}|[0-9a-f]{64})$/i.exec(name)?.[1]?.toLowerCase() ?? []);
  if (merging.length > 0) return merging;
  const folder = world.env['GIT_DIR'] ?? (await gitFolder(world.cwd)) ?? (await git.maybe(['rev-parse', '--absolute-git-dir'])) ?? '.git';
  const text = await readSmall(resolve(world.cwd, folder, 'MERGE_HEAD'));
  return text === undefined ? [] : (text.toString('latin1').match(/^[0-9a-f]{40,64}$/gm) ?? []);
}

/** `.git` as a folder, or where a `.git` file points; undefined where git has to be asked. */
async function gitFolder(top: string): Promise<string | undefined> {
  try {
    const pointer = await readSmall(join(top, '.git'));
    return /^gitdir: (.+)$/m.exec(pointer?.toString('utf8') ?? '')?.[1];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR' ? join(top, '.git') : undefined;
  }
}

async function commitMessage(git: Git, world: World, file: string | undefined): Promise<Said> {
  const started = world.clock();
  if (file === undefined) throw new Failure('bad-argument', 'commit-msg needs the file that holds the message', 'Let git call this hook.');
  const bytes = await readSmall(resolve(world.cwd, file));
  if (bytes === undefined) throw new Failure('unreadable', file, 'The file with the commit message cannot be read.');
  const book = await rulebookOf(git, 'HEAD', '');
  const settings = (await git.maybe(['config', '--get-regexp', '^(core\\.comment(char|string)|commit\\.cleanup)$'])) ?? '';
  // without an editor git keeps every line, unless it was told otherwise where a hook cannot see it: then more is looked at than is kept
  const text = cleaned(bytes.toString('latin1'), settings, world.env['GIT_EDITOR'] !== ':');
  const seen = inspectDocument(
    { path: 'commit message' as Path, origin: 'message', bytes: Buffer.from(text, 'latin1') },
    await engineUnder(book.policy),
    hasherOf(book.policy.salt),
  );
  const stats = { files: 0, bytes: bytes.length, commits: 1, durationMs: Math.round(world.clock() - started) };
  return { report: await hookReport({ ...seen, stats }, book.policy, world.today(), () => memoryAt(git, '')), policy: book.policy, notes: [] };
}

async function prePush(git: Git, world: World, remote: string | undefined): Promise<Said> {
  git.objects.warm();
  const updates = prePushUpdates((await stdinOf(world)).toString('utf8'));
  const known = updates.map((update) => update.remoteId).find((id) => !/^0+$/.test(id));
  const landed = known !== undefined && (await git.maybe(['cat-file', '-e', `${known}^{commit}`])) !== undefined ? known : await trackedMain(git, remote);
  const said = await published(git, world, updates, await pushedChanges(git, updates, remote ?? ''), landed);
  if (said.report.outcome !== 'clean') return said;
  const common = await placeOfJournal(git, world);
  for (const { localId } of updates) if (!/^0+$/.test(localId)) await note(common, 'push', localId);
  return said;
}

/** What the remote's main branch looked like when it was last seen: a new branch is judged by its policy. */
async function trackedMain(git: Git, remote: string | undefined): Promise<string | undefined> {
  if (remote === undefined || /[\s:~^\\]|\.\./.test(remote)) return undefined;
  for (const name of ['HEAD', 'main', 'master']) {
    const id = await git.maybe(['rev-parse', '--verify', '--quiet', `refs/remotes/${remote}/${name}^{commit}`]);
    if (id !== undefined) return id;
  }
  return undefined;
}

async function preReceive(git: Git, world: World): Promise<Said> {
  git.objects.warm();
  const updates = preReceiveUpdates((await stdinOf(world)).toString('utf8'));
  const head = await git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const known = updates.map((update) => update.remoteId).find((id) => !/^0+$/.test(id));
  return published(git, world, updates, await pushedChanges(git, updates, undefined), head ?? known);
}

async function published(git: Git, world: World, updates: readonly RefUpdate[], pushed: Pushed, landed: string | undefined): Promise<Said> {
  const started = world.clock();
  const tip = updates.map((update) => update.localId).find((id) => !/^0+$/.test(id));
  const commit = tip === undefined ? undefined : await git.maybe(['rev-parse', '--verify', '--quiet', `${tip}^{commit}`]);
  const book = commit === undefined ? await rulebookOf(git, landed, landed ?? 'HEAD') : await rulebookOf(git, landed, commit);
  const engine = await engineUnder(book.policy);
  const hasher = hasherOf(book.policy.salt);
  const seen = await inspectChanges(
    pushed.changes,
    edgeOf(git, (id) => (id === undefined ? Promise.resolve(new Map()) : commitRenames(git, id))),
    engine,
    hasher,
  );
  const findings: Finding[] = [...seen.findings];
  const unread: Unread[] = [...seen.unread];
  const texts = [
    ...pushed.messages.map((message) => ({ name: 'commit message', id: message.commit, text: message.text })),
    ...pushed.tags.map((tag) => ({ name: 'tag message', id: tag.id, text: tag.text })),
  ];
  for (const { name, id, text } of texts) {
    const looked = inspectDocument({ path: name as Path, origin: 'message', bytes: text }, engine, hasher, id);
    findings.push(...looked.findings);
    unread.push(...looked.unread);
  }
  // the name of a new ref is published too; like that of a file it is full of words, and only what has a format counts
  const names = Buffer.from(updates.flatMap(({ remoteId, remoteRef }) => (/^0+$/.test(remoteId) ? [remoteRef] : [])).join('\n'));
  const named = inspectDocument({ path: 'name of a ref' as Path, origin: 'path', bytes: names }, engine, hasher);
  findings.push(...named.findings.filter((one) => one.certainty !== 'likely'));
  const tips = updates.map((update) => update.localId).filter((id) => !/^0+$/.test(id));
  let remembered: ReturnType<typeof memoryAt> | undefined;
  const memory = () => (remembered ??= memoryAt(git, ...new Set([...tips, ...(landed === undefined ? [] : [landed])])));
  for (const { base, tip, touched, before, after, law } of await refDifferences(git, updates, landed)) {
    findings.push(...ruleBreaches({ before, after, landed: law }, touched, world.today()));
    const changed = { git, landed: base, coming: tip, paths: touched.paths, findings: seen.findings, hasLedger: book.hasLedger };
    findings.push(...(await brokenPromises(changed, book.policy, { engine, hasher }, memory, world)));
  }
  const stats = { files: seen.files, bytes: seen.bytes, commits: pushed.count, durationMs: Math.round(world.clock() - started) };
  return {
    report: await hookReport({ findings: once(findings), unread, stats }, book.policy, world.today(), memory),
    policy: book.policy,
    notes: endingSoon(book.policy, world.today()),
  };
}

/** The same place in the same commit is told once. */
function once(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map((one) => [`${one.commit ?? ''}\n${one.file}\n${one.startLine}:${one.startColumn}\n${one.ruleId}\n${one.fingerprint}`, one]),
    ).values(),
  ];
}
