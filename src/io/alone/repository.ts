// A repository where there is no git: found and read by isomorphic-git. What that cannot read as git would is refused before anything is read.
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readObject } from 'isomorphic-git';
import type { Path } from '../../model.ts';
import { Failure } from '../failure.ts';
import { MAX_GITLESS_PACK_BYTES, MAX_WHOLE_FILE_BYTES } from '../../limits.ts';
import type { GitObject } from '../objects.ts';
import { namesIn, textOf } from '../pack/places.ts';
import { pathOf } from '../path.ts';

export interface Alone {
  readonly top: string;
  readonly folder: string;
  /** what isomorphic-git is told with every call; its cache keeps the indexes of packs */
  readonly place: { readonly fs: typeof fs; readonly dir: string; readonly gitdir: string; readonly cache: object };
}

const needsGit = (why: string): Failure => new Failure('git-missing', `git, and ${why}`, 'Install git, or scan the files alone with --no-git.');

/** The repository around a folder, or undefined where there is none. @throws Failure for one that only git can read */
export function aloneAt(cwd: string, env: NodeJS.ProcessEnv): Alone | undefined {
  if (Object.keys(env).some((name) => /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE)$/.test(name)))
    throw needsGit('only git knows what the GIT_* variables here mean');
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = gitFolderIn(folder);
    if (found !== undefined) {
      refuseUnknown(found);
      return { top: folder, folder: found, place: { fs, dir: folder, gitdir: found, cache: {} } };
    }
    if (folder === dirname(folder)) return undefined;
  }
}

function gitFolderIn(top: string): string | undefined {
  const at = join(top, '.git');
  const kind = fs.statSync(at, { throwIfNoEntry: false });
  if (kind?.isDirectory() === true) return at;
  const pointer = kind?.isFile() === true ? /^gitdir: (.+)$/m.exec(textOf(at))?.[1] : undefined;
  return pointer === undefined ? undefined : resolve(top, pointer);
}

/** What is read otherwise than git would read it, or not at all. */
function refuseUnknown(folder: string): void {
  const config = textOf(join(folder, 'config'));
  if (/^[ \t]*\[[ \t]*extensions[ \t]*\]/im.test(config) || /^[ \t]*\[[ \t]*include/im.test(config)) throw needsGit('this repository uses an extension of it');
  if (/^[ \t]*(?:worktree|bare[ \t]*=[ \t]*true)/im.test(config)) throw needsGit('this repository has its work tree elsewhere, or none');
  for (const [name, why] of [
    ['commondir', 'this is a linked work tree'],
    ['objects/info/alternates', 'this repository borrows objects from another one'],
    ['info/sparse-checkout', 'only a part of this repository is checked out'],
  ] as const)
    if (fs.existsSync(join(folder, name))) throw needsGit(why);
  if (namesIn(folder).some((name) => name.startsWith('sharedindex.'))) throw needsGit('the index of this repository is split');
  for (const name of namesIn(join(folder, 'objects/pack')))
    if (name.endsWith('.pack') && fs.statSync(join(folder, 'objects/pack', name)).size > MAX_GITLESS_PACK_BYTES)
      throw needsGit('its packs are too large for anything else');
}

/** One object. @throws Failure where it is not there, or is not what was asked */
export async function objectIn({ place }: Alone, id: string): Promise<GitObject> {
  let read;
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the others need the kind of an object before it is read
    read = await readObject({ ...place, oid: id, format: 'content' });
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'NotFoundError') return { asked: id, missing: 'absent' };
    throw new Failure('object-stream', 'an object of this repository is damaged', 'Run `git fsck` where git is installed.');
  }
  const bytes = Buffer.from(read.object as Uint8Array);
  if (bytes.length > MAX_WHOLE_FILE_BYTES) return { asked: id, missing: 'too-large', size: bytes.length };
  return { asked: id, id, type: read.type as 'blob', bytes };
}

/** The same, where it has to be there and of this kind. */
export async function needed(alone: Alone, id: string, type: 'commit' | 'tree' | 'tag'): Promise<Buffer> {
  const object = await objectIn(alone, id);
  if ('missing' in object || object.type !== type)
    throw new Failure('object-missing', `a ${type} of this history`, 'A shallow or partial clone has it at its remote only: fetch it where git is installed.');
  return object.bytes;
}

export interface TreeEntry {
  readonly name: Path;
  readonly id: string;
  readonly kind: 'tree' | 'blob' | 'submodule';
}

/** `<mode> <name>\0<id>` one behind the other (gitformat: a tree object). */
export async function treeIn(alone: Alone, id: string): Promise<ReadonlyMap<Path, TreeEntry>> {
  const bytes = await needed(alone, id, 'tree');
  const entries = new Map<Path, TreeEntry>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0 || end + 21 > bytes.length)
      throw new Failure('object-stream', 'a tree of this repository is damaged', 'Run `git fsck` where git is installed.');
    const mode = bytes.toString('latin1', at, space);
    const name = pathOf(bytes.subarray(space + 1, end));
    const kind = mode === '40000' ? 'tree' : mode === '160000' ? 'submodule' : 'blob';
    entries.set(name, { name, kind, id: bytes.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}
