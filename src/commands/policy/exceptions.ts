// How the allow entries of a policy stand: which end soon, have ended, are used by nothing or by too much, and what the hooks say of them.
import { inspectDocument } from '../../inspect.ts';
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { readObjects } from '../../io/objects.ts';
import { pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';
import type { Finding, Unread } from '../../model.ts';
import { covers, letsUnread, mostValues, noticeDays, standingOf, unreadRule, type Standing } from '../../policy/allowing.ts';
import type { AllowEntry, Policy } from '../../policy/policy.ts';
import { engineUnder } from '../looking.ts';
import type { Progress } from '../progress.ts';

export interface Exception {
  readonly entry: AllowEntry;
  readonly standing: Standing;
  /** how many values, or files that could not be looked at, it lets through in the files that git tracks here */
  readonly used: number;
}

/** Looks at all tracked files, as they stand in the index: only where there is an entry at all. */
export async function exceptionsOf(git: Git, policy: Policy, today: string, progress?: Progress): Promise<readonly Exception[]> {
  if (policy.allow.length === 0) return [];
  const { findings, unread } = await trackedFindings(git, policy, progress).finally(() => progress?.end());
  return policy.allow.map((entry) => ({
    entry,
    standing: standingOf(entry, today),
    used:
      entry.rule === unreadRule
        ? unread.filter((one) => letsUnread([entry], one, entry.expires)).length
        : new Set(findings.filter((finding) => covers(entry, finding)).map(({ fingerprint }) => fingerprint)).size,
  }));
}

async function trackedFindings(
  git: Git,
  policy: Policy,
  progress: Progress | undefined,
): Promise<{ readonly findings: readonly Finding[]; readonly unread: readonly Unread[] }> {
  const files = [...tokens(await git.ask(['ls-files', '-z', '--stage']))].map((token) => ({
    path: pathOf(token.subarray(token.indexOf(9) + 1)),
    id: /\b[0-9a-f]{40,64}\b/.exec(token.toString('latin1', 0, token.indexOf(9)))?.[0] ?? '',
  }));
  progress?.expect(files.length);
  const engine = await engineUnder(policy);
  const hasher = hasherOf(policy.salt);
  const findings: Finding[] = [];
  const unread: Unread[] = [];
  let at = 0;
  for await (const object of readObjects(
    git,
    files.map(({ id }) => id),
  )) {
    const path = files[at]?.path;
    at += 1;
    if (path === undefined || 'missing' in object) continue;
    progress?.saw(object.bytes.length);
    const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, engine, hasher);
    findings.push(...seen.findings);
    unread.push(...seen.unread);
  }
  return { findings, unread };
}

/** What is to be said of one entry, in words; empty where there is nothing. */
export function remarksOn({ entry, standing, used }: Exception): readonly string[] {
  return [
    ...(standing === 'expired' ? ['expired: take it out with `secrets-hooks allow prune`'] : []),
    ...(standing === 'soon' ? [`ends within ${noticeDays} days: ask ${entry.owner}`] : []),
    ...(used === 0 && standing !== 'expired' ? ['lets nothing through that is tracked here: take it out'] : []),
    ...(used > mostValues ? [`too broad: it lets ${used} values through, more than ${mostValues}`] : []),
  ];
}
