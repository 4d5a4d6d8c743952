// How a large repository is divided, so that one giant does not hold up the rest: by ranges of its commits, and those by blob.

/** A range of the new commits in git's order. The digest holds it against another git that would order them otherwise. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly digest: string;
}

/** Of a slice with very many files, those whose blob falls to this part. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

export interface Measure {
  readonly commits: number;
  /** of the object store on disk */
  readonly bytes: number;
}

/** What one worker takes in one go: some minutes of work at most. */
export const portion = { commits: 4_000, bytes: 150_000_000, changes: 60_000 } as const;
/** Each slice lists all new commits anew: with more of them that would be felt. */
const most = 64;

/** Ranges of about the same number of commits; one range where the repository is small. */
export function rangesOf(
  { commits, bytes }: Measure,
  limit: { readonly commits: number; readonly bytes: number } = portion,
): readonly { readonly from: number; readonly to: number }[] {
  if (commits <= 0) return [];
  const wanted = Math.max(Math.ceil(commits / limit.commits), Math.ceil(bytes / limit.bytes), 1);
  const count = Math.min(wanted, most, commits);
  return Array.from({ length: count }, (_, index) => ({ from: Math.floor((index * commits) / count), to: Math.floor(((index + 1) * commits) / count) }));
}

/** How many shards a slice of so many changed files needs: 1 where it can be looked at whole. */
export const shardsFor = (changes: number, limit: number = portion.changes): number => Math.min(Math.max(1, Math.ceil(changes / limit)), most);

/** Whether a blob falls to this shard: by its name, which is as good as random. */
export const fallsTo = (blob: string, { part, of }: Shard): boolean => Number.parseInt(blob.slice(0, 8), 16) % of === part;
