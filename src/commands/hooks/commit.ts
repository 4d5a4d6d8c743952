// What the next commit would publish.
import { join } from 'node:path';
import { inspectChanges } from '../../inspect.ts';
import { Failure } from '../../io/failure.ts';
import { readSmall } from '../../io/files.ts';
import type { Git } from '../../io/git.ts';
import { gitFolderOf } from '../../io/git-folder.ts';
import { hasherOf } from '../../io/hasher.ts';
import { journalFolder, markOf, note } from '../../io/journal.ts';
import type { Feed } from '../../io/feed.ts';
import { stagedChanges, stagedOf, stagedRenames, type Staged } from '../../io/staged.ts';
import type { Said } from './said.ts';
import { edgeOf } from '../edge.ts';
import { engineUnder, notingRules } from '../looking.ts';
import { endingSoon, lacking, missingIgnores } from './notes.ts';
import { brokenIn } from './promised.ts';
import { rememberedUnder } from '../remembered.ts';
import { emptyMemory, memoryAt, ruleBreaches, rulebookOf } from '../rulebook.ts';
import { hookReport } from '../verdicts.ts';
import type { World } from '../world.ts';

/** @param feed what the shim has asked of git already */
export async function preCommit(git: Git, world: World, feed?: Feed): Promise<Said> {
  const started = world.clock();
  const heads = await mergeHeads(git, world);
  const fed = heads.length > 0 ? undefined : feed;
  if (fed !== undefined) git.objects.feed(fed.objects);
  // both start at once: one lists, the other one reads the rules and then, in the same process, the blobs
  else git.objects.warm();
  const [staged, book] = await Promise.all([fed === undefined ? stagedChanges(git, heads) : stagedOf(fed.entries), rulebookOf(git, 'HEAD', '')]);
  const { engine, rules } = notingRules(await engineUnder(book.policy));
  const hasher = hasherOf(book.policy.salt);
  // a rename needs a path that goes: without one git needn't be asked
  const edge = edgeOf(git, () => (staged.deleted.length === 0 ? Promise.resolve(new Map()) : stagedRenames(git)));
  const ignores = missingIgnores(git, world.cwd).catch(() => []);
  const clean = await rememberedUnder(book.policy, world.cwd, world)(staged.changes.length);
  const seen = await inspectChanges(staged.changes, edge, engine, hasher, clean);
  clean?.save();
  const paths = staged.entries.map((entry) => entry.path);
  const added = staged.entries.filter((entry) => entry.olds.length === 0).map((entry) => entry.path);
  const lacksLedger = book.lacksLedger && !paths.some((path) => path.startsWith('.secrets-hooks/incidents/'));
  const memory = () => (lacksLedger ? emptyMemory() : memoryAt(git, 'HEAD', ''));
  const look = { engine, hasher };
  const promises = await brokenIn(
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
  return { report, policy: book.policy, rules, notes: [...endingSoon(book.policy, world.today()), ...lacking(await ignores)] };
}

/** What was judged is remembered in the git directory, so that `doctor` can tell what was not. */
async function noteCommit(git: Git, world: World, entries: Staged['entries']): Promise<void> {
  let head = 'unborn';
  for await (const object of git.objects.read(['HEAD'])) if ('id' in object) head = object.id;
  note(await journalFolder(git, world.cwd, world.env), 'commit', markOf(head, entries));
}

/** The other parents, while a merge is being made: `git merge` runs its hook before it writes MERGE_HEAD, and names them in the environment. */
async function mergeHeads(git: Git, world: World): Promise<readonly string[]> {
  const merging = Object.keys(world.env).flatMap((name) =>
    name.length >= 48 ? (/^GITHEAD_([0-9a-f]{40}|[0-9a-f]{64})$/i.exec(name)?.[1]?.toLowerCase() ?? []) : [],
  );
  if (merging.length > 0) return merging;
  const text = await readSmall(join(await gitFolderOf(git, world.cwd, world.env), 'MERGE_HEAD'));
  return text === undefined ? [] : (text.toString('latin1').match(/^[0-9a-f]{40,64}$/gm) ?? []);
}
