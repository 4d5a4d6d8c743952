// The exposures of a repository: for each value where it stood, since when, by whom, and where it still is (contract rows C10b, C10c).
import { introductionsOf, refsHolding, tipsOf } from '../io/exposure.ts';
import type { Git } from '../io/git.ts';
import { readAllObjects } from '../io/objects.ts';
import { inspectDocument } from '../inspect.ts';
import type { Finding, Fingerprint, Path } from '../model.ts';
import { pathsOfBlobs } from './scan-git.ts';
import type { Looking } from './scan.ts';

export interface Exposure {
  readonly fingerprint: Fingerprint;
  readonly ruleId: string;
  readonly severity: Finding['severity'];
  readonly first: { readonly commit: string; readonly author: string; readonly date: string } | undefined;
  readonly last: { readonly commit: string; readonly author: string; readonly date: string } | undefined;
  readonly refs: readonly string[];
  readonly remotes: readonly string[];
  /** refs whose newest commit still has it */
  readonly tips: readonly string[];
  readonly places: readonly { readonly file: Path; readonly startLine: number; readonly commit: string }[];
  readonly stores: readonly string[];
  readonly environments: readonly string[];
}

/** @param wanted only this value, where one is given */
export async function exposuresOf(git: Git, look: Looking, wanted?: (finding: Finding) => boolean): Promise<readonly Exposure[]> {
  const paths = await pathsOfBlobs(git);
  const byBlob = new Map<string, readonly Finding[]>();
  for await (const object of readAllObjects(git)) {
    if ('missing' in object || object.type !== 'blob') continue;
    const path = paths.get(object.id);
    if (path === undefined) continue;
    const found = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher).findings;
    const kept = wanted === undefined ? found : found.filter(wanted);
    if (kept.length > 0) byBlob.set(object.id, kept);
  }
  if (byBlob.size === 0) return [];
  const introductions = await introductionsOf(git, new Set(byBlob.keys()));
  const tips = await tipsOf(git);
  const values = new Map<Fingerprint, { finding: Finding; blobs: Set<string> }>();
  for (const [blob, findings] of byBlob)
    for (const finding of findings) {
      const known = values.get(finding.fingerprint);
      if (known === undefined) values.set(finding.fingerprint, { finding, blobs: new Set([blob]) });
      else known.blobs.add(blob);
    }
  const exposures: Exposure[] = [];
  for (const [fingerprint, { finding, blobs }] of values) {
    const brought = introductions.filter(({ change }) => blobs.has(change.blob));
    const moment = (one: (typeof brought)[number] | undefined) =>
      one === undefined ? undefined : { commit: one.change.commit ?? '', author: one.author, date: one.date };
    const refs = brought[0]?.change.commit === undefined ? [] : await refsHolding(git, brought[0].change.commit);
    const places = brought.flatMap(({ change }) =>
      (byBlob.get(change.blob) ?? [])
        .filter((one) => one.fingerprint === fingerprint)
        .map((one) => ({ file: change.path, startLine: one.startLine, commit: change.commit ?? '' })),
    );
    exposures.push({
      fingerprint,
      ruleId: finding.ruleId,
      severity: finding.severity,
      first: moment(brought[0]),
      last: moment(brought.at(-1)),
      refs,
      remotes: [...new Set(refs.flatMap((ref) => /^refs\/remotes\/([^/]+)\//.exec(ref)?.[1] ?? []))],
      tips: [...tips].filter(([, held]) => [...blobs].some((blob) => held.has(blob))).map(([ref]) => ref),
      places,
      stores: [...new Set(places.flatMap(({ file }) => /(?:^|\/)instances\/([^/]+)\//.exec(file)?.[1] ?? []))],
      environments: [
        ...new Set(
          places.flatMap(
            ({ file }) =>
              /(?:^|[/._-])(prod(?:uction)?|staging|stage|dev(?:elopment)?|test|qa|uat|preview|sandbox)(?=[/._-]|$)/i.exec(file)?.[1]?.toLowerCase() ?? [],
          ),
        ),
      ],
    });
  }
  return exposures.sort((a, b) => (a.first?.date ?? '').localeCompare(b.first?.date ?? '') || (a.fingerprint < b.fingerprint ? -1 : 1));
}
