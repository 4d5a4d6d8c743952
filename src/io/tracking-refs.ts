// Remote-tracking refs of one remote, as `git for-each-ref` lists them.
import type { Git } from './git.ts';

/** What a remote's main branch may be tracked as, in the order of preference; the hook script asks in the same order. */
export const mainNames = ['HEAD', 'main', 'master'] as const;

export interface TrackingRefs {
  /** ids by the branch's name below `refs/remotes/<name>/`; without symbolic refs, which only repeat what another ref says */
  readonly branches: ReadonlyMap<string, string>;
  /** the first of `mainNames` that there is */
  readonly main: string | undefined;
  /** the branches behind all of `mainNames` that there are, with their ids */
  readonly mains: ReadonlyMap<string, string>;
}

const format = '--format=%(objectname) %(refname) %(symref)';

/** None for a remote without a name, or with a name that no ref can have. */
export async function trackingRefs(git: Git, remote: string): Promise<TrackingRefs> {
  const isName = remote !== '' && !/[\s:*?[\\^~]|\.\.|^-/.test(remote);
  const lines = isName ? await git.maybe(['for-each-ref', format, `refs/remotes/${remote}/`]) : undefined;
  return parseTrackingRefs((lines ?? '').split('\n'), remote);
}

export function parseTrackingRefs(lines: readonly string[], remote: string): TrackingRefs {
  const place = `refs/remotes/${remote}/`;
  const branches = new Map<string, string>();
  const named = new Map<string, { readonly branch: string; readonly id: string }>();
  for (const line of lines) {
    const [id = '', ref = '', aim = ''] = line.split(' ');
    const name = ref.slice(place.length);
    if (!ref.startsWith(place)) continue;
    if (aim === '') branches.set(name, id);
    // a symbolic ref that leads to another remote has an id, which this remote need not have
    named.set(name, { branch: aim.startsWith(place) ? aim.slice(place.length) : name, id });
  }
  const found = mainNames.flatMap((name) => named.get(name) ?? []);
  return { branches, main: found[0]?.id, mains: new Map(found.map(({ branch, id }) => [branch, id])) };
}
