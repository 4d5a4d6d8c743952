// What each commit brought, where there is no git: trees compared, a merge by what it has from none of its parents.
import { PastPaths } from '../past-paths.ts';
import type { Path } from '../../model.ts';
import { treeIn, type Alone, type TreeEntry } from './repository.ts';
import type { PastCommit } from './refs.ts';

/** @param commits parents before children */
export async function pastPathsIn(alone: Alone, commits: readonly PastCommit[]): Promise<PastPaths> {
  const past = new PastPaths();
  const trees = new Map(commits.map(({ id, tree }) => [id, tree]));
  for (const { id, tree, parents } of commits) {
    past.commit(id);
    const before = parents.flatMap((parent) => trees.get(parent) ?? []);
    for await (const { path, blob } of brought(alone, tree, before, '')) past.add(blob, path);
  }
  return past;
}

async function* brought(alone: Alone, tree: string, before: readonly string[], prefix: string): AsyncGenerator<{ readonly path: Path; readonly blob: string }> {
  if (before.includes(tree)) return;
  const olds: ReadonlyMap<Path, TreeEntry>[] = [];
  for (const one of before) olds.push(await treeIn(alone, one));
  for (const { name, id, kind } of (await treeIn(alone, tree)).values()) {
    const known = olds.flatMap((old) => old.get(name) ?? []);
    if (kind === 'submodule' || known.some((entry) => entry.id === id)) continue;
    const path = `${prefix}${name}` as Path;
    if (kind === 'blob') yield { path, blob: id };
    else
      yield* brought(
        alone,
        id,
        known.flatMap((entry) => (entry.kind === 'tree' ? entry.id : [])),
        `${path}/`,
      );
  }
}
