// Where a fleet's report goes: a page and a file for the whole, JSON and SARIF for each repository. Files are put in their place when they are whole.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './source.ts';
import type { State } from './state.ts';
import { Failure } from '../io/failure.ts';
import { putWhole } from '../io/whole-file.ts';
import { severities, type Finding, type Path, type Severity, type Verdict } from '../model.ts';
import { fleetPage } from './report/html.ts';
import { fleetJson, repositoryJson } from './report/json.ts';
import type { Overview, ReportedRepository } from './report/overview.ts';
import { sarifReport } from '../report/sarif.ts';
import type { Rules } from '../report/words.ts';

export interface Delivery {
  readonly sources: readonly Source[];
  readonly state: State;
  readonly overview: Overview;
  readonly rules: Rules;
  readonly run: number;
  readonly failOn: Severity | 'none';
  readonly version: string;
  readonly today: string;
}

/** Each repository as it is told, one at a time. */
export function* reported(sources: readonly Source[], state: State): Generator<ReportedRepository> {
  for (const { name, owner } of sources) {
    const one = state.told(name);
    if (one === undefined) continue;
    const { standing, exposures, unread, commits, trouble } = one;
    yield {
      name,
      owner,
      commits,
      ...(trouble === undefined ? {} : { trouble: { code: trouble.code, about: trouble.about } }),
      ...(standing === undefined ? {} : { standing: { hooks: standing.hooks, policy: standing.policy, drift: standing.drift } }),
      exposures,
      unread: inOrder(unread.map(({ file, reason }) => ({ file, reason }))),
    };
  }
}

/** Told once each, in an order that does not depend on how the work was divided. */
function inOrder<T extends { readonly file: string; readonly reason: string }>(unread: readonly T[]): readonly T[] {
  const keyed = new Map(unread.map((one) => [`${one.file}\0${one.reason}`, one]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

export function deliverTo(folder: string, delivery: Delivery): void {
  const { overview, rules, version, today, sources, state, run } = delivery;
  try {
    putWhole(join(folder, 'fleet.html'), [fleetPage(overview, rules, version, today)]);
    putWhole(join(folder, 'fleet.json'), fleetJson(overview, reported(sources, state), version));
    const changed = state.changed(run);
    for (const source of sources) {
      const base = join(folder, 'repositories', fileNameOf(source.name));
      if (!changed.has(source.name) && existsSync(`${base}.sarif`)) continue;
      const [one] = reported([source], state);
      if (one === undefined) continue;
      putWhole(`${base}.json`, [repositoryJson(one, version)]);
      putWhole(`${base}.sarif`, [sarifOf(one, delivery)]);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure('unwritable', `--report (${code})`, 'Name a writable folder.');
  }
}

/** A name as a path of files: what a file system could take for something else is written otherwise, and told apart. */
function fileNameOf(name: string): string {
  const safe = name
    .split('/')
    .map((part) =>
      part
        .replace(/[^\w.@+~-]/g, '_')
        .replace(/^\.+/, '_')
        .slice(0, 100),
    )
    .filter((part) => part !== '')
    .join('/');
  return safe === name ? safe : `${safe === '' ? '_' : safe}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** What stands in a repository as code scanning takes it: each place of each exposure once, where it came last. */
function sarifOf(one: ReportedRepository, { state, failOn, rules, version }: Delivery): string {
  const exposed = new Map(
    one.exposures.flatMap((exposure) =>
      exposure.places.map((place) => [`${exposure.fingerprint} ${place.file} ${place.startLine} ${place.commit}`, exposure.severity]),
    ),
  );
  const findings = new Map<string, Finding>();
  for (const { finding, file, moment } of state.seen(one.name, true).sights) {
    const severity = exposed.get(`${finding.fingerprint} ${file} ${finding.startLine} ${moment?.commit ?? ''}`);
    if (severity === undefined) continue;
    const key = [file, String(finding.startLine).padStart(8, '0'), String(finding.startColumn).padStart(8, '0'), finding.ruleId, finding.fingerprint].join(
      '\0',
    );
    const known = findings.get(key);
    // the latest moment, so that the order in which the work was done does not matter
    if (known === undefined || (known.commit ?? '') < (moment?.commit ?? ''))
      findings.set(key, { ...finding, file, severity, ...(moment === undefined ? {} : { commit: moment.commit }) });
  }
  const verdicts = [...findings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, finding]): Verdict => {
      const refused = failOn !== 'none' && severities.indexOf(finding.severity) >= severities.indexOf(failOn);
      return refused
        ? { finding, action: 'refuse', reason: { code: 'level', limit: failOn } }
        : { finding, action: 'warn', reason: { code: 'below', limit: failOn === 'none' ? 'critical' : failOn } };
    });
  const unread = one.unread.map(({ file, reason }) => ({ file: file as Path, reason: reason as 'damaged' }));
  const refused = verdicts.some(({ action }) => action === 'refuse');
  const outcome = refused ? 'refused' : unread.length > 0 || one.trouble !== undefined ? 'unsure' : 'clean';
  return sarifReport({ outcome, verdicts, unread, stats: { files: 0, bytes: 0, commits: one.commits, durationMs: 0 } }, rules, version);
}
