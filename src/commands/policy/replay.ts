// What a policy would have done on the last commits, beside the policy in force: what more is caught, what is let through, what it costs.
import { inspectChanges, type Edge } from '../../inspect.ts';
import { changesOf, commitRenames } from '../../io/commits.ts';
import { Failure } from '../../io/failure.ts';
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { policyTexts } from '../../io/rulebook.ts';
import type { Change, Finding, Path, Unread, Verdict } from '../../model.ts';
import { letsUnread } from '../../policy/allowing.ts';
import { judge } from '../../policy/judge.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import { withBasesAt } from './bases.ts';
import { edgeOf } from '../edge.ts';
import { engineUnder } from '../looking.ts';
import type { Progress } from '../progress.ts';
import { memoryAt, policyFrom } from '../rulebook.ts';
import type { World } from '../world.ts';

/** One policy on these commits. */
export interface Side {
  readonly refused: readonly Verdict[];
  /** told, not refused */
  readonly told: number;
  /** files that could not be looked at: a hook refuses them too */
  readonly unread: readonly Unread[];
  /** commits that would not have come to be */
  readonly stopped: number;
  readonly msPerCommit: number;
}

export interface Replay {
  readonly commits: number;
  readonly files: number;
  readonly bytes: number;
  readonly tried: Side;
  /** undefined where there is no other policy to hold it against */
  readonly inForce: Side | undefined;
  readonly caught: readonly Verdict[];
  readonly letThrough: readonly Verdict[];
}

/** The policy that judges the next commit: the one that HEAD holds. */
export async function policyInForce(git: Git): Promise<Policy> {
  const { texts } = await policyTexts(git, ['HEAD']);
  const put = await withBasesAt(git, 'HEAD', texts[0]);
  return put === undefined ? defaultPolicy : policyFrom(put, 'HEAD');
}

export function countOf(last: string): number {
  const count = Number(last);
  if (!Number.isInteger(count) || count < 1) throw new Failure('bad-argument', '--last', 'Say how many commits: --last 200.');
  return count;
}

/** What of a policy decides what is found, not only what is made of it. */
const plan = ({ salt, rules, custom, places, sections }: Policy): string =>
  JSON.stringify([salt, rules, custom, places, (sections ?? []).flatMap((one) => one.rules ?? [])]);

/** @param inForce beside which policy; undefined: none */
export async function replay(
  git: Git,
  { tried, inForce, last }: { readonly tried: Policy; readonly inForce: Policy | undefined; readonly last: number },
  world: World,
  progress?: Progress,
): Promise<Replay> {
  const chosen = [`--max-count=${last}`, '--no-merges'];
  const changes = await changesOf(git, ['HEAD'], chosen);
  const commits = Number(await git.maybe(['rev-list', '--count', ...chosen, 'HEAD']));
  const twice = inForce !== undefined && plan(inForce) !== plan(tried);
  progress?.expect(new Set(changes.map(({ blob }) => blob)).size * (twice ? 2 : 1));
  const memory = await memoryAt(git, 'HEAD', '');
  const sideOf = (seen: Seen, policy: Policy): Side => {
    const verdicts = seen.findings.map((finding) =>
      judge(finding, policy, { today: world.today(), compromised: (one) => memory.compromised(one.fingerprint, one.formerFingerprint) }),
    );
    const refused = verdicts.filter(({ action }) => action === 'refuse');
    const unread = seen.unread.filter((one) => !letsUnread(policy.allow, one, world.today()));
    const stopped = new Set([...refused.map(({ finding }) => finding.commit), ...unread.flatMap(({ file }) => bringing(changes, file))]).size;
    return { refused, told: verdicts.filter(({ action }) => action === 'warn').length, unread, stopped, msPerCommit: seen.ms / Math.max(1, commits) };
  };
  const first = await looked(git, changes, tried, world, progress);
  const other = inForce === undefined ? undefined : sideOf(twice ? await looked(git, changes, inForce, world, progress) : first, inForce);
  const mine = sideOf(first, tried);
  const { files, bytes } = first;
  return {
    commits,
    files,
    bytes,
    tried: mine,
    inForce: other,
    caught: less(mine.refused, other?.refused),
    letThrough: other === undefined ? [] : less(other.refused, mine.refused),
  };
}

interface Seen {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly files: number;
  readonly bytes: number;
  readonly ms: number;
}

async function looked(git: Git, changes: readonly Change[], policy: Policy, world: World, progress: Progress | undefined): Promise<Seen> {
  const started = world.clock();
  const plain = edgeOf(git, (commit) => (commit === undefined ? Promise.resolve(new Map()) : commitRenames(git, commit)));
  const edge: Edge = {
    ...plain,
    async *read(ids) {
      for await (const blob of plain.read(ids)) {
        yield blob;
        progress?.saw('bytes' in blob ? blob.bytes.length : 0);
      }
    },
  };
  const seen = await inspectChanges(changes, edge, await engineUnder(policy), hasherOf(policy.salt));
  return { ...seen, ms: world.clock() - started };
}

/** Where a file that cannot be looked at came in: the commits that would have been refused for it. */
const bringing = (changes: readonly Change[], file: Path): readonly (string | undefined)[] =>
  changes.filter(({ path }) => path === file).map(({ commit }) => commit);

const placeOf = ({ finding }: Verdict): string => `${finding.commit ?? ''} ${finding.file} ${finding.startLine}:${finding.startColumn} ${finding.endColumn}`;

/** Refused here and not there, by place: another salt gives the same value another fingerprint. */
function less(these: readonly Verdict[], those: readonly Verdict[] | undefined): readonly Verdict[] {
  if (those === undefined) return [];
  const known = new Set(those.map(placeOf));
  return these.filter((verdict) => !known.has(placeOf(verdict)));
}
