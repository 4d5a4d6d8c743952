// Policy and ledger as they stand at a revision: read as objects, never from the work tree where a hook judges.
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { tokens } from './raw.ts';
import { commitsBehind } from './ref-ends.ts';

/** `HEAD`, a commit, or `''` for the index. */
export type Revision = string;

const folderPath = '.secrets-hooks';
const policyPath = `${folderPath}/policy.json`;
const ledgerPath = `${folderPath}/incidents`;

/**
 * The text of the policy at each revision, undefined where there is none; and whether the first of them holds a ledger. `lacksLedger` is true only
 * where that is proved: its folder was read and names none.
 * @throws Failure where a revision names a policy that git has lost: to go on by the defaults would be to forget it
 */
export async function policyTexts(
  git: Git,
  revisions: readonly Revision[],
): Promise<{ readonly texts: readonly (string | undefined)[]; readonly hasLedger: boolean; readonly lacksLedger: boolean }> {
  const answers: (Buffer | undefined)[] = [];
  const folders = [...new Set([revisions[0] ?? 'HEAD', ...revisions])].filter((revision) => revision !== '');
  const names = [...revisions.map((revision) => `${revision}:${policyPath}`), ...folders.map((revision) => `${revision}:${folderPath}`)];
  for await (const object of readObjects(git, names)) answers.push('missing' in object ? undefined : object.bytes);
  const holds = (revision: string, name: string): boolean => {
    const at = folders.indexOf(revision);
    return at >= 0 && answers[revisions.length + at]?.includes(` ${name}\0`, 0, 'latin1') === true;
  };
  for (const [index, revision] of revisions.entries())
    if (answers[index] === undefined && holds(revision, 'policy.json'))
      throw new Failure('object-missing', `${policyPath} at ${revision}`, 'Run `git fsck`, and fetch what it names.');
  const hasLedger = holds(revisions[0] ?? 'HEAD', 'incidents');
  const first = answers[revisions.length + folders.indexOf(revisions[0] ?? 'HEAD')];
  const lacksLedger = revisions[0] !== '' && first !== undefined && !hasLedger;
  return { texts: answers.slice(0, revisions.length).map((bytes) => bytes?.toString('utf8')), hasLedger, lacksLedger };
}

/** The entries of the ledger at a revision, by path. */
export async function ledgerTexts(git: Git, revision: Revision): Promise<ReadonlyMap<string, string>> {
  const listing =
    revision === ''
      ? await git.ask(['ls-files', '-z', '--stage', '--', `${ledgerPath}/`])
      : (await git.maybe(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])) === undefined
        ? Buffer.alloc(0)
        : await git.ask(['ls-tree', '-r', '-z', '--full-tree', revision, '--', `${ledgerPath}/`]);
  const files = [...tokens(listing)].flatMap((token) => {
    const tab = token.indexOf(9);
    const id = /\b[0-9a-f]{40,64}\b/.exec(token.toString('latin1', 0, tab))?.[0];
    return id === undefined ? [] : [{ path: token.toString('utf8', tab + 1), id }];
  });
  const texts = new Map<string, string>();
  let index = 0;
  for await (const object of readObjects(
    git,
    files.map((file) => file.id),
  )) {
    const path = files[index]?.path ?? '';
    index += 1;
    texts.set(path, 'missing' in object ? '' : object.bytes.toString('utf8'));
  }
  return texts;
}

/**
 * Of these revisions as many as have different ledgers between them: a push may bring ten thousand refs, and nearly all have the same.
 * @throws Failure where a commit's tree is not here: what it remembers would be forgotten
 */
export async function differingLedgers(git: Git, revisions: readonly Revision[]): Promise<readonly Revision[]> {
  const named = [...new Set(revisions)];
  if (named.length <= 2) return named;
  const commits = [
    ...new Set(
      await commitsBehind(
        git,
        named.filter((revision) => revision !== ''),
      ),
    ),
  ].filter((id) => id !== undefined);
  const folders = new Map<string, Revision>();
  let index = 0;
  for await (const tree of readObjects(
    git,
    commits.map((id) => `${id}^{tree}`),
  )) {
    if ('missing' in tree) throw new Failure('object-missing', 'the tree of a commit', 'Run `git fsck`.');
    const folder = entryIn(tree.bytes, folderPath, tree.id.length / 2);
    if (folder !== undefined && !folders.has(folder)) folders.set(folder, commits[index] ?? '');
    index += 1;
  }
  return [...folders.values(), ...named.filter((revision) => revision === '')];
}

/** The id of an entry of a tree: `<mode> <name>\0<id>` one behind the other. */
function entryIn(tree: Buffer, name: string, idLength: number): string | undefined {
  for (let at = 0; at < tree.length;) {
    const space = tree.indexOf(32, at);
    const end = tree.indexOf(0, space);
    if (space < 0 || end < 0) return undefined;
    if (tree.toString('latin1', space + 1, end) === name) return tree.toString('hex', end + 1, end + 1 + idLength);
    at = end + 1 + idLength;
  }
  return undefined;
}
