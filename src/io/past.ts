// The past of a repository as an audit needs it: who made which commit, what it brought, and which refs reach it.
import type { Change, Moment } from '../model.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { bytesOf } from './path.ts';
import { changeOf, entryOf, entriesOf, tokens, rawLog } from './raw.ts';

export interface PastCommit extends Moment {
  /** places of the parents in the list of commits; what a shallow clone lacks is left out */
  readonly parents: readonly number[];
}

export interface Ref {
  readonly name: string;
  /** the commit that it points to, through tags; undefined where it points to a tree or a blob */
  readonly commit: string | undefined;
}

export interface Past {
  /** parents before children */
  readonly commits: readonly PastCommit[];
  /** all that commits brought, in the order of the commits; what hangs on a ref without any commit stands last */
  readonly changes: readonly Change[];
  readonly refs: readonly Ref[];
  /** annotated tags, with the ref that names each, and all that stands in them */
  readonly tags: readonly (Moment & { readonly ref: string; readonly text: Buffer })[];
  readonly remotes: readonly string[];
}

const listing = ['log', '--all', '--reverse', '--date-order', ...rawLog, '--format=%x01%H%x00%P%x00%an <%ae>%x00%aI'];

export async function pastOf(git: Git): Promise<Past> {
  const records = recordsIn(await git.ask(listing));
  const refs = await refsOf(git);
  const changes = [...records.changes, ...(await hanging(git, refs.bare))];
  return { commits: records.commits, changes, refs: refs.refs, tags: await tagsOf(git, refs.tagged), remotes: await remotesOf(git) };
}

/** Which commits, and what of them: a fleet looks at the new ones only, and at large numbers of them in parts. */
export interface Range {
  /** on stdin: `^ID` for what is known, or the commits themselves with `walk: false` */
  readonly revisions: readonly string[];
  readonly walk: boolean;
  /** without the changes it is quick */
  readonly changes: boolean;
}

export async function recordsOf(git: Git, range: Range): Promise<Pick<Past, 'commits' | 'changes'>> {
  const dropped = [...(range.changes ? [] : ['--raw', '-c']), ...(range.walk ? [] : ['--all', '--reverse', '--date-order'])];
  const options = [...listing.filter((option) => !dropped.includes(option)), ...(range.walk ? [] : ['--no-walk=unsorted']), '--stdin'];
  return recordsIn(await git.ask(options, Buffer.from(range.revisions.map((one) => `${one}\n`).join(''))));
}

export const remotesOf = async (git: Git): Promise<readonly string[]> => ((await git.maybe(['remote'])) ?? '').split('\n').filter((name) => name !== '');

function recordsIn(bytes: Buffer): Pick<Past, 'commits' | 'changes'> {
  const commits: PastCommit[] = [];
  const changes: Change[] = [];
  const places = new Map<string, number>();
  const all = tokens(bytes);
  const following = (): Buffer => {
    const next = all.next();
    return next.done === true ? Buffer.alloc(0) : next.value;
  };
  const text = (): string => following().toString('utf8');
  for (const token of all) {
    const head = token.toString('latin1').replace(/^\n+/, '');
    if (head.startsWith('\x01')) {
      const commit = head.slice(1);
      const parents = text()
        .split(' ')
        .flatMap((id) => places.get(id) ?? []);
      places.set(commit, commits.length);
      commits.push({ commit, parents, author: text(), date: text() });
    } else if (head.startsWith(':')) {
      const change = changeOf(entryOf(head, following()), commits.at(-1)?.commit);
      if (change !== undefined) changes.push(change);
    }
  }
  return { commits, changes };
}

/** All refs by their full names. */
export const refNames = async (git: Git): Promise<readonly string[]> =>
  (await git.ask(['for-each-ref', '--format=%(refname)']))
    .toString('utf8')
    .split('\n')
    .filter((name) => name !== '');

export interface Listed {
  readonly refs: readonly Ref[];
  /** annotated tags: ref and tag object */
  readonly tagged: readonly { readonly ref: string; readonly id: string }[];
  /** refs to trees and blobs */
  readonly bare: readonly { readonly ref: string; readonly id: string; readonly type: string }[];
}

export async function refsOf(git: Git): Promise<Listed> {
  const format = '%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)%00%(HEAD)';
  let attached = false;
  const text = (await git.maybe(['for-each-ref', `--format=${format}`])) ?? '';
  const refs: Ref[] = [];
  const tagged: { ref: string; id: string }[] = [];
  const bare: { ref: string; id: string; type: string }[] = [];
  for (const line of text.split('\n')) {
    const [ref = '', id = '', type = '', aim = '', aimType = '', here = ''] = line.split('\0');
    if (ref === '') continue;
    attached ||= here === '*';
    if (type === 'tag') tagged.push({ ref, id });
    // a tag of a tag is followed to its end
    const peeled = aimType === 'tag' ? ((await git.maybe(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])) ?? '') : aim;
    const [end, endType] = type === 'tag' ? [peeled, aimType === 'tag' ? 'commit' : aimType] : [id, type];
    refs.push({ name: ref, commit: endType === 'commit' ? end : undefined });
    if (endType === 'tree' || endType === 'blob') bare.push({ ref, id: end, type: endType });
  }
  // one that is not detached is told by its branch
  const free = !attached && (await git.maybe(['symbolic-ref', '--quiet', 'HEAD'])) === undefined;
  const head = free ? await git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']) : undefined;
  if (head !== undefined) refs.push({ name: 'HEAD', commit: head });
  return { refs, tagged, bare };
}

export async function tagsOf(git: Git, tagged: Listed['tagged']): Promise<Past['tags']> {
  const tags: Past['tags'][number][] = [];
  let at = 0;
  for await (const object of readObjects(
    git,
    tagged.map(({ id }) => id),
  )) {
    const ref = tagged[at]?.ref ?? '';
    at += 1;
    if ('missing' in object) continue;
    const end = object.bytes.indexOf('\n\n');
    const [, author = '', seconds = '0'] = /^tagger (.*) (\d+) [+-]\d{4}$/m.exec(object.bytes.toString('utf8', 0, end < 0 ? undefined : end)) ?? [];
    tags.push({ ref, commit: object.id, author, date: new Date(Number(seconds) * 1000).toISOString(), text: object.bytes });
  }
  return tags;
}

/** Files that a ref holds without any commit. */
export async function hanging(git: Git, bare: Listed['bare']): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { ref, id, type } of bare) {
    const entries =
      type === 'blob'
        ? [entryOf(`:000000 100644 0 ${id} A`, bytesOf(ref))]
        : entriesOf(await git.ask(['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', await emptyTree(git), id]));
    for (const entry of entries) changes.push(...[changeOf(entry) ?? []].flat());
  }
  return changes;
}

const emptyTree = async (git: Git): Promise<string> => (await git.ask(['hash-object', '-t', 'tree', '--stdin'], Buffer.alloc(0))).toString('latin1').trim();

/** Which commits can be reached from, by place in the list: these ones and all their descendants. */
export function descendants(commits: readonly PastCommit[], from: ReadonlySet<string>): Uint8Array {
  const reached = new Uint8Array(commits.length);
  for (const [at, one] of commits.entries()) if (from.has(one.commit) || one.parents.some((parent) => reached[parent] === 1)) reached[at] = 1;
  return reached;
}

/** As many questions are put to one process. */
const mostQuestions = 50_000;

/** For each of these files of old, the refs whose newest commit still has that very blob under that path. */
export async function tipsHolding(git: Git, refs: readonly Ref[], files: readonly Pick<Change, 'path' | 'blob'>[]): Promise<readonly (readonly string[])[]> {
  const tips = [...new Set(refs.flatMap(({ commit }) => commit ?? []))];
  const found: string[][] = files.map(() => []);
  // each path is asked for once, however many versions of it there were; a line break ends a question to git: such a path is told by its history alone
  const versions = new Map<string, number[]>();
  for (const [index, { path }] of files.entries()) {
    if (path.includes('\n')) continue;
    const known = versions.get(path);
    if (known === undefined) versions.set(path, [index]);
    else known.push(index);
  }
  if (versions.size === 0 || tips.length === 0) return found;
  const ends = [...versions.keys()].map((path) => Buffer.concat([Buffer.from(':'), bytesOf(path), Buffer.from('\n')]));
  const names = new Map<string, string[]>();
  for (const { name, commit } of refs) if (commit !== undefined) names.set(commit, [...(names.get(commit) ?? []), name]);
  const portion = Math.max(1, Math.floor(mostQuestions / ends.length));
  for (let from = 0; from < tips.length; from += portion) {
    const some = tips.slice(from, from + portion);
    const questions = some.flatMap((tip) => ends.flatMap((end) => [Buffer.from(tip), end]));
    const answers = (await git.ask(['cat-file', '--batch-check=%(objectname)'], Buffer.concat(questions))).toString('latin1').split('\n');
    for (const [row, tip] of some.entries())
      for (const [column, indexes] of [...versions.values()].entries()) {
        const blob = answers[row * ends.length + column];
        for (const index of indexes) if (files[index]?.blob === blob) found[index]?.push(...(names.get(tip) ?? []));
      }
  }
  return found;
}
