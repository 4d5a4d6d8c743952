// Where an exposed blob went: the commits that brought it, who made them, the refs and tips that hold it.
import type { Change } from '../model.ts';
import { changesOf } from './commits.ts';
import type { Git } from './git.ts';
import { tokens } from './raw.ts';

/** One commit that brought an exposed blob. */
export interface Introduction {
  readonly change: Change;
  readonly author: string;
  /** ISO 8601, as the author's clock had it */
  readonly date: string;
}

/** All changes that brought one of these blobs, oldest first. */
export async function introductionsOf(git: Git, blobs: ReadonlySet<string>): Promise<readonly Introduction[]> {
  const changes = await changesOf(git, ['--all'], ['--reverse', '--date-order']);
  const wanted = changes.filter((change) => blobs.has(change.blob));
  const people = await authorsOf(git, new Set(wanted.flatMap((change) => change.commit ?? [])));
  return wanted.map((change) => ({ change, ...(people.get(change.commit ?? '') ?? { author: '', date: '' }) }));
}

async function authorsOf(git: Git, commits: ReadonlySet<string>): Promise<ReadonlyMap<string, { author: string; date: string }>> {
  if (commits.size === 0) return new Map();
  const bytes = await git.ask(
    ['log', '--no-walk=unsorted', '-z', '--no-color', '--format=%H%x00%an <%ae>%x00%aI', '--stdin'],
    Buffer.from(`${[...commits].join('\n')}\n`),
  );
  const fields = [...tokens(bytes)].map((token) => token.toString('utf8'));
  const people = new Map<string, { author: string; date: string }>();
  for (let at = 0; at + 2 < fields.length; at += 3) people.set(fields[at] ?? '', { author: fields[at + 1] ?? '', date: fields[at + 2] ?? '' });
  return people;
}

/** Refs from which a commit can be reached; remote-tracking ones tell which remotes received it. */
export async function refsHolding(git: Git, commit: string): Promise<readonly string[]> {
  const refs = (await git.maybe(['for-each-ref', '--format=%(refname)', '--contains', commit])) ?? '';
  return refs.split('\n').filter((ref) => ref !== '');
}

/** For each ref, the blobs of its tip. */
export async function tipsOf(git: Git): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const refs = ((await git.maybe(['for-each-ref', '--format=%(refname) %(objecttype) %(*objecttype)', 'refs/heads', 'refs/remotes', 'refs/tags'])) ?? '')
    .split('\n')
    .filter((line) => / commit/.test(line));
  const tips = new Map<string, ReadonlySet<string>>();
  for (const line of refs) {
    const ref = line.slice(0, line.indexOf(' '));
    const listing = await git.ask(['ls-tree', '-r', '-z', '--full-tree', ref]);
    tips.set(ref, new Set([...tokens(listing)].map((token) => token.toString('latin1', 0, token.indexOf(9)).split(' ')[2] ?? '')));
  }
  return tips;
}
