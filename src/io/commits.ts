// What commits publish: for each, its message and the blobs that none of its parents had at that path.
import type { BlobId, Change, Path } from '../model.ts';
import type { Git } from './git.ts';
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
  '--format=%x01%H%x00%B',
];

/**
 * The commits that `revisions` name (`A..B`, `B ^A`, `--all` …), merges by what they add to all their parents.
 * @param revisions handed over on stdin, so that any number of them fits
 */
export async function commitsOf(git: Git, revisions: readonly string[], options: readonly string[] = []): Promise<Commits> {
  if (revisions.length === 0 && options.length === 0) return { changes: [], messages: [], count: 0 };
  return parse(await git.ask([...format, ...options, '--stdin'], Buffer.from(`${revisions.join('\n')}\n`)));
}

function parse(bytes: Buffer): Commits {
  const changes: Change[] = [];
  const messages: Message[] = [];
  let commit = '';
  let expects: 'any' | 'message' | 'path' = 'any';
  let meta = '';
  for (const token of tokens(bytes)) {
    if (expects === 'message') {
      messages.push({ commit, text: token });
      expects = 'any';
    } else if (expects === 'path') {
      const change = changeOf(entryOf(meta, token), commit);
      if (change !== undefined) changes.push(change);
      expects = 'any';
    } else {
      const text = token.toString('latin1').replace(/^\n+/, '');
      if (text.startsWith('\x01')) {
        commit = text.slice(1);
        expects = 'message';
      } else if (text.startsWith(':')) {
        meta = text;
        expects = 'path';
      }
    }
  }
  return { changes, messages, count: messages.length };
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
