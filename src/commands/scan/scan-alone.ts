// Scans of a repository where there is no git: the files of a work tree, and the whole history. Slower, and the same findings.
import { join } from 'node:path';
import { aloneAt, objectIn, type Alone } from '../../io/alone/repository.ts';
import { filesIn } from '../../io/alone/files.ts';
import { pastPathsIn } from '../../io/alone/history.ts';
import { reachedIn } from '../../io/alone/refs.ts';
import { shallowHistory } from '../../io/clone-kind.ts';
import type { GitObject } from '../../io/objects.ts';
import { textOf } from '../../io/pack/places.ts';
import type { Path } from '../../model.ts';
import type { Places } from '../../policy/policy.ts';
import type { Looking } from '../instruments.ts';
import { lookAtRefs } from '../written.ts';
import { assembled, underOtherPaths } from './history-places.ts';
import { looked } from './looked.ts';

export { aloneAt, filesIn };

export async function scanHistoryAlone(alone: Alone, look: Looking, places: Places) {
  const { refs, commits, tags } = await reachedIn(alone);
  const past = await pastPathsIn(alone, commits);
  const first = new Map<string, Path>();
  for (const { blob, path } of past.blobs()) first.set(blob, path);
  look.progress?.expect(first.size);
  const part = await looked(objects(), (id) => pathsOf(first.get(id)), look);
  const others = await underOtherPaths(
    (ids) => read(ids),
    past,
    () => first,
    look,
  );
  const seen = assembled([part], others, past, lookAtRefs(refs, look).findings, look, places);
  return textOf(join(alone.folder, 'shallow')) === '' ? seen : { ...seen, unread: [...seen.unread, shallowHistory] };

  function pathsOf(path: Path | undefined): readonly Path[] | undefined {
    return path === undefined ? undefined : [path];
  }

  async function* objects(): AsyncGenerator<GitObject> {
    for (const { id, bytes } of commits) yield { asked: id, id, type: 'commit', bytes };
    for (const { id, bytes } of tags) yield { asked: id, id, type: 'tag', bytes };
    yield* read(first.keys());
  }

  async function* read(ids: Iterable<string>): AsyncGenerator<GitObject> {
    for (const id of ids) yield await objectIn(alone, id);
  }
}
