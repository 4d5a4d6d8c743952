// A fleet's audit for programs: `schemas/fleet.schema.json`, piece by piece, because the whole may be larger than a string can be.
import type { Overview, ReportedRepository } from './overview.ts';

/** One repository by itself. */
export const repositoryJson = (one: ReportedRepository, version: string): string =>
  `${JSON.stringify({ schemaVersion: 1, tool: { name: 'secrets-hooks', version }, ...one }, null, 2)}\n`;

/** @param repositories in the order of the list; asked for anew, so that they need not all be in memory */
export function* fleetJson(overview: Overview, repositories: Iterable<ReportedRepository>, version: string): Generator<string> {
  const { exposures, byClass, byOwner, shared, commits } = overview;
  const summary = {
    repositories: overview.repositories.length,
    commits,
    exposures,
    byClass,
    byOwner,
    withoutHooks: overview.repositories.filter(({ hooks }) => hooks === 'none').length,
    looserPolicy: overview.repositories.filter((row) => row.weaker.length > 0 || row.policy === 'invalid').length,
    notLookedAt: overview.repositories.filter(({ trouble }) => trouble !== undefined).length,
  };
  const start = { schemaVersion: 1, tool: { name: 'secrets-hooks', version }, summary, shared };
  yield `${JSON.stringify(start, null, 1).slice(0, -2)},\n "repositories": [`;
  let first = true;
  for (const one of repositories) {
    yield `${first ? '' : ','}\n${JSON.stringify(one)}`;
    first = false;
  }
  yield '\n ]\n}\n';
}
