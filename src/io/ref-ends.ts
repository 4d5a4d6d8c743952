// Where the refs of a push stood and where they left what has landed: for all of them together, because a push may bring ten thousand.
import type { Git } from './git.ts';

/** The commits behind names that may be tags, in order; undefined for what is no commit or is not here. */
export async function commitsBehind(git: Git, names: readonly string[]): Promise<readonly (string | undefined)[]> {
  if (names.length === 0) return [];
  const asked = Buffer.from(`${names.map((name) => `${name}^{commit}`).join('\n')}\n`);
  const lines = (await git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype)'], asked)).toString('latin1').split('\n');
  return names.map((_, at) => {
    const [id, type] = (lines[at] ?? '').split(' ');
    return type === 'commit' ? id : undefined;
  });
}

/** More than this is told by git itself. */
const several = Symbol('several');
type Meeting = string | typeof several | undefined;

/**
 * Where each tip left the history of `landed`: their merge base, or undefined where they share nothing.
 * One walk over what is new; only a tip that left it in several places is asked about by itself.
 */
export async function departures(git: Git, landed: string, tips: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  const input = Buffer.from(`${[...new Set(tips)].join('\n')}\n^${landed}\n`);
  const walk = (await git.ask(['rev-list', '--topo-order', '--reverse', '--parents', '--stdin'], input)).toString('latin1');
  const met = new Map<string, Meeting>();
  for (const line of walk.split('\n')) {
    const [id, ...parents] = line.split(' ');
    if (id === undefined || id === '') continue;
    // parents come first: what is not among the new ones has landed
    const meetings = new Set(parents.map((parent) => (met.has(parent) ? met.get(parent) : parent)).filter((one) => one !== undefined));
    met.set(id, meetings.size > 1 ? several : [...meetings][0]);
  }
  const found = new Map<string, string | undefined>();
  for (const tip of new Set(tips)) {
    // a tip that is not new has landed itself
    const meeting = met.has(tip) ? met.get(tip) : tip;
    found.set(tip, meeting === several ? await git.maybe(['merge-base', landed, tip]) : meeting);
  }
  return found;
}
