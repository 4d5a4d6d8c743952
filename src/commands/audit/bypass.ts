// Commits and pushes that no hook of this clone judged: the journal of the hooks held against git's own reflogs.
import type { Git } from '../../io/git.ts';
import { commonFolder } from '../../io/git-folder.ts';
import { journalIn, markOfCommit, refMoves, type RefMove } from '../../io/journal.ts';

export interface Bypasses {
  /** whether there is a journal at all: without one nothing can be told */
  readonly known: boolean;
  /** made here with `git commit`, and judged neither then nor at a push */
  readonly commits: readonly string[];
  /** made here by commands for which git runs no commit hook (cherry-pick, rebase, revert, am), and not judged at a push either */
  readonly unhooked: readonly string[];
  /** sent to a remote without a push hook that let it through: `refs/remotes/…` */
  readonly pushes: readonly { readonly ref: string; readonly commit: string }[];
}

const nothing: Bypasses = { known: false, commits: [], unhooked: [], pushes: [] };
const made = /^(?:commit|cherry-pick|revert|rebase|am|pull --rebase|merge)\b/;
/** Kinds of merges that make no commit of their own, and ends of a rebase that only move a ref. */
const moved = /^(?:rebase|pull --rebase).*\((?:start|finish|abort|skip)\)$/;

/** Looks at what is reachable and was made since the journal began. What other clones did is not known here. */
export async function bypassesOf(git: Git): Promise<Bypasses> {
  const common = await git.maybe(['rev-parse', '--git-common-dir']);
  if (common === undefined) return nothing;
  const journal = await journalIn(commonFolder(git.folder, {}, common));
  const [first] = journal;
  if (first === undefined) return nothing;
  // git counts in seconds: what was made in the journal's first one may have been made before it
  const moves = (await refMoves(git)).filter((move) => move.at > first.at);
  const tips = journal.flatMap((line) => (line.kind === 'push' ? [line.tip] : []));
  const marks = new Set(journal.flatMap((line) => (line.kind === 'commit' ? [line.mark] : [])));
  const open = await unpushed(git, tips);
  const commits = new Map<string, 'commit' | 'unhooked'>();
  const judged = new Set<string>();
  for (const move of moves) {
    if (!open.has(move.id) || judged.has(move.id) || !made.test(move.action) || moved.test(move.action)) continue;
    if (marks.has(await markOfCommit(git, await headBefore(git, move), move.id))) judged.add(move.id);
    else if (await isNew(git, move)) commits.set(move.id, move.action.startsWith('commit') || commits.get(move.id) === 'commit' ? 'commit' : 'unhooked');
  }
  for (const id of judged) commits.delete(id);
  const passed = new Set(tips);
  const pushes = moves.filter((move) => move.ref.startsWith('refs/remotes/') && move.action === 'update by push' && !passed.has(move.id));
  return {
    known: true,
    commits: [...commits].flatMap(([id, kind]) => (kind === 'commit' ? [id] : [])),
    unhooked: [...commits].flatMap(([id, kind]) => (kind === 'unhooked' ? [id] : [])),
    pushes: pushes.map(({ ref, id }) => ({ ref, commit: id })),
  };
}

/** Commits that a ref of this clone holds and that no push hook has let through. */
async function unpushed(git: Git, tips: readonly string[]): Promise<ReadonlySet<string>> {
  const here = (await git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype)'], Buffer.from(`${tips.join('\n')}\n`)))
    .toString('latin1')
    .split('\n')
    .flatMap((line) => (line.endsWith(' commit') ? [line.slice(0, line.indexOf(' '))] : []));
  const listed = await git.ask(['rev-list', '--all', '--stdin'], Buffer.from(here.map((id) => `^${id}\n`).join('')));
  return new Set(listed.toString('latin1').split('\n'));
}

/** Where HEAD stood when a commit was made: an amended one says so in the reflog, any other one by its first parent. */
async function headBefore(git: Git, move: RefMove): Promise<string | undefined> {
  if (move.action === 'commit (amend)') return move.before;
  return git.maybe(['rev-parse', '--verify', '--quiet', `${move.id}^1`]);
}

/** A fast-forward makes no commit: what a merge leaves behind must have two parents to be one. */
async function isNew(git: Git, move: RefMove): Promise<boolean> {
  return !move.action.startsWith('merge') || (await git.maybe(['rev-parse', '--verify', '--quiet', `${move.id}^2`])) !== undefined;
}

/** What is to be said of them, with the way out; empty where nothing went past a hook. */
export function bypassWords({ commits, unhooked, pushes }: Bypasses): readonly { readonly text: string; readonly mend: string }[] {
  const some = (ids: readonly string[]): string =>
    ids
      .slice(0, 5)
      .map((id) => id.slice(0, 12))
      .join(', ') + (ids.length > 5 ? `, and ${ids.length - 5} more` : '');
  const count = (ids: readonly unknown[], what: string): string => `${ids.length} ${what}${ids.length === 1 ? '' : 's'}`;
  const scan = (id: string | undefined): string =>
    `look at them now: npx secrets-hooks scan --range ${id?.slice(0, 12) ?? ''}~..HEAD; the push hook will in any case`;
  return [
    ...(commits.length === 0
      ? []
      : [
          {
            text: `${count(commits, 'commit')} made here went past the commit hooks (--no-verify, or no hook was in force): ${some(commits)}`,
            mend: scan(commits.at(-1)),
          },
        ]),
    ...(unhooked.length === 0
      ? []
      : [
          {
            text: `${count(unhooked, 'commit')} made by rebase, cherry-pick, revert or am, for which git runs no commit hook: ${some(unhooked)}`,
            mend: scan(unhooked.at(-1)),
          },
        ]),
    ...pushes.map(({ ref, commit }) => ({
      text: `a push went past the hook: ${ref} at ${commit.slice(0, 12)}`,
      mend: 'look at what it published: npx secrets-hooks audit; a server judges for itself with pre-receive (docs/ci.md)',
    })),
  ];
}
