// Scans of what git holds: the index, a range of commits.
import { inspectChanges, type Edge } from '../../inspect.ts';
import { commitRenames, commitsOf } from '../../io/commits.ts';
import { Failure } from '../../io/failure.ts';
import type { Git } from '../../io/git.ts';
import { stagedChanges, stagedRenames } from '../../io/staged.ts';
import { edgeOf } from '../edge.ts';
import { versionsEngine } from '../../detect/versions.ts';
import type { Looking } from '../instruments.ts';
import { lookAtMessages } from '../written.ts';

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

export async function scanStaged(git: Git, look: Looking) {
  const staged = await stagedChanges(git);
  const edge = edgeOf(git, () => stagedRenames(git));
  const clean = await look.remembered?.(staged.changes.length);
  const seen = await inspectChanges(staged.changes, watched(edge, look), look.engine, look.hasher, clean);
  clean?.save();
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
