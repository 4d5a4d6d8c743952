// What commits publish: for each, its message and the blobs that none of its parents had at that path.
import type { BlobId, Change, Path } from '../model.ts';
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { changeOf, entryOf, tokens, rawLog } from './raw.ts';

/** A commit's message, as git stores it. */
export interface Message {
  readonly commit: string;
  readonly text: Buffer;
}

export interface Commits {
  readonly changes: readonly Change[];
  readonly messages: readonly Message[];
  readonly count: number;
}

export const logFormat = ['log', ...rawLog, '--format=%x01%H'];

/**
 * The commits that `revisions` (`A..B`, `B ^A`) and `options` (`--all`) name, merges by what they add to all their parents.
 * Messages are read as git stores and sends them: `git log` stops at a NUL byte.
 * @param revisions handed over on stdin, so that any number of them fits; git before 2.42 takes no options (`--all`) there
 */
export async function commitsOf(git: Git, revisions: readonly string[], options: readonly string[] = []): Promise<Commits> {
  const { changes, ids } = await listed(git, revisions, options);
  const messages: Message[] = [];
  for await (const object of readObjects(git, ids)) {
    if ('missing' in object) throw new Failure('object-missing', `commit ${object.asked}`, 'Run `git fsck`.');
    messages.push({ commit: object.id, text: written(object.bytes) });
  }
  return { changes, messages, count: ids.length };
}

/**
 * The message, and behind it what else somebody wrote: names, headers of one's own, tags that were merged. Trees, parents and signatures say nothing,
 * and a committer who is the author says nothing new.
 */
export function written(commit: Buffer): Buffer {
  const end = endOfHead(commit);
  const head = commit.toString('latin1', 0, end < 0 ? commit.length : end).split(/\n(?! )/);
  const author = nameIn(head.find((line) => line.startsWith('author ')));
  const told = head.filter(
    (line) => !/^(?:tree|parent|encoding|gpgsig(?:-sha256)?) /.test(line) && !(line.startsWith('committer ') && nameIn(line) === author),
  );
  return Buffer.concat([commit.subarray(end < 0 ? commit.length : end + 2), Buffer.from(`\n${told.join('\n')}\n`, 'latin1')]);
}

/** The line of `written` from which on nothing is message any more. */
export function linesOfMessage(commit: Buffer): number {
  const end = endOfHead(commit);
  let lines = 1;
  if (end >= 0) for (let at = commit.indexOf(10, end + 2); at >= 0; at = commit.indexOf(10, at + 1)) lines += 1;
  return lines + 1;
}

const endOfHead = (commit: Buffer): number => commit.indexOf('\n\n');
const nameIn = (line: string | undefined): string | undefined => line?.replace(/^\w+ /, '').replace(/ \d+ [+-]\d+$/, '');

/** The same without the messages, where only files are asked about. */
export async function changesOf(git: Git, revisions: readonly string[], options: readonly string[] = []): Promise<readonly Change[]> {
  return (await listed(git, revisions, options)).changes;
}

interface Listed {
  readonly changes: readonly Change[];
  readonly ids: readonly string[];
}

async function listed(git: Git, revisions: readonly string[], options: readonly string[]): Promise<Listed> {
  if (revisions.length === 0 && options.length === 0) return { changes: [], ids: [] };
  return parseLog(await git.ask([...logFormat, ...options, '--stdin'], Buffer.from(`${revisions.join('\n')}\n`)));
}

/** What `git log --raw -z` said. @throws Failure where it is nothing that git says */
export function parseLog(bytes: Buffer): Listed {
  const changes: Change[] = [];
  const ids: string[] = [];
  const reader = new LogReader(
    (id) => ids.push(id),
    (change) => changes.push(change),
  );
  for (const token of tokens(bytes)) reader.token(token);
  return { changes, ids };
}

/** Reads it token by token. */
export class LogReader {
  readonly #onCommit: (id: string) => void;
  readonly #onChange: (change: Change) => void;
  #commit: string | undefined;
  #meta: string | undefined;

  constructor(onCommit: (id: string) => void, onChange: (change: Change) => void) {
    this.#onCommit = onCommit;
    this.#onChange = onChange;
  }

  token(token: Buffer): void {
    if (this.#meta !== undefined) {
      const change = changeOf(entryOf(this.#meta, token), this.#commit);
      if (change !== undefined) this.#onChange(change);
      this.#meta = undefined;
      return;
    }
    const text = token.toString('latin1').replace(/^\n+/, '');
    if (text.startsWith('\x01')) this.#onCommit((this.#commit = text.slice(1)));
    else if (text.startsWith(':')) this.#meta = text;
    else if (text !== '')
      throw new Failure('git-failed', 'git log said something that is no change', 'Please report it, with `git config --list --show-scope`.');
  }
}

/** Where the added paths of one commit came from, by git's rename detection. */
export async function commitRenames(git: Git, commit: string): Promise<ReadonlyMap<Path, BlobId>> {
  const bytes = await git.ask([
    'diff-tree',
    '-r',
    '-z',
    '--root',
    '--no-commit-id',
    '--no-abbrev',
    '--no-ext-diff',
    '--find-renames=40%',
    '-l2000',
    '--diff-filter=R',
    commit,
  ]);
  const renames = new Map<Path, BlobId>();
  const all = [...tokens(bytes)];
  for (let at = 0; at + 2 < all.length; at += 3) {
    const entry = entryOf(all[at]?.toString('latin1') ?? '', all[at + 2] ?? Buffer.alloc(0));
    const [old] = entry.olds;
    if (old !== undefined) renames.set(entry.path, old);
  }
  return renames;
}
