// Scans of what git holds: the index, a range of commits, the whole history with each blob once.
import { inspectChanges, inspectDocument } from '../inspect.ts';
import { changesOf, commitRenames, commitsOf } from '../io/commits.ts';
import { Failure } from '../io/failure.ts';
import type { Git } from '../io/git.ts';
import { readAllObjects } from '../io/objects.ts';
import { pathOf } from '../io/path.ts';
import { stagedChanges, stagedRenames } from '../io/staged.ts';
import type { Change, Finding, Path, Unread } from '../model.ts';
import { edgeOf } from './looking.ts';
import type { Looking } from './scan.ts';

export async function scanStaged(git: Git, look: Looking) {
  const staged = await stagedChanges(git);
  const seen = await inspectChanges(
    staged.changes,
    edgeOf(git, () => stagedRenames(git)),
    look.engine,
    look.hasher,
  );
  return { ...seen, commits: 0 };
}

/** @param range as `git log` takes it: `A..B`, or one revision with everything before it */
export async function scanRange(git: Git, range: string, look: Looking) {
  if (range.startsWith('-') || /[\s~^:?*[\\]{2,}/.test(range) || range.trim() === '') throw new Failure('bad-argument', '--range', 'Give it as A..B.');
  for (const end of range.split(/\.{2,3}/)) {
    if (end !== '' && (await git.maybe(['rev-parse', '--verify', '--quiet', `${end}^{commit}`])) === undefined)
      throw new Failure('bad-argument', '--range: one of its two ends is no commit here', 'Fetch it first, or name another.');
  }
  const commits = await commitsOf(git, [range]);
  const edge = edgeOf(git, (commit) => (commit === undefined ? Promise.resolve(new Map()) : commitRenames(git, commit)));
  const seen = await inspectChanges(commits.changes, edge, look.engine, look.hasher);
  const messages = commits.messages.map((message) =>
    inspectDocument({ path: 'commit message' as Path, origin: 'message', bytes: message.text }, look.engine, look.hasher, message.commit),
  );
  return {
    ...seen,
    findings: [...seen.findings, ...messages.flatMap((one) => one.findings)],
    unread: [...seen.unread, ...messages.flatMap((one) => one.unread)],
    commits: commits.count,
  };
}

/** Every blob, commit and tag once, in the order in which git finds them cheapest; commits are named only for blobs that hit. */
export async function scanHistory(git: Git, look: Looking) {
  const paths = await pathsOfBlobs(git);
  look.progress?.expect(paths.size);
  const hits = new Map<string, Finding[]>();
  const findings: Finding[] = [];
  const unread: Unread[] = [];
  let bytes = 0;
  let files = 0;
  let commits = 0;
  for await (const object of readAllObjects(git)) {
    if ('missing' in object) {
      unread.push({ file: paths.get(object.asked) ?? (object.asked as Path), reason: object.missing === 'absent' ? 'missing-object' : 'too-large' });
      continue;
    }
    if (object.type === 'tree') continue;
    if (object.type === 'blob') {
      const path = paths.get(object.id);
      if (path === undefined) continue; // dangling: no ref holds it
      files += 1;
      bytes += object.bytes.length;
      look.progress?.saw(object.bytes.length);
      const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher);
      unread.push(...seen.unread);
      if (seen.findings.length > 0) hits.set(object.id, [...seen.findings]);
    } else {
      if (object.type === 'commit') commits += 1;
      const text = object.bytes.subarray(object.bytes.indexOf('\n\n') + 2);
      const seen = inspectDocument({ path: `${object.type} message` as Path, origin: 'message', bytes: text }, look.engine, look.hasher, object.id);
      findings.push(...seen.findings);
    }
  }
  const firsts = hits.size > 0 ? await firstCommits(git, new Set(hits.keys())) : new Map<string, Change>();
  for (const [blob, found] of hits) {
    const first = firsts.get(blob);
    findings.push(...found.map((finding) => (first?.commit === undefined ? finding : { ...finding, file: first.path, commit: first.commit })));
  }
  findings.sort((a, b) => compare(a.file, b.file) || compare(a.commit ?? '', b.commit ?? '') || a.startLine - b.startLine || a.startColumn - b.startColumn);
  return { findings, unread, files, bytes, commits };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each reachable object that stands under a name, and that name: the first that git meets. */
export async function pathsOfBlobs(git: Git): Promise<ReadonlyMap<string, Path>> {
  const listing = await git.ask(['rev-list', '--objects', '--all', '--filter=object:type=blob', '--filter-provided-objects']);
  const paths = new Map<string, Path>();
  for (let start = 0; start < listing.length;) {
    const end = listing.indexOf(10, start);
    const line = listing.subarray(start, end < 0 ? listing.length : end);
    const space = line.indexOf(32);
    if (space > 0) paths.set(line.toString('latin1', 0, space), pathOf(line.subarray(space + 1)));
    else if (line.length > 0) paths.set(line.toString('latin1'), 'blob' as Path);
    start = end < 0 ? listing.length : end + 1;
  }
  return paths;
}

/** The oldest change that brought each of these blobs. */
async function firstCommits(git: Git, blobs: ReadonlySet<string>): Promise<ReadonlyMap<string, Change>> {
  const firsts = new Map<string, Change>();
  const changes = await changesOf(git, [], ['--all', '--reverse', '--topo-order']);
  for (const change of changes) if (blobs.has(change.blob) && !firsts.has(change.blob)) firsts.set(change.blob, change);
  return firsts;
}
