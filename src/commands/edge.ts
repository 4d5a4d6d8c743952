// What the pipe asks of the outside, answered by git.
import type { Edge } from '../inspect.ts';
import { blobChunks } from '../io/blob-stream.ts';
import type { Git } from '../io/git.ts';
import { readObjects } from '../io/objects.ts';
import type { BlobId, Path } from '../model.ts';

/** Reads blobs through one `cat-file` a call. */
export function edgeOf(git: Git, renames: (commit: string | undefined) => Promise<ReadonlyMap<Path, BlobId>>): Edge {
  const known = new Map<string, Promise<ReadonlyMap<Path, BlobId>>>();
  return {
    async *read(ids) {
      for await (const object of readObjects(git, ids)) {
        if ('missing' in object)
          yield object.missing === 'absent' ? { id: object.asked, missing: 'missing-object' } : { id: object.asked, size: object.size ?? Infinity };
        else yield { id: object.asked, bytes: object.bytes };
      }
    },
    stream: (id) => blobChunks(git, id),
    renames(commit) {
      const key = commit ?? '';
      const asked = known.get(key) ?? renames(commit);
      known.set(key, asked);
      return asked;
    },
  };
}
