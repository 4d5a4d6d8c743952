// What is staged, read and written as bytes: the work tree's own changes stay where they are.
import type { Git } from '../../io/git.ts';
import { readObjects } from '../../io/objects.ts';
import { bytesOf, pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';

export interface StagedFile {
  readonly mode: string;
  readonly bytes: Buffer;
}

/** These files as they are staged; what is in conflict, or no plain file, is left out. */
export async function stagedFiles(git: Git, paths: readonly string[]): Promise<ReadonlyMap<string, StagedFile>> {
  const wanted = new Set(paths);
  const found: { readonly path: string; readonly mode: string; readonly id: string }[] = [];
  for (const token of tokens(await git.ask(['ls-files', '-z', '--stage', '--full-name']))) {
    const tab = token.indexOf(9);
    const path = pathOf(token.subarray(tab + 1));
    const [mode = '', id = '', side = ''] = token.toString('latin1', 0, tab).split(' ');
    if (wanted.has(path) && side === '0' && mode.startsWith('100')) found.push({ path, mode, id });
  }
  const files = new Map<string, StagedFile>();
  let index = 0;
  for await (const object of readObjects(
    git,
    found.map((file) => file.id),
  )) {
    const file = found[index];
    index += 1;
    if (file !== undefined && !('missing' in object)) files.set(file.path, { mode: file.mode, bytes: Buffer.from(object.bytes) });
  }
  return files;
}

/** Stages these bytes under the path, whatever the work tree holds; no filter touches them. */
export async function stage(git: Git, path: string, mode: string, bytes: Buffer): Promise<void> {
  const id = (await git.ask(['hash-object', '-w', '--stdin'], bytes)).toString('latin1').trim();
  await git.ask(['update-index', '-z', '--index-info'], Buffer.concat([Buffer.from(`${mode} ${id}\t`), bytesOf(path), Buffer.from([0])]));
}
