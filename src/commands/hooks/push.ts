// What is pushed, seen from either end: the commits, messages, tags and names that are new there.
import { versionsEngine } from '../../detect/versions.ts';
import { inspectChanges } from '../../inspect.ts';
import { commitRenames } from '../../io/commits.ts';
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { Failure } from '../../io/failure.ts';
import { note } from '../../io/journal.ts';
import { pushedChanges } from '../../io/pushed.ts';
import { isZero, prePushUpdates, preReceiveUpdates, type RefUpdate } from '../../io/ref-updates.ts';
import { remoteKnowledge } from '../../io/remote-knowledge.ts';
import { trackingRefs } from '../../io/tracking-refs.ts';
import type { Finding, Unread } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Said } from './said.ts';
import { edgeOf } from '../edge.ts';
import { engineUnder } from '../looking.ts';
import { endingSoon } from './notes.ts';
import { pushPlace } from './push-place.ts';
import { refBreaches } from './ref-breaches.ts';
import { rememberedUnder } from '../remembered.ts';
import { memoryAt, rulebookOf } from '../rulebook.ts';
import { hookReport } from '../verdicts.ts';
import { stdinOf, type World } from '../world.ts';
import { lookAtMessages, lookAtRefs, lookAtText } from '../written.ts';

/** @param remote name and URL, as git passes them to the hook */
export async function prePush(git: Git, world: World, remote: string | undefined, url: string | undefined): Promise<Said> {
  git.objects.warm();
  const updates = prePushUpdates((await stdinOf(world)).toString('utf8'));
  const tracking = await trackingRefs(git, remote ?? '');
  const target = { name: remote ?? '', url: url ?? (await onlyPushUrl(git, remote)), tracked: tracking.branches };
  const place = await pushPlace(git, world);
  const knowledge = remoteKnowledge(place, target, updates);
  const stood = updates.map((update) => update.remoteId).find((id) => !isZero(id));
  // a tracked main branch that may be another repository's still judges: a push without any policy that has landed would be judged by its own
  const landed = stood !== undefined && (await git.maybe(['cat-file', '-e', `${stood}^{commit}`])) !== undefined ? stood : tracking.main;
  const said = await published(git, world, updates, landed, ({ remoteRefs }) =>
    remoteRefs === 'ls-remote' ? askRemote(git, target) : Promise.resolve(knowledge.ids),
  );
  const isFetched = said.policy.remoteRefs === 'ls-remote' || knowledge.isFetched;
  if (said.report.outcome !== 'clean') return { ...said, destination: { name: target.name === target.url ? '' : target.name, isFetched } };
  knowledge.remember();
  for (const { localId } of updates) if (!isZero(localId)) note(place.commonFolder, 'push', localId);
  return said;
}

/** Whoever runs the hook without the URL means the only one that there is. */
async function onlyPushUrl(git: Git, remote: string | undefined): Promise<string | undefined> {
  const urls = remote === undefined ? undefined : await git.maybe(['remote', 'get-url', '--push', '--all', '--', remote]);
  return urls === undefined || urls === '' || urls.includes('\n') ? undefined : urls;
}

async function askRemote(git: Git, { name, url }: { readonly name: string; readonly url: string | undefined }): Promise<ReadonlySet<string>> {
  if (url === undefined)
    throw new Failure('remote-unanswered', name, 'The policy asks the remote before each push (remoteRefs: ls-remote): run this hook with its name and URL.');
  const { lsRemote } = await import('../../io/ls-remote.ts');
  return lsRemote(git, url, name === url ? '' : name);
}

export async function preReceive(git: Git, world: World): Promise<Said> {
  git.objects.warm();
  const updates = preReceiveUpdates((await stdinOf(world)).toString('utf8'));
  const head = await git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const known = updates.map((update) => update.remoteId).find((id) => !isZero(id));
  return published(git, world, updates, head ?? known, () => Promise.resolve(undefined));
}

/**
 * @param landed the commit whose policy judges
 * @param has what the destination is known to have; undefined on the receiving side
 */
async function published(
  git: Git,
  world: World,
  updates: readonly RefUpdate[],
  landed: string | undefined,
  has: (policy: Policy) => Promise<ReadonlySet<string> | undefined>,
): Promise<Said> {
  const started = world.clock();
  const tip = updates.map((update) => update.localId).find((id) => !isZero(id));
  const commit = tip === undefined ? undefined : await git.maybe(['rev-parse', '--verify', '--quiet', `${tip}^{commit}`]);
  const book = commit === undefined ? await rulebookOf(git, landed, landed ?? 'HEAD') : await rulebookOf(git, landed, commit);
  const known = await has(book.policy);
  const pushed = await pushedChanges(git, updates, known);
  const engine = versionsEngine(await engineUnder(book.policy));
  const hasher = hasherOf(book.policy.salt);
  const clean = await rememberedUnder(book.policy, world.cwd, world)(pushed.changes.length);
  const edge = edgeOf(git, (id) => (id === undefined ? Promise.resolve(new Map()) : commitRenames(git, id)));
  const seen = await inspectChanges(pushed.changes, edge, engine, hasher, clean);
  const findings: Finding[] = [...seen.findings];
  const unread: Unread[] = [...seen.unread];
  for (const looked of [
    ...lookAtMessages(pushed.messages, { engine, hasher }, clean),
    ...pushed.tags.map((tag) => lookAtText('tag message', tag.text, tag.id, { engine, hasher })),
  ]) {
    findings.push(...looked.findings);
    unread.push(...looked.unread);
  }
  clean?.save();
  const names = updates.flatMap(({ remoteId, remoteRef }) => (/^0+$/.test(remoteId) ? [remoteRef] : []));
  findings.push(...lookAtRefs(names, { engine, hasher }).findings);
  const tips = updates.map((update) => update.localId).filter((id) => !isZero(id));
  let remembered: ReturnType<typeof memoryAt> | undefined;
  const memory = () => (remembered ??= memoryAt(git, ...new Set([...tips, ...(landed === undefined ? [] : [landed])])));
  const isLandedThere = landed !== undefined && known?.has(landed) !== false;
  findings.push(...(await refBreaches({ git, updates, landed, isLandedThere, book, findings: seen.findings }, { engine, hasher }, memory, world)));
  const stats = { files: seen.files, bytes: seen.bytes, commits: pushed.count, durationMs: Math.round(world.clock() - started) };
  return {
    report: await hookReport({ findings: once(findings), unread, stats }, book.policy, world.today(), memory),
    policy: book.policy,
    notes: endingSoon(book.policy, world.today()),
  };
}

/** The same place in the same commit is told once. */
function once(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map((one) => [`${one.commit ?? ''}\n${one.file}\n${one.startLine}:${one.startColumn}\n${one.ruleId}\n${one.fingerprint}`, one]),
    ).values(),
  ];
}
