// Policy and ledger as they stand at a revision: read as objects, never from the work tree where a hook judges.
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';
import { tokens } from './raw.ts';

/** `HEAD`, a commit, or `''` for the index. */
export type Revision = string;

const folderPath = '.secrets-hooks';
const policyPath = `${folderPath}/policy.json`;
const ledgerPath = `${folderPath}/incidents`;

/**
 * The text of the policy at each revision, undefined where there is none; and whether the first of them holds a ledger.
 * @throws Failure where a revision names a policy that git has lost: to go on by the defaults would be to forget it
 */
export async function policyTexts(
  git: Git,
  revisions: readonly Revision[],
): Promise<{ readonly texts: readonly (string | undefined)[]; readonly hasLedger: boolean }> {
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
  return { texts: answers.slice(0, revisions.length).map((bytes) => bytes?.toString('utf8')), hasLedger: holds(revisions[0] ?? 'HEAD', 'incidents') };
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
