// What commits publish: for each, its message and the blobs that none of its parents had at that path.
import type { BlobId, Change, Path } from '../model.ts';
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { changeOf, entryOf, tokens } from './raw.ts';

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

const format = [
  'log',
  '--raw',
  '-z',
  '-c',
  '--no-renames',
  '--no-abbrev',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-notes',
  '--no-mailmap',
  '--no-relative',
  '--ignore-submodules=none',
  '--format=%x01%H',
];

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

/** The message, and behind it what else somebody wrote: names, headers of one's own, tags that were merged. Trees, parents and signatures say nothing. */
function written(commit: Buffer): Buffer {
  const end = commit.indexOf('\n\n');
  const head = commit.toString('latin1', 0, end < 0 ? commit.length : end).split(/\n(?! )/);
  const told = head.filter((line) => !/^(?:tree|parent|encoding|gpgsig(?:-sha256)?) /.test(line));
  return Buffer.concat([commit.subarray(end < 0 ? commit.length : end + 2), Buffer.from(`\n${told.join('\n')}\n`, 'latin1')]);
}

/**
 * The same without the messages, where only files are asked about.
 * @param wanted which changes are kept: those of a whole history would fill the memory
 */
export async function changesOf(
  git: Git,
  revisions: readonly string[],
  options: readonly string[] = [],
  wanted?: (change: Change) => boolean,
): Promise<readonly Change[]> {
  return (await listed(git, revisions, options, wanted)).changes;
}

interface Listed {
  readonly changes: readonly Change[];
  readonly ids: readonly string[];
}

async function listed(git: Git, revisions: readonly string[], options: readonly string[], wanted?: (change: Change) => boolean): Promise<Listed> {
  if (revisions.length === 0 && options.length === 0) return { changes: [], ids: [] };
  return parseLog(await git.ask([...format, ...options, '--stdin'], Buffer.from(`${revisions.join('\n')}\n`)), wanted);
}

/** What `git log --raw -z` said. @throws Failure where it is nothing that git says */
export function parseLog(bytes: Buffer, wanted: (change: Change) => boolean = () => true): Listed {
  const changes: Change[] = [];
  const ids: string[] = [];
  let meta: string | undefined;
  for (const token of tokens(bytes)) {
    if (meta !== undefined) {
      const change = changeOf(entryOf(meta, token), ids.at(-1));
      if (change !== undefined && wanted(change)) changes.push(change);
      meta = undefined;
      continue;
    }
    const text = token.toString('latin1').replace(/^\n+/, '');
    if (text.startsWith('\x01')) ids.push(text.slice(1));
    else if (text.startsWith(':')) meta = text;
    else if (text !== '')
      throw new Failure('git-failed', 'git log said something that is no change', 'Please report it, with `git config --list --show-scope`.');
  }
  return { changes, ids };
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
