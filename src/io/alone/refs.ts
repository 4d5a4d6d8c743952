// All refs of a repository and the commits that they reach, where there is no git.
import { join } from 'node:path';
import { listRefs, resolveRef } from 'isomorphic-git';
import { Failure } from '../failure.ts';
import { namesIn, textOf } from '../pack/places.ts';
import { needed, objectIn, type Alone } from './repository.ts';

export interface PastCommit {
  readonly id: string;
  readonly bytes: Buffer;
  readonly tree: string;
  readonly parents: readonly string[];
}

export interface Reached {
  readonly refs: readonly string[];
  /** parents before children */
  readonly commits: readonly PastCommit[];
  readonly tags: readonly { readonly id: string; readonly bytes: Buffer }[];
}

const id = /^[0-9a-f]{40}$/;

/** @throws Failure where a ref, a commit or a parent is not here, or hangs on something that is no commit */
export async function reachedIn(alone: Alone): Promise<Reached> {
  const refs = (await listRefs({ ...alone.place, filepath: 'refs' })).map((name) => `refs/${name}`);
  const tips: string[] = [];
  for (const ref of refs) tips.push(await resolved(alone, ref));
  const heads = [alone.folder, ...namesIn(join(alone.folder, 'worktrees')).map((name) => join(alone.folder, 'worktrees', name))];
  // one that is on a branch is told by that branch
  for (const folder of heads) tips.push(...(textOf(join(folder, 'HEAD')).match(/^[0-9a-f]{40}$/gm) ?? []));
  const tags: { id: string; bytes: Buffer }[] = [];
  const starts: string[] = [];
  const waiting = [...new Set(tips)];
  const seen = new Set(waiting);
  for (let tip = waiting.pop(); tip !== undefined; tip = waiting.pop()) {
    const object = await objectIn(alone, tip);
    if ('missing' in object) throw new Failure('object-missing', 'an object that a ref names', 'Run `git fsck` where git is installed.');
    if (object.type === 'commit') starts.push(tip);
    else if (object.type === 'tag') {
      tags.push({ id: tip, bytes: object.bytes });
      const aim = /^object ([0-9a-f]{40})$/m.exec(object.bytes.toString('latin1', 0, 200))?.[1];
      if (aim !== undefined && !seen.has(aim)) {
        seen.add(aim);
        waiting.push(aim);
      }
    } else throw new Failure('git-missing', 'git, and a ref here names a file or a folder', 'Install git, or scan the files alone with --no-git.');
  }
  return { refs, commits: await history(alone, starts), tags };
}

async function resolved(alone: Alone, ref: string): Promise<string> {
  const found = await resolveRef({ ...alone.place, ref }).catch(() => '');
  if (!id.test(found)) throw new Failure('object-missing', 'a ref that names nothing', 'Run `git fsck` where git is installed.');
  return found;
}

/** Depth first, each commit behind its parents. The parents that a shallow clone lacks are not there, as for git. */
async function history(alone: Alone, starts: readonly string[]): Promise<readonly PastCommit[]> {
  const ends = new Set(textOf(join(alone.folder, 'shallow')).match(/^[0-9a-f]{40}$/gm) ?? []);
  const known = new Map<string, PastCommit>();
  const done = new Set<string>();
  const ordered: PastCommit[] = [];
  const stack = [...starts];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const commit = known.get(top) ?? commitOf(top, await needed(alone, top, 'commit'), ends.has(top));
    known.set(top, commit);
    const open = commit.parents.filter((parent) => !done.has(parent));
    if (open.length > 0 && !done.has(top)) {
      stack.push(...open);
      continue;
    }
    stack.pop();
    if (done.has(top)) continue;
    done.add(top);
    ordered.push(commit);
  }
  return ordered;
}

function commitOf(name: string, bytes: Buffer, isEnd: boolean): PastCommit {
  const end = bytes.indexOf('\n\n');
  const head = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(head)?.[1];
  if (tree === undefined) throw new Failure('object-stream', 'a commit of this repository is damaged', 'Run `git fsck` where git is installed.');
  return { id: name, bytes, tree, parents: isEnd ? [] : Array.from(head.matchAll(/^parent ([0-9a-f]{40})$/gm), (match) => match[1] ?? '') };
}
