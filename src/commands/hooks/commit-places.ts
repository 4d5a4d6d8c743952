// Where the commits of a refused push are, so that the advice fits: at the tip, first, between, or published already.
import { gitEnvironment } from '../../io/environment.ts';
import { gitOf, type Git } from '../../io/git.ts';
import type { Report } from '../../model.ts';
import type { CommitPlace } from '../../report/look.ts';
import type { HookName } from './hooks.ts';
import type { World } from '../world.ts';

/** The oldest first. Only for words: what git does not answer is left out. */
export async function placesOf(report: Report, hook: HookName, world: World): Promise<readonly CommitPlace[]> {
  const ids = [...new Set(report.verdicts.flatMap(({ action, finding }) => (action === 'refuse' ? (finding.commit ?? []) : [])))].slice(0, 200);
  if (ids.length === 0) return [];
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    return await placed(git, ids, hook);
  } catch {
    return [];
  } finally {
    git.objects.close();
  }
}

async function placed(git: Git, ids: readonly string[], hook: HookName): Promise<readonly CommitPlace[]> {
  // a server knows nothing of what stands on these commits elsewhere
  const head = hook === 'pre-push' ? await git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']) : undefined;
  const published = hook === 'pre-push' ? await publishedAmong(git, ids) : new Map<string, string>();
  const listing = (await git.ask(['rev-list', '--topo-order', '--reverse', '--parents', '--no-walk=sorted', ...ids, '--'])).toString('latin1');
  return listing
    .split('\n')
    .filter((line) => line !== '')
    .map((line): CommitPlace => {
      const [id = '', ...parents] = line.split(' ');
      const publishedOn = published.get(id);
      return { id, place: parents.length === 0 ? 'first' : id === head ? 'tip' : 'inner', ...(publishedOn === undefined ? {} : { publishedOn }) };
    });
}

/** Commits that a remote-tracking ref reaches, with one such ref (`origin/main`). */
async function publishedAmong(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const listing = await git.ask(['rev-list', '--not', '--remotes', '--not', '--stdin'], Buffer.from(`${ids.join('\n')}\n`));
  const local = new Set(listing.toString('latin1').split('\n'));
  const published = ids.filter((id) => !local.has(id));
  const [first] = published;
  if (first === undefined) return new Map();
  const refs = (await git.maybe(['for-each-ref', '--count=9', '--format=%(refname:lstrip=2) %(symref)', `--contains=${first}`, 'refs/remotes/'])) ?? '';
  // origin/HEAD only repeats another name
  const ref = refs.split('\n').find((line) => line.endsWith(' '));
  return new Map(published.map((id) => [id, ref?.trim() ?? '']));
}
