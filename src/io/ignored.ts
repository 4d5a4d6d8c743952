// Asks git itself what would be ignored, with the ignore files of a revision laid out in a folder of their own.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foreignEnvironment } from './environment.ts';
import { gitOf, type Git } from './git.ts';
import { readObjects } from './objects.ts';
import { tokens } from './raw.ts';
import type { Revision } from './rulebook.ts';

/** The ignore files of a revision (`''`: the index), by path. */
export async function ignoreFilesAt(git: Git, revision: Revision): Promise<ReadonlyMap<string, Buffer>> {
  const listing =
    revision === ''
      ? await git.ask(['ls-files', '-z', '--stage'])
      : (await git.maybe(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])) === undefined
        ? Buffer.alloc(0)
        : await git.ask(['ls-tree', '-r', '-z', '--full-tree', revision]);
  const found = [...tokens(listing)].flatMap((token) => {
    const path = token.toString('utf8', token.indexOf(9) + 1);
    const id = /\b[0-9a-f]{40,64}\b/.exec(token.toString('latin1', 0, token.indexOf(9)))?.[0];
    return /(?:^|\/)\.gitignore$/.test(path) && id !== undefined && !path.split('/').includes('..') ? [{ path, id }] : [];
  });
  const files = new Map<string, Buffer>();
  let index = 0;
  for await (const object of readObjects(
    git,
    found.map((file) => file.id),
  )) {
    const path = found[index]?.path ?? '';
    index += 1;
    if (!('missing' in object)) files.set(path, object.bytes);
  }
  return files;
}

/** Which of these paths git ignores in the work tree, by `.gitignore` files alone: what one person's configuration ignores protects nobody else. */
export async function ignoredHere(git: Git, paths: readonly string[]): Promise<ReadonlySet<string>> {
  return ignoredIn(await git.ask([...checking, '-v', '-n'], Buffer.from(`${paths.join('\0')}\0`), 1));
}

const checking = ['-c', 'core.excludesFile=', 'check-ignore', '--no-index', '-z', '--stdin'];

/** Source, line, pattern and path of each; 1 as git's status says that none is ignored. */
function ignoredIn(answer: Buffer): ReadonlySet<string> {
  const fields = [...tokens(answer)].map((token) => token.toString('utf8'));
  const ignored = new Set<string>();
  for (let at = 0; at + 3 < fields.length; at += 4)
    if (/(?:^|[\\/])\.gitignore$/.test(fields[at] ?? '') && !(fields[at + 2] ?? '').startsWith('!')) ignored.add(fields[at + 3] ?? '');
  return ignored;
}

/** Which of these paths git ignores under these ignore files, and no others. */
export async function ignoredUnder(files: ReadonlyMap<string, Buffer>, paths: readonly string[], env: NodeJS.ProcessEnv): Promise<ReadonlySet<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'secrets-hooks-'));
  try {
    for (const [path, bytes] of files) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const git = gitOf(folder, foreignEnvironment(env));
    await git.ask(['init', '-q']);
    // a folder that is named .git in the tree cannot be laid out; nothing is executed here
    return ignoredIn(await git.ask([...checking, '-v', '-n'], Buffer.from(`${paths.join('\0')}\0`), 1));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
