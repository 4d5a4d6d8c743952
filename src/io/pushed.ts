// What a push would publish: everything that the destination is not known to have (`remote-knowledge.ts`).
import type { BlobId, Change, Path } from '../model.ts';
import { commitsOf, type Commits } from './commits.ts';
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { entryOf, tokens, type RawEntry } from './raw.ts';
import { pathOf } from './path.ts';
import { isId, isZero, type RefUpdate } from './ref-updates.ts';

/** Everything new: commits with their messages, and what tags point at besides commits. */
export interface Pushed extends Commits {
  readonly tags: readonly { readonly id: string; readonly text: Buffer }[];
}

/**
 * @param has ids of objects that the destination is known to have; undefined on the receiving side, which has what its refs reach
 */
export async function pushedChanges(git: Git, updates: readonly RefUpdate[], has: ReadonlySet<string> | undefined): Promise<Pushed> {
  const tips = [...new Set(updates.map((update) => update.localId).filter((id) => !isZero(id)))];
  if (tips.length === 0) return { changes: [], messages: [], count: 0, tags: [] };
  const known = has === undefined ? [] : await commitsAmong(git, [...has]);
  const peeled = await peel(git, tips, new Set([...known, ...(has ?? [])]));
  const exclude = known.map((id) => `^${id}`);
  const commits = await commitsOf(git, [...peeled.commits, ...exclude], has === undefined ? ['--not', '--all', '--not'] : []);
  return { ...commits, changes: [...commits.changes, ...peeled.changes], tags: peeled.tags };
}

/** Those of these objects that are commits, or tags of commits, and are here. */
async function commitsAmong(git: Git, ids: readonly string[]): Promise<string[]> {
  const asked = Buffer.from(`${ids.map((id) => `${id}^{}`).join('\n')}\n`);
  const lines = ids.length === 0 ? '' : (await git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype)'], asked)).toString('latin1');
  return lines.split('\n').flatMap((line) => (line.endsWith(' commit') ? [line.slice(0, line.indexOf(' '))] : []));
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
