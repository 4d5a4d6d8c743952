// What is pushed, seen from either end: the commits, messages, tags and names that are new there.
import { versionsEngine } from '../../detect/versions.ts';
import { inspectChanges } from '../../inspect.ts';
import { commitRenames } from '../../io/commits.ts';
import type { Git } from '../../io/git.ts';
import { lateHasherOf } from '../../io/hasher.ts';
import { journalFolder, note } from '../../io/journal.ts';
import { isZero, mainNames, prePushUpdates, preReceiveUpdates, pushedChanges, type Pushed, type RefUpdate } from '../../io/pushed.ts';
import type { Finding, Unread } from '../../model.ts';
import type { Said } from './said.ts';
import { edgeOf } from '../edge.ts';
import { engineUnder } from '../looking.ts';
import { endingSoon } from './notes.ts';
import { brokenIn } from './promised.ts';
import { refDifferences } from './ref-difference.ts';
import { rememberedUnder } from '../remembered.ts';
import { memoryAt, ruleBreaches, rulebookOf } from '../rulebook.ts';
import { hookReport } from '../verdicts.ts';
import { stdinOf, type World } from '../world.ts';
import { lookAtMessages, lookAtRefs, lookAtText } from '../written.ts';

export async function prePush(git: Git, world: World, remote: string | undefined): Promise<Said> {
  git.objects.warm();
  const updates = prePushUpdates((await stdinOf(world)).toString('utf8'));
  const known = updates.map((update) => update.remoteId).find((id) => !isZero(id));
  const landed = known !== undefined && (await git.maybe(['cat-file', '-e', `${known}^{commit}`])) !== undefined ? known : await trackedMain(git, remote);
  const said = await published(git, world, updates, await pushedChanges(git, updates, remote ?? ''), landed);
  if (said.report.outcome !== 'clean') return said;
  const common = await journalFolder(git, world.cwd, world.env);
  for (const { localId } of updates) if (!isZero(localId)) note(common, 'push', localId);
  return said;
}

/** What the remote's main branch looked like when it was last seen: a new branch is judged by its policy. */
async function trackedMain(git: Git, remote: string | undefined): Promise<string | undefined> {
  if (remote === undefined || /[\s:~^\\]|\.\./.test(remote)) return undefined;
  for (const name of mainNames) {
    const id = await git.maybe(['rev-parse', '--verify', '--quiet', `refs/remotes/${remote}/${name}^{commit}`]);
    if (id !== undefined) return id;
  }
  return undefined;
}

export async function preReceive(git: Git, world: World): Promise<Said> {
  git.objects.warm();
  const updates = preReceiveUpdates((await stdinOf(world)).toString('utf8'));
  const head = await git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const known = updates.map((update) => update.remoteId).find((id) => !isZero(id));
  return published(git, world, updates, await pushedChanges(git, updates, undefined), head ?? known);
}

async function published(git: Git, world: World, updates: readonly RefUpdate[], pushed: Pushed, landed: string | undefined): Promise<Said> {
  const started = world.clock();
  const tip = updates.map((update) => update.localId).find((id) => !isZero(id));
  const commit = tip === undefined ? undefined : await git.maybe(['rev-parse', '--verify', '--quiet', `${tip}^{commit}`]);
  const book = commit === undefined ? await rulebookOf(git, landed, landed ?? 'HEAD') : await rulebookOf(git, landed, commit);
  const engine = versionsEngine(await engineUnder(book.policy));
  const hasher = lateHasherOf(book.policy.salt);
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
  for (const { base, tip, touched, before, after, law } of await refDifferences(git, updates, landed)) {
    findings.push(...ruleBreaches({ before, after, landed: law }, touched, world.today()));
    const changed = { git, landed: base, coming: tip, paths: touched.paths, findings: seen.findings, hasLedger: book.hasLedger };
    findings.push(...(await brokenIn(changed, book.policy, { engine, hasher }, memory, world)));
  }
  const stats = { files: seen.files, bytes: seen.bytes, commits: pushed.count, durationMs: Math.round(world.clock() - started) };
  return {
    report: await hookReport({ findings: once(findings), unread, stats }, book.policy, world.today(), memory, hasher),
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
