// The exposures of a repository: for each value where it stood, since when, by whom, and where it still is (contract rows C10b, C10c).
import { inspectNames } from '../../inspect.ts';
import { missingHistory, missingObjects } from '../../io/clone-kind.ts';
import type { Git } from '../../io/git.ts';
import { bytesOf } from '../../io/path.ts';
import { descendants, pastOf, tipsHolding, type Past } from '../../io/past.ts';
import { severities, type Change, type Encoding, type ExposedPlace, type Exposure, type Finding, type Moment, type Path, type Unread } from '../../model.ts';
import { homeOf, inControlPlane } from '../../policy/checks/places.ts';
import type { Places } from '../../policy/policy.ts';
import type { Looking } from '../instruments.ts';
import { lookAtHistory, type BlobListing, type HistoryOptions } from '../scan/history-look.ts';
import { authorsSpelled, lookAtRefs, lookAtText, spelledAuthor } from '../written.ts';

/** With how it was written there: outermost first; empty where it stood plain. */
export interface DecodedPlace extends ExposedPlace {
  readonly decodedFrom: readonly Encoding[];
}

export type AuditExposure = Exposure<DecodedPlace>;

/** One finding where it was brought. `tips` is known at once for messages, which no later commit takes away. */
export interface Sight {
  readonly finding: Finding;
  readonly moment: Moment | undefined;
  readonly file: Path;
  readonly change?: Change;
  readonly refs?: readonly string[];
}

export interface Exposures {
  readonly exposures: readonly AuditExposure[];
  /** what history holds and nobody could look at, under the names that may be shown */
  readonly unread: readonly Unread[];
}

/** @param wanted only this value, where one is given */
export async function exposuresOf(
  git: Git,
  look: Looking,
  options: Pick<HistoryOptions, 'policy' | 'worker' | 'reader' | 'threads'>,
  wanted?: (finding: Finding) => boolean,
): Promise<Exposures> {
  const past = await pastOf(git);
  const refs = lookAtRefs([...new Set(past.refs.map(({ name }) => name))], look);
  const named = past.refs.flatMap((ref) => (refs.findings.length > 0 && refs.spelled(ref.name) !== ref.name ? sightsOfRef(ref.name, past, look) : []));
  const { sights, unread } = await sightsIn(git, past, look, options);
  const chosen = [...sights, ...named].filter(({ finding }) => wanted === undefined || wanted(finding));
  const exposures = await gathered(git, past, chosen, options.policy.places);
  // a ref whose name holds a value is told by what may be shown of it
  const shown = (names: readonly string[]): readonly string[] => (refs.findings.length === 0 ? names : names.map(refs.spelled));
  return { exposures: exposures.map((one) => ({ ...one, refs: shown(one.refs), tips: shown(one.tips) })), unread: [...unread, ...(await missingHistory(git))] };
}

/** What the name of a ref holds: no commit brought it, and it stands as long as the ref does. */
function sightsOfRef(name: string, past: Past, look: Looking): readonly Sight[] {
  const tag = past.tags.find(({ ref }) => ref === name);
  const moment = tag && { commit: tag.commit, author: spelledAuthor(tag.author, look), date: tag.date };
  return lookAtRefs([name], look).findings.map((finding) => ({ finding, file: finding.file, refs: [name], moment }));
}

/** What was seen, in the order of history, as one exposure for each value. */
export async function gathered(git: Git, past: Past, sights: readonly Sight[], places: Places): Promise<readonly AuditExposure[]> {
  const values = new Map<string, Sight[]>();
  for (const sight of sights) {
    const key = keyOf(sight);
    const known = values.get(key);
    if (known === undefined) values.set(key, [sight]);
    else known.push(sight);
  }
  const files = sights.flatMap(({ change }) => change ?? []);
  const held = await tipsHolding(git, past.refs, files);
  const tips = new Map(files.map((file, index) => [file, held[index] ?? []]));
  const exposures = [...values.values()].map((group) => exposureOf(group, past, tips, places));
  return exposures.sort((a, b) => (a.first?.date ?? '').localeCompare(b.first?.date ?? '') || (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** A value is one exposure wherever it stands; a broken promise of the code is one for each file. */
const keyOf = ({ finding, file }: Sight): string =>
  finding.class === 'policy' && finding.detail.code === 'value' ? `${finding.ruleId} ${file}` : finding.fingerprint;

/** Everything that was found, in the order of history. */
async function sightsIn(git: Git, past: Past, look: Looking, options: Omit<HistoryOptions, 'missing'>) {
  const moments = new Map<string, Moment>(past.commits.map((one) => [one.commit, one]));
  const names = inspectNames(past.changes, look.engine, look.hasher);
  const listing = listingOf(past.changes);
  const failure = await missingObjects(git, 'files of the history');
  const missing = (count: number): void => {
    if (count > 0) throw failure;
  };
  const { parts } = await lookAtHistory(git, listing, look, { ...options, missing });
  const all = <Of>(of: (part: (typeof parts)[number]) => readonly Of[]): readonly Of[] => parts.flatMap(of);
  const unread = all((part) => part.unread).map((one): Unread => ({ ...one, file: names.spelled(one.file) }));
  const inBlobs = new Map(all(({ hits }) => hits).map(({ id, path, findings }) => [`${id} ${path}`, folded(findings)]));
  const inMessages = new Map<string, Finding[]>();
  for (const { commit = '', ...finding } of all(({ messages }) => messages))
    if (finding.file === 'commit message' && moments.has(commit)) inMessages.set(commit, [...(inMessages.get(commit) ?? []), finding]);
  const shown = authorsSpelled(look);
  for (const [finding, commits] of all((part) => part.names))
    for (const commit of commits) {
      const moment = moments.get(commit);
      if (moment === undefined) continue;
      moments.set(commit, { ...moment, author: shown(moment.author) });
      const { commit: _, ...named } = finding;
      inMessages.set(commit, [...(inMessages.get(commit) ?? []), named]);
    }
  const sights: Sight[] = [];
  for (const change of past.changes)
    for (const finding of inBlobs.get(`${change.blob} ${change.path}`) ?? [])
      sights.push({ finding, change, file: names.spelled(change.path), moment: moments.get(change.commit ?? '') });
  for (const finding of names.findings) sights.push({ finding, file: finding.file, moment: moments.get(finding.commit ?? '') });
  for (const [commit, findings] of inMessages) for (const finding of findings) sights.push({ finding, file: finding.file, moment: moments.get(commit) });
  for (const tag of past.tags) {
    const { findings } = lookAtText('tag message', tag.text, undefined, look);
    const moment = { commit: tag.commit, author: findings.length === 0 ? tag.author : spelledAuthor(tag.author, look), date: tag.date };
    for (const finding of findings) sights.push({ finding, file: finding.file, moment, refs: [tag.ref] });
  }
  const order = new Map(past.commits.map((one, index) => [one.commit, index]));
  const rank = ({ moment }: Sight): number => (moment === undefined ? -1 : (order.get(moment.commit) ?? past.commits.length));
  return { sights: sights.sort((a, b) => rank(a) - rank(b)), unread };
}

/** The blobs that were brought, each with all the paths under which it stood. */
function listingOf(changes: readonly Change[]): BlobListing {
  const paths = new Map<string, Set<Path>>();
  for (const { blob, path } of changes) paths.set(blob, (paths.get(blob) ?? new Set()).add(path));
  const others = new Map<string, readonly Path[]>();
  const lines: Uint8Array[] = [];
  for (const [blob, names] of paths)
    if ([...names].some((path) => path.includes('\n'))) others.set(blob, [...names]);
    else for (const path of names) lines.push(Buffer.from(`${blob} `), bytesOf(path), Buffer.from('\n'));
  const text = Buffer.concat(lines);
  const bytes = new Uint8Array(new SharedArrayBuffer(text.length));
  bytes.set(text);
  return { bytes, idLength: (changes[0]?.blob.length ?? 40) / 2, count: paths.size, others };
}

/** What a file holds tells more than its name: the name is told where nothing was found in it, else only how bad its place makes it. */
export function folded(findings: readonly Finding[]): readonly Finding[] {
  const values = findings.filter(({ detail, severity, class: kind }) => detail.code === 'value' && severity !== 'low' && kind !== 'policy');
  if (values.length === 0 || values.length === findings.length) return findings;
  const worst = severities.findLast((severity) => findings.some((finding) => finding.severity === severity)) ?? 'low';
  return findings.filter(({ detail }) => detail.code !== 'file-name').map((finding) => (values.includes(finding) ? { ...finding, severity: worst } : finding));
}

function exposureOf(group: readonly Sight[], past: Past, tips: ReadonlyMap<Change, readonly string[]>, where: Places): AuditExposure {
  const worst = group.map(({ finding }) => finding).sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity))[0] as Finding;
  const commits = new Set(group.flatMap(({ moment }) => moment?.commit ?? []));
  const reached = descendants(past.commits, commits);
  const reaching = new Set(past.commits.filter((_, at) => reached[at] === 1).map(({ commit }) => commit));
  const refs = past.refs.filter(({ commit }) => commit !== undefined && reaching.has(commit)).map(({ name }) => name);
  const own = group.flatMap((sight) => sight.refs ?? []);
  // a message or a name that was published stays wherever its commit is reached
  const lasting = group.some(({ change, refs: tagged }) => change === undefined && tagged === undefined) ? refs : [];
  const all = [...new Set([...refs, ...own])].sort();
  const homes = group.map(({ file }) => homeOf(file, where));
  const unique = <T>(list: readonly (T | undefined)[]): T[] => [...new Set(list.filter((one): one is T => one !== undefined))];
  return {
    fingerprint: worst.fingerprint,
    ruleId: worst.ruleId,
    severity: worst.severity,
    first: momentOf(group[0]),
    last: momentOf(group.at(-1)),
    refs: all,
    remotes: past.remotes.filter((remote) => all.some((ref) => ref.startsWith(`refs/remotes/${remote}/`))),
    tips: [...new Set([...group.flatMap(({ change }) => (change === undefined ? [] : (tips.get(change) ?? []))), ...own, ...lasting])].sort(),
    places: group.map(({ file, finding, moment }) => ({ file, startLine: finding.startLine, commit: moment?.commit ?? '', decodedFrom: finding.decodedFrom })),
    stores: unique(homes.map(({ store }) => store)),
    environments: unique(homes.map(({ environment }) => environment)),
    controlPlane: group.some(({ file }) => inControlPlane(file, where)),
  };
}

const momentOf = (sight: Sight | undefined): Moment | undefined =>
  sight?.moment === undefined ? undefined : { commit: sight.moment.commit, author: sight.moment.author, date: sight.moment.date };
