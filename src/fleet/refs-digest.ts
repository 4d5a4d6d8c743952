// A glance at a repository's ref files: the same digest means the same refs, and neither a process nor a thread had to be started for it.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';

const absent = new Set(['ENOENT', 'ENOTDIR']);
/** What decides about the refs, and the configuration of the clone. */
const plain = new Set(['HEAD', 'packed-refs', 'config', 'commondir', 'shallow']);
const hooks = ['pre-commit', 'pre-push', 'pre-receive'];

/** In the order of their names; none where there is no such folder. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** The folder with `HEAD`, `refs` and `objects`: that of a bare repository, or `.git`; not what a `.git` file names. */
function gitFolder(place: string): string | undefined {
  const inner = statSync(join(place, '.git'), { throwIfNoEntry: false });
  // a worktree or a submodule: its refs stand in several folders, which git knows better
  return inner === undefined ? place : inner.isDirectory() ? join(place, '.git') : undefined;
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) {
    const path = folder + sep + entry.name;
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** All that is looked at, in an order that stays the same. Only what is there is opened: a name that is not there costs more than one that is. */
function* filesOf(folder: string): Generator<string> {
  for (const { name } of entriesOf(folder)) {
    const path = folder + sep + name;
    if (plain.has(name)) yield path;
    else if (name === 'refs') yield* filesBelow(path);
    else if (name === 'reftable') yield join(path, 'tables.list');
    // a detached HEAD of another work tree keeps commits too
    else if (name === 'worktrees') for (const tree of entriesOf(path)) yield join(path, tree.name, 'HEAD');
    else if (name === 'hooks') for (const hook of entriesOf(path)) if (hooks.includes(hook.name)) yield join(path, hook.name);
  }
}

/** Nearly all of these files are short, and there are thousands: they go through one buffer. */
const buffer = Buffer.alloc(1 << 16);

function add(hash: Hash, path: string): void {
  const file = openSync(path, 'r');
  try {
    for (let read = buffer.length; read === buffer.length;) {
      read = readSync(file, buffer, 0, buffer.length, null);
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

/** Whatever changes a ref changes this; undefined where git has to be asked. A lock that is being held changes it too: then git is asked. */
export function glanceAt(place: string): string | undefined {
  try {
    const folder = gitFolder(place);
    if (folder === undefined) return undefined;
    const hash = createHash('sha256');
    let head = false;
    for (const path of filesOf(folder)) {
      const name = path.slice(folder.length);
      head ||= name === `${sep}HEAD`;
      hash.update(`\0${name}\0`);
      add(hash, path);
    }
    return head ? hash.digest('hex').slice(0, 32) : undefined;
  } catch {
    return undefined;
  }
}

/** What the other work trees of a clone have checked out without a branch: git counts it as reachable, and lists it as no ref. */
export function detachedHeads(place: string): readonly string[] {
  const folder = join(gitFolder(place) ?? place, 'worktrees');
  return entriesOf(folder).flatMap(({ name }) => {
    const head = join(folder, name, 'HEAD');
    const text = statSync(head, { throwIfNoEntry: false }) === undefined ? '' : readFileSync(head, 'latin1').trim();
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? [text] : [];
  });
}
