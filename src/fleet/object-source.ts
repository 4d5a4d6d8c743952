// How objects come to a fleet's look: as git hands them out, or from the packs, each version right after the one that it was made from.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Trail } from '../detect/gate/following.ts';
import { Failure } from '../io/failure.ts';
import type { Git } from '../io/git.ts';
import { readObjects, type GitObject } from '../io/objects.ts';
import { kinds } from '../io/pack/forest.ts';
import { objectFolders, packsIn } from '../io/pack/places.ts';
import { PackStore } from '../io/pack/store.ts';
import { walk } from '../io/pack/walk.ts';

/** What a version was made from: what was found there, and what was copied from it. */
export interface Origin {
  readonly left: Trail;
  readonly spans: readonly number[];
}

/** Is shown an object, once or more often. @returns what it leaves to those that were made from it */
export type See = (object: GitObject, from?: Origin) => Trail | undefined;
export type Feed = (see: See) => Promise<void>;

export const asGitHands =
  (objects: AsyncIterable<GitObject>): Feed =>
  async (see) => {
    for await (const object of objects) see(object);
  };

/** Bytes of a pack between two pauses. */
const pieceSize = 1 << 22;
const types = { [kinds.blob]: 'blob', [kinds.commit]: 'commit' } as const;

/** The wanted objects: packs by their deltas; what lies loose, or in a pack that is unusual or damaged, git is asked for. */
export const fromPacks =
  (git: Git, wanted: readonly string[]): Feed =>
  async (see) => {
    const left = new Set(wanted);
    try {
      await throughPacks(git, left, see);
    } catch (error) {
      if (error instanceof Failure && error.code !== 'object-stream') throw error;
    }
    for await (const object of readObjects(git, [...left])) see(object);
  };

async function throughPacks(git: Git, left: Set<string>, see: See): Promise<void> {
  const [some = ''] = left;
  const store = new PackStore((await folders(git)).flatMap(packsIn), some.length / 2);
  try {
    for (const { pack, from, to } of store.pieces(pieceSize)) {
      const forest = store.forests[pack];
      if (forest === undefined) continue;
      for (let root = from; root < to; root += 1) {
        const kind = forest.base(root) < 0 ? forest.kind(root) : kinds.unknown;
        if (kind !== kinds.blob && kind !== kinds.commit) continue;
        const idOf = (entry: number): string => forest.id(entry).toString('hex');
        walk<Trail>(
          forest,
          root,
          ({ entry, bytes, base }) => {
            const id = idOf(entry);
            if (!left.delete(id)) return undefined;
            return see({ asked: id, id, type: types[kind], bytes }, base);
          },
          (entry) => {
            const id = idOf(entry);
            if (left.delete(id)) see({ asked: id, missing: 'too-large' });
          },
        );
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    store.close();
  }
}

/** Where objects lie is seen without a process in all but a linked work tree. */
async function folders(git: Git): Promise<readonly string[]> {
  const own = [join(git.folder, '.git', 'objects'), join(git.folder, 'objects')].find((folder) => existsSync(folder));
  return objectFolders(git, own);
}
