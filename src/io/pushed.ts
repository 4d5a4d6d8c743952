// What a push would publish: everything that the remote does not have, by what git said on stdin and what is known of the remote.
import type { BlobId, Change, Path } from '../model.ts';
import { commitsOf, type Commits } from './commits.ts';
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { entryOf, tokens, type RawEntry } from './raw.ts';
import { pathOf } from './path.ts';

/** One line of a pre-push or pre-receive hook's stdin. */
export interface RefUpdate {
  readonly localRef: string;
  readonly localId: string;
  readonly remoteRef: string;
  readonly remoteId: string;
}

/** The id that git gives to nothing: a ref that is new, or goes. */
export const isZero = (id: string): boolean => /^0+$/.test(id);
/** What a remote's main branch may be tracked as, in the order in which it is looked for; the shim of a push asks in the same. */
export const mainNames = ['HEAD', 'main', 'master'] as const;
const isId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** `<local ref> <local id> <remote ref> <remote id>` a line; a local ref may be an expression with spaces in it. */
export function prePushUpdates(stdin: string): RefUpdate[] {
  return stdin
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line.split(' ');
      const [remoteId = '', remoteRef = '', localId = ''] = fields.slice(-3).reverse();
      if (!isId.test(localId) || !isId.test(remoteId))
        throw new Failure(
          'bad-argument',
          'a line on stdin is not what git sends to pre-push',
          'Let git call this hook, or send `<local ref> <local id> <remote ref> <remote id>` lines.',
        );
      return { localRef: fields.slice(0, -3).join(' '), localId, remoteRef, remoteId };
    });
}

/** `<old id> <new id> <ref>` a line. */
export function preReceiveUpdates(stdin: string): RefUpdate[] {
  return stdin
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [remoteId = '', localId = '', remoteRef = ''] = line.split(' ');
      if (!isId.test(localId) || !isId.test(remoteId))
        throw new Failure('bad-argument', 'a line on stdin is not what git sends to pre-receive', 'Let git call this hook.');
      return { localRef: remoteRef, localId, remoteRef, remoteId };
    });
}

/** Everything new: commits with their messages, and what tags point at besides commits. */
export interface Pushed extends Commits {
  readonly tags: readonly { readonly id: string; readonly text: Buffer }[];
}

/**
 * @param remote the remote's name, or its URL where it has none; undefined on the receiving side
 */
export async function pushedChanges(git: Git, updates: readonly RefUpdate[], remote: string | undefined): Promise<Pushed> {
  const tips = [...new Set(updates.map((update) => update.localId).filter((id) => !isZero(id)))];
  if (tips.length === 0) return { changes: [], messages: [], count: 0, tags: [] };
  const known = remote === undefined ? [] : await knownToRemote(git, updates, remote);
  const peeled = await peel(git, tips, new Set(known));
  const exclude = known.map((id) => `^${id}`);
  const commits = await commitsOf(git, [...peeled.commits, ...exclude], remote === undefined ? ['--not', '--all', '--not'] : []);
  return { ...commits, changes: [...commits.changes, ...peeled.changes], tags: peeled.tags };
}

/**
 * Ids that the remote surely has and that are here too: the old ends of the refs, and the tracking refs where they are not stale.
 * What git says on stdin outweighs what was tracked: a branch that stands elsewhere now may have been rewritten to get rid of a secret.
 */
async function knownToRemote(git: Git, updates: readonly RefUpdate[], remote: string): Promise<string[]> {
  const ends = updates.map((update) => update.remoteId).filter((id) => !isZero(id));
  const tracked = /[\s:*?[\\^~]|\.\.|^-/.test(remote)
    ? ''
    : ((await git.maybe(['for-each-ref', '--format=%(objectname) %(refname) %(symref)', `refs/remotes/${remote}/`])) ?? '');
  const refs = new Map(
    tracked.split('\n').flatMap((line) => {
      const [id = '', ref = '', aim] = line.split(' ');
      // origin/HEAD only repeats what another ref says, and would outlive it here
      return ref === '' || (aim !== undefined && aim !== '') ? [] : [[ref, id] as const];
    }),
  );
  const standing = updates.map((update) => ({ id: update.remoteId, ref: update.remoteRef.replace(/^refs\/heads\//, `refs/remotes/${remote}/`) }));
  // git says that the remote has no such branch, yet we track one: what we track is another repository's, or an older one's
  const stale = standing.some(({ id, ref }) => isZero(id) && refs.has(ref));
  for (const { id, ref } of standing) if (refs.get(ref) !== id) refs.delete(ref);
  const candidates = [...new Set([...ends, ...(stale ? [] : refs.values())])];
  const here: string[] = [];
  for (const line of (
    await git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype)'], Buffer.from(`${candidates.map((id) => `${id}^{}`).join('\n')}\n`))
  )
    .toString('latin1')
    .split('\n')) {
    const [id, type] = line.split(' ');
    if (id !== undefined && type === 'commit') here.push(id);
  }
  return here;
}

/** Paths with the deleted ones, and those among them that are new. */
export interface TreeDifference {
  readonly paths: readonly Path[];
  readonly added: readonly Path[];
}

/** git repeats the pair of trees in front of what it says of them. */
const titled = /^([0-9a-f]{40,64} [0-9a-f]{40,64})\n/;
const flags = ['-r', '--raw', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff', '--ignore-submodules=none'];

/** The paths in which each pair of commits differs, deletions among them, by one process. A base that is undefined: everything in the tip is added. */
export async function treeDifferences(
  git: Git,
  pairs: readonly { readonly base: string | undefined; readonly tip: string }[],
): Promise<readonly TreeDifference[]> {
  if (pairs.length === 0) return [];
  const empty = pairs.some(({ base }) => base === undefined)
    ? (await git.ask(['hash-object', '-t', 'tree', '--stdin'], new Uint8Array())).toString('latin1').trim()
    : '';
  const asked = pairs.flatMap(({ base, tip }) => [base === undefined ? empty : `${base}^{tree}`, `${tip}^{tree}`]);
  const trees = (await git.ask(['cat-file', '--batch-check=%(objectname)'], Buffer.from(`${asked.join('\n')}\n`))).toString('latin1').split('\n');
  const lines = pairs.map((_, at) => `${trees[2 * at] ?? ''} ${trees[2 * at + 1] ?? ''}`);
  // equal trees differ in nothing, and git would be silent about them
  if (trees.slice(0, asked.length).some((id) => !isId.test(id)))
    throw new Failure('object-missing', 'a commit that is to be pushed has no tree here', 'Run `git fsck`.');
  const differing = [...new Set(lines.filter((line) => new Set(line.split(' ')).size > 1))];
  const answers = differing.length === 0 ? [] : await git.ask(['diff-tree', '--stdin', ...flags], Buffer.from(`${differing.join('\n')}\n`));
  const found = new Map(differing.map((line) => [line, [] as RawEntry[]]));
  let open: RawEntry[] | undefined;
  let meta: string | undefined;
  for (const token of tokens(Buffer.from(answers))) {
    if (meta !== undefined) {
      open?.push(entryOf(meta, token));
      meta = undefined;
      continue;
    }
    let text = token.toString('latin1');
    for (let title = titled.exec(text); title?.[1] !== undefined; title = titled.exec(text)) {
      open = found.get(title[1]);
      text = text.slice(title[0].length);
    }
    if (text.startsWith(':')) meta = text;
  }
  return lines.map((line) => {
    const entries = found.get(line) ?? [];
    return { paths: entries.map((entry) => entry.path), added: entries.filter((entry) => entry.olds.length === 0).map((entry) => entry.path) };
  });
}

interface Peeled {
  readonly commits: string[];
  readonly changes: Change[];
  readonly tags: { id: string; text: Buffer }[];
}

/** Follows tags to what they point at; their messages are looked at, blobs and trees behind them too. */
async function peel(git: Git, tips: readonly string[], known: ReadonlySet<string>): Promise<Peeled> {
  const found: Peeled = { commits: [], changes: [], tags: [] };
  let names = tips.filter((id) => !known.has(id));
  const seen = new Set(names);
  while (names.length > 0) {
    const next: string[] = [];
    const check = (await git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype)'], Buffer.from(`${names.join('\n')}\n`)))
      .toString('latin1')
      .trim()
      .split('\n');
    const ofType = (type: string): string[] => check.map((line) => line.split(' ')).flatMap(([id = '', kind]) => (kind === type ? [id] : []));
    if (check.some((line) => line.endsWith(' missing'))) throw new Failure('object-missing', 'an object that is to be pushed is not here', 'Run `git fsck`.');
    found.commits.push(...ofType('commit'));
    for (const id of ofType('blob')) found.changes.push({ path: 'blob' as Path, blob: id as BlobId, origin: 'file', olds: [] });
    for (const id of ofType('tree')) found.changes.push(...(await treeOf(git, id)));
    for await (const tag of readObjects(git, ofType('tag'))) {
      if ('missing' in tag) throw new Failure('object-missing', 'a tag that is to be pushed is not here', 'Run `git fsck`.');
      found.tags.push({ id: tag.id, text: tag.bytes });
      const target = /^object ([0-9a-f]{40,64})$/m.exec(tag.bytes.toString('latin1', 0, 200))?.[1];
      if (target !== undefined && !seen.has(target)) {
        seen.add(target);
        next.push(target);
      }
    }
    names = next;
  }
  return found;
}

async function treeOf(git: Git, tree: string): Promise<Change[]> {
  const listing = await git.ask(['ls-tree', '-r', '-z', '--full-tree', tree]);
  return [...tokens(listing)].flatMap((token) => {
    const tab = token.indexOf(9);
    const [mode = '', type, id = ''] = token.toString('latin1', 0, tab).split(' ');
    return type === 'blob' ? [{ path: pathOf(token.subarray(tab + 1)), blob: id as BlobId, mode, origin: 'file' as const, olds: [] }] : [];
  });
}
