// Scans of what git holds: the index, a range of commits.
import { inspectChanges, type Edge } from '../../inspect.ts';
import { commitRenames, commitsOf } from '../../io/commits.ts';
import type { Git } from '../../io/git.ts';
import { cutCommits } from '../../io/shallow.ts';
import { stagedChanges, stagedRenames, type Staged } from '../../io/staged.ts';
import type { Memory } from '../../ledger/memory.ts';
import type { Finding } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import { edgeOf } from '../edge.ts';
import { brokenIn } from '../hooks/promised.ts';
import { versionsEngine } from '../../detect/versions.ts';
import type { Looking } from '../instruments.ts';
import { memoryAt, ruleBreaches, rulebookOf, type Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';
import { lookAtMessages } from '../written.ts';
import { refuseCutHistory, resolveRange, type CommitRange } from './range.ts';

/** Counts what is read, old versions among it. */
function watched(edge: Edge, { progress }: Looking): Edge {
  let expected = 0;
  return {
    ...edge,
    async *read(ids) {
      expected += ids.length;
      progress?.expect(expected);
      for await (const blob of edge.read(ids)) {
        yield blob;
        progress?.saw('bytes' in blob ? blob.bytes.length : 0);
      }
    },
  };
}

/** Scans what the next commit would publish. */
export async function scanStaged(git: Git, look: Looking) {
  const staged = await stagedChanges(git);
  const edge = edgeOf(git, () => stagedRenames(git));
  const clean = await look.remembered?.(staged.changes.length);
  const seen = await inspectChanges(staged.changes, watched(edge, look), look.engine, look.hasher, clean);
  clean?.save();
  return { ...seen, commits: 0, entries: staged.entries };
}

/** The rules that judge what is staged: those of HEAD, as in the commit hook. */
export interface StagedRules {
  readonly book: Rulebook;
  readonly memory: () => Promise<Memory>;
}

export async function rulesForStaged(git: Git, chosen: Policy | undefined): Promise<StagedRules> {
  const book = await rulebookOf(git, 'HEAD', '');
  return { book: { ...book, policy: chosen ?? book.policy }, memory: () => memoryAt(git, 'HEAD', '') };
}

/** What the staged change breaks as a whole, checked as in the commit hook. */
export async function stagedBreaches(
  git: Git,
  { book, memory }: StagedRules,
  { entries, findings }: { readonly entries: Staged['entries']; readonly findings: readonly Finding[] },
  look: Looking,
  world: World,
): Promise<readonly Finding[]> {
  const paths = entries.map((entry) => entry.path);
  const added = entries.filter((entry) => entry.olds.length === 0).map((entry) => entry.path);
  const changed = { git, landed: 'HEAD', coming: '', paths, findings, hasLedger: book.hasLedger };
  return [...ruleBreaches(book, { paths, added }, world.today()), ...(await brokenIn(changed, book.policy, look, memory, world))];
}

/** Scans what the commits of a range publish: files, messages, names. */
export async function scanRange(git: Git, range: string | CommitRange, look: Looking) {
  const { revisions } = typeof range === 'string' ? await resolveRange(git, range) : range;
  const commits = await commitsOf(git, revisions);
  refuseCutHistory(
    commits.messages.map(({ commit }) => commit),
    await cutCommits(git),
  );
  const edge = edgeOf(git, (commit) => (commit === undefined ? Promise.resolve(new Map()) : commitRenames(git, commit)));
  const clean = await look.remembered?.(commits.changes.length);
  const seen = await inspectChanges(commits.changes, watched(edge, look), versionsEngine(look.engine), look.hasher, clean);
  const messages = lookAtMessages(commits.messages, look, clean);
  clean?.save();
  return {
    ...seen,
    findings: [...seen.findings, ...messages.flatMap((one) => one.findings)],
    unread: [...seen.unread, ...messages.flatMap((one) => one.unread)],
    commits: commits.count,
  };
}
