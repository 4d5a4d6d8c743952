// `scan --range A..B`: which commits it names, the rules at its base, and what the range changes in those rules.
import { Failure } from '../../io/failure.ts';
import type { Git } from '../../io/git.ts';
import { treeDifferences } from '../../io/pushed.ts';
import type { Memory } from '../../ledger/memory.ts';
import type { Finding } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import { refBreaches } from '../hooks/ref-breaches.ts';
import type { Looking } from '../instruments.ts';
import type { PolicyText } from '../policy/bases.ts';
import { memoryAt, rulebookOf, type Rulebook } from '../rulebook.ts';
import type { World } from '../world.ts';

export interface CommitRange {
  /** the commit whose policy judges; undefined: the range starts with the first commit */
  readonly base: string | undefined;
  readonly tip: string;
  /** as `git log` takes them, with full ids */
  readonly revisions: readonly string[];
}

const howToFetch = 'Fetch the whole history first: git fetch --unshallow, or fetch-depth: 0 (GitHub Actions), GIT_DEPTH: 0 (GitLab CI).';

/**
 * Resolves both ends to commits, so that nothing else in the text reaches git.
 * @param text `A..B`, `A...B`, or one revision with everything before it; an end that is left out is HEAD
 * @throws Failure that does not repeat the text
 */
export async function resolveRange(git: Git, text: string): Promise<CommitRange> {
  const [, from = '', dots = '', to = ''] = /^(.*?)(\.{2,3})(?!\.)(.*)$/s.exec(text) ?? [];
  if (dots === '') return { base: undefined, tip: await commitAt(git, text, 'the revision'), revisions: [await commitAt(git, text, 'the revision')] };
  if (from + to === '') throw malformed();
  const base = await commitAt(git, from || 'HEAD', 'the base');
  const tip = await commitAt(git, to || 'HEAD', 'the tip');
  return { base, tip, revisions: [`${base}${dots}${tip}`] };
}

const malformed = (): Failure => new Failure('bad-argument', '--range is not a commit range', 'Write it as A..B, for example origin/main..HEAD.');

async function commitAt(git: Git, name: string, which: string): Promise<string> {
  if (name.trim() === '' || name.startsWith('-') || name.startsWith('^') || /[\s\x00-\x1f]/.test(name)) throw malformed();
  const id = await git.maybe(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (id !== undefined && /^[0-9a-f]{40,64}$/.test(id)) return id;
  throw new Failure('history-missing', `${which} of --range`, howToFetch);
}

/** @throws Failure where a commit of the range is one at which a shallow clone was cut off: its parents, and what they brought, are not here */
export function refuseCutHistory(commits: Iterable<string>, cut: ReadonlySet<string>): void {
  if (cut.size === 0) return;
  for (const commit of commits) if (cut.has(commit)) throw new Failure('history-missing', 'this clone is shallow and ends inside --range', howToFetch);
}

/** The rules for a range: those that have landed at its base judge it, those that it brings do not. */
export interface RangeRules {
  readonly range: CommitRange;
  readonly book: Rulebook;
  readonly policy: Policy;
  readonly memory: () => Promise<Memory>;
}

/** @param chosen the policy of `--policy`, which takes the place of the one at the base */
export async function rulesForRange(git: Git, text: string, chosen: Policy | undefined): Promise<RangeRules> {
  const range = await resolveRange(git, text);
  const { base, tip } = range;
  const book = await rulebookOf(git, base, tip);
  const policy = chosen ?? book.policy;
  let memory: Promise<Memory> | undefined;
  return { range, book: { ...book, policy }, policy, memory: () => (memory ??= memoryAt(git, ...new Set([tip, base ?? tip]))) };
}

/** What the range changes in the rules and promises of the repository, checked as in a push. */
export async function rangeBreaches(git: Git, rules: RangeRules, findings: readonly Finding[], look: Looking, world: World): Promise<readonly Finding[]> {
  const { base, tip } = rules.range;
  const update = { localRef: 'HEAD', localId: tip, remoteRef: 'HEAD', remoteId: '0'.repeat(tip.length) };
  return refBreaches({ git, updates: [update], landed: base, book: rules.book, findings }, look, rules.memory, world);
}

/**
 * The policy of `--policy` must not come from the commits that it judges.
 * @param file where it lies in the repository, as git spells it; undefined outside of it
 */
export async function refuseOwnPolicy(git: Git, { base, tip }: CommitRange, file: string | undefined, { bases }: PolicyText): Promise<void> {
  if (base === undefined) return;
  const [difference] = await treeDifferences(git, [{ base, tip }]);
  if (difference?.paths.some((path) => path === file || bases.has(path)) === true)
    throw new Failure(
      'bad-policy',
      'the file of --policy is another one at the base of --range',
      'Leave --policy out: the policy at the base of the range is used.',
    );
}
