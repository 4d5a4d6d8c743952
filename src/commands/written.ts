// What people wrote besides files: messages and names of commits, tags, names of refs. Hooks, scans and audits look at them in one way.
import { inspectDocument } from '../inspect.ts';
import type { CleanMemory } from '../io/clean-memory.ts';
import { linesOfMessage, written, type Message } from '../io/commits.ts';
import type { Finding, Path, Unread } from '../model.ts';
import type { Looking } from './instruments.ts';

interface Looked {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
}

/** @param text of a commit: `written`; of a tag: the whole object */
export const lookAtText = (name: 'commit message' | 'tag message', text: Uint8Array, id: string | undefined, look: Looking): Looked =>
  inspectDocument({ path: name as Path, origin: 'message', bytes: text }, look.engine, look.hasher, id);

/** Messages of commits, but for those that were clean before; those that are now are added to them. */
export function lookAtMessages(messages: readonly Message[], look: Looking, clean: CleanMemory | undefined): readonly Looked[] {
  return messages.flatMap(({ commit, text }) => {
    if (clean?.has('commit', commit) === true) return [];
    const looked = lookAtText('commit message', text, commit, look);
    if (looked.findings.length + looked.unread.length === 0) clean?.add('commit', commit);
    return looked;
  });
}

/** A commit as git stores it. `names` is what stands behind its message: author, committer, headers of one's own. */
export function lookAtCommit(commit: Buffer, id: string | undefined, look: Looking): Looked & { readonly names: readonly Finding[] } {
  const { findings, unread } = lookAtText('commit message', written(commit), id, look);
  if (findings.length === 0) return { findings, unread, names: [] };
  const end = linesOfMessage(commit);
  return { findings: findings.filter((one) => one.startLine < end), names: findings.filter((one) => one.startLine >= end), unread };
}

/** An author as he may be shown: a value in his name or address ends what is told of it. */
export function spelledAuthor(author: string, look: Looking): string {
  const line = `author ${author}`;
  const [first] = lookAtText('commit message', Buffer.from(line), undefined, look).findings;
  return first === undefined ? author : `${line.slice(0, first.startColumn - 1)}${first.redacted}`.slice('author '.length);
}

/** The same for many commits: each author is looked at once. */
export function authorsSpelled(look: Looking): (author: string) => string {
  const shown = new Map<string, string>();
  return (author) => {
    const known = shown.get(author) ?? spelledAuthor(author, look);
    shown.set(author, known);
    return known;
  };
}

/**
 * The name of a ref is published too; like that of a file it is full of words, and only what has a format counts.
 * `spelled` is how the name may be shown.
 */
export function lookAtRefs(refs: readonly string[], look: Looking): { readonly findings: readonly Finding[]; readonly spelled: (ref: string) => string } {
  const masks = new Map<string, string>();
  const seen = (names: readonly string[]): readonly Finding[] =>
    inspectDocument({ path: 'name of a ref' as Path, origin: 'path', bytes: Buffer.from(names.join('\n')) }, look.engine, look.hasher).findings.filter(
      (one) => one.certainty !== 'likely',
    );
  const findings = seen(refs);
  const spelled = (ref: string): string => {
    if (findings.length === 0) return ref;
    const known = masks.get(ref);
    if (known !== undefined) return known;
    const [first] = seen([ref]);
    // what follows the value may belong to it: the name ends where it begins
    const shown = first === undefined ? ref : `${ref.slice(0, first.startColumn - 1)}${first.redacted}`;
    masks.set(ref, shown);
    return shown;
  };
  return { findings, spelled };
}
