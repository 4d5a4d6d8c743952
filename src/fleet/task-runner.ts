// Does one task of a fleet: fetches where that is needed, asks git what is new, looks at it, and hands back what is sealed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rangesOf, shardsFor } from './sharding.ts';
import type { Source } from './source.ts';
import type { Known, Looked, Result, Task } from './task.ts';
import { blobChunks } from '../io/blob-stream.ts';
import { foreignEnvironment } from '../io/environment.ts';
import { Failure } from '../io/failure.ts';
import { fetched, cloned, listingOf, type Clones } from './clone.ts';
import { detachedHeads, glanceAt } from './refs-digest.ts';
import { gitOf, type Git } from '../io/git.ts';
import { hasherOf } from '../io/hasher.ts';
import { readObjects } from '../io/objects.ts';
import { hanging, recordsOf, refsOf, remotesOf, tagsOf, type Listed, type Past } from '../io/past.ts';
import { Seen } from '../detect/gate/seen.ts';
import { versionsEngine } from '../detect/versions.ts';
import { defaultPolicy, type Policy } from '../policy/policy.ts';
import { engineUnder } from '../commands/looking.ts';
import { policyFrom } from '../commands/rulebook.ts';
import type { Looking } from '../commands/instruments.ts';
import { asGitHands, fromPacks } from './object-source.ts';
import { exposuresFrom, lookedAt, shownRefs, tagSights, wantedOf, type FleetLooking } from './collect-findings.ts';
import { standingOf } from './repository-status.ts';

/** What a worker has: its clones, and the fleet key, which no task carries. */
export interface Means {
  readonly clones: Clones;
  readonly salt: string;
}

export type Perform = (task: Task) => Promise<Result>;

export function performer(means: Means): Perform {
  let last: { readonly text: string | undefined; readonly under: Promise<Under> } | undefined;
  // made where something is looked at: a fleet that stands as it stood needs no engine
  const given = (text: string | undefined): Promise<Under> => {
    if (last === undefined || last.text !== text) last = { text, under: under(text, means.salt) };
    return last.under;
  };
  return (task) => {
    switch (task.kind) {
      case 'look':
        return look(task, () => given(task.policy), means);
      case 'part':
        return part(task, () => given(task.policy), means);
      case 'close':
        return close(task, () => given(task.policy), means);
    }
  };
}

interface Under {
  readonly policy: Policy;
  readonly look: Looking;
  readonly seen: Seen | undefined;
}
async function under(text: string | undefined, salt: string): Promise<Under> {
  const policy = text === undefined ? defaultPolicy : policyFrom({ text, bases: new Map() }, 'the policy of the fleet');
  return { policy, look: { engine: await engineUnder(policy), hasher: hasherOf(salt) }, seen: Seen.make() };
}

/** Fewer objects are asked for by name: their versions have too little in common. */
const few = 200;

type TaskOf<Kind extends Task['kind']> = Extract<Task, { readonly kind: Kind }>;

async function look({ source, known }: TaskOf<'look'>, given: () => Promise<Under>, { clones }: Means): Promise<Result> {
  if (source.kind === 'folder' && !existsSync(source.at)) throw new Failure('no-such-path', source.name, 'Mend the list.');
  const listing = source.kind === 'url' ? await listingOf(clones, source) : undefined;
  const glance = listing?.glance ?? glanceAt(source.at);
  if (known !== undefined && glance !== undefined && glance === known.glance) return { kind: 'unchanged' };
  const place = source.kind === 'url' ? await fetched(clones, source, listing?.head) : source.at;
  const { policy, look: base, seen } = await given();
  return using(place, clones, async (git) => {
    const looking = streaming(base, git);
    const listed = await refsOf(git);
    const standing = await standingOf(git, source.kind === 'folder' ? place : undefined, policy);
    const now: Known = { ...digested(listed, source.kind === 'folder' ? detachedHeads(place) : []), ...(glance === undefined ? {} : { glance }) };
    // packed refs, another setting or another hook: the same commits under another look of the files
    if (known?.refs === now.refs) return { kind: 'same', now, standing };
    const old = await there(git, known?.tips ?? []);
    const before = new Set(known?.tips);
    const { listed: refs, sights: named } = shownRefs(listed, looking);
    // what hangs on refs besides commits: small, and never divided
    const tags = await tagsOf(git, refs.tagged);
    const hung = await hanging(
      git,
      refs.bare.filter(({ id }) => !before.has(id)),
    );
    const besides = await lookedAt({ commits: [], changes: hung }, asGitHands(readObjects(git, wantedOf({ commits: [], changes: hung }))), looking);
    const side: Looked = {
      ...besides,
      sights: [
        ...besides.sights,
        ...named,
        ...tagSights(
          tags.filter(({ commit }) => !before.has(commit)),
          looking,
        ),
      ],
    };
    const bytes = storeSize(place);
    const revisions = old.map((id) => `^${id}`);
    const small = known !== undefined || rangesOf({ commits: 1e9, bytes }, { commits: Infinity, bytes: 150_000_000 }).length === 1;
    const records = small ? await recordsOf(git, { revisions, walk: true, changes: true }) : undefined;
    if (records === undefined || rangesOf({ commits: records.commits.length, bytes: 0 }).length > 1 || shardsFor(records.changes.length) > 1) {
      // by the same question that each part asks: with several refs the order of commits of one moment goes by what was asked
      const ids = await newCommits(git, old, now.tips);
      const ranges = rangesOf({ commits: ids.length, bytes: known === undefined ? bytes : 0 });
      const slices = ranges.map(({ from, to }) => ({ from, to, digest: digestOf(ids.slice(from, to)) }));
      return { kind: 'divided', now, standing, known: old, slices, looked: side };
    }
    const wanted = wantedOf(records);
    const main =
      known === undefined && wanted.length > few
        ? await lookedAt(records, fromPacks(git, wanted), { ...looking, seen })
        : await lookedAt(records, asGitHands(readObjects(git, wanted)), versed(looking));
    const looked = joined(side, main);
    if (known !== undefined) return { kind: 'looked', now, standing, looked };
    if (looked.sights.length === 0) return { kind: 'looked', now, standing, looked, exposures: [] };
    const past: Past = { commits: records.commits, changes: hung, refs: refs.refs, tags, remotes: await remotes(git, source) };
    return { kind: 'looked', now, standing, looked, exposures: await exposuresFrom(git, past, looked.sights, standing.places) };
  });
}

/** For objects as git hands them out: each is compared with the version of its path that came before. */
const versed = (look: FleetLooking): FleetLooking => ({ ...look, engine: versionsEngine(look.engine) });
const streaming = (look: Looking, git: Git): FleetLooking => ({ ...look, stream: (id) => blobChunks(git, id) });

async function part({ source, tips, known, slice, shard }: TaskOf<'part'>, given: () => Promise<Under>, { clones }: Means): Promise<Result> {
  const { look: base } = await given();
  return using(await placeWith(source, tips, clones), clones, async (git) => {
    const looking = streaming(base, git);
    const ids = (await newCommits(git, known, tips)).slice(slice.from, slice.to);
    if (digestOf(ids) !== slice.digest)
      throw new Failure('git-failed', `${source.name}: its commits stand in another order here`, 'Use the same version of git for all workers.');
    const records = await recordsOf(git, { revisions: ids, walk: false, changes: true });
    const shards = shardsFor(records.changes.length);
    if (shard === undefined && shards > 1) return { kind: 'sharded', shards };
    const wanted = wantedOf(records, shard);
    return { kind: 'part', looked: await lookedAt(records, asGitHands(readObjects(git, wanted)), versed(looking), shard) };
  });
}

async function close({ source, tips, sights, places }: TaskOf<'close'>, given: () => Promise<Under>, { clones }: Means): Promise<Result> {
  const { look: looking } = await given();
  return using(await placeWith(source, tips, clones), clones, async (git) => {
    const { listed: refs } = shownRefs(await refsOf(git), looking);
    const graph = await recordsOf(git, { revisions: [], walk: true, changes: false });
    const past: Past = {
      commits: graph.commits,
      changes: await hanging(git, refs.bare),
      refs: refs.refs,
      tags: await tagsOf(git, refs.tagged),
      remotes: await remotes(git, source),
    };
    return { kind: 'closed', exposures: await exposuresFrom(git, past, sights, places) };
  });
}

/** A clone has everything from its server. */
async function remotes(git: Git, source: Source): Promise<readonly string[]> {
  return source.kind === 'url' ? [source.host === '' ? 'origin' : (source.host ?? 'origin')] : remotesOf(git);
}

async function using<T>(place: string, clones: Clones, work: (git: Git) => Promise<T>): Promise<T> {
  const git = gitOf(place, foreignEnvironment(clones.env));
  git.objects.warm();
  try {
    return await work(git);
  } finally {
    git.objects.close();
  }
}

/** The folder, or the clone: fetched where this machine does not have what the task speaks of. */
async function placeWith(source: Source, tips: readonly string[], clones: Clones): Promise<string> {
  if (source.kind === 'folder') return source.at;
  const place = cloned(clones, source);
  if (place !== undefined && (await using(place, clones, async (git) => (await there(git, tips, / (?:commit|tag|tree|blob)$/)).length)) === tips.length)
    return place;
  return fetched(clones, source, (await listingOf(clones, source)).head);
}

/** Those of these objects that the repository has. */
async function there(git: Git, ids: readonly string[], types = / (?:commit|tag)$/): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const answers = (await git.ask(['cat-file', '--batch-check=%(objectname) %(objecttype)'], Buffer.from(`${ids.join('\n')}\n`))).toString('latin1').split('\n');
  return ids.filter((_, index) => types.test(answers[index] ?? ''));
}

async function newCommits(git: Git, known: readonly string[], tips?: readonly string[]): Promise<readonly string[]> {
  const revisions = [...(tips === undefined ? [] : await there(git, tips)), ...known.map((id) => `^${id}`)];
  const text = await git.ask(
    ['rev-list', '--reverse', '--date-order', ...(tips === undefined ? ['--all'] : []), '--stdin'],
    Buffer.from(revisions.map((one) => `${one}\n`).join('')),
  );
  return text
    .toString('latin1')
    .split('\n')
    .filter((id) => id !== '');
}

const digestOf = (ids: readonly string[]): string => createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 32);

function digested(refs: Listed, detached: readonly string[]): Pick<Known, 'refs' | 'tips'> {
  const lines = [
    ...detached,
    ...refs.refs.map(({ name, commit }) => `${name} ${commit ?? ''}`),
    ...[...refs.tagged, ...refs.bare].map(({ ref, id }) => `${ref} ${id}`),
  ];
  const tips = [...detached, ...refs.refs.flatMap(({ commit }) => commit ?? []), ...[...refs.tagged, ...refs.bare].map(({ id }) => id)];
  return { refs: digestOf(lines), tips: [...new Set(tips)].sort() };
}

const joined = (a: Looked, b: Looked): Looked => ({
  sights: [...a.sights, ...b.sights],
  unread: [...a.unread, ...b.unread],
  amount: { commits: a.amount.commits + b.amount.commits, blobs: a.amount.blobs + b.amount.blobs, bytes: a.amount.bytes + b.amount.bytes },
});

/** Bytes of the packs: a measure of the work, nothing more. */
function storeSize(place: string): number {
  for (const folder of [join(place, '.git', 'objects', 'pack'), join(place, 'objects', 'pack')]) {
    try {
      return readdirSync(folder).reduce((sum, name) => sum + (name.endsWith('.pack') ? statSync(join(folder, name)).size : 0), 0);
    } catch {
      // not there: the other one, or none
    }
  }
  return 0;
}
