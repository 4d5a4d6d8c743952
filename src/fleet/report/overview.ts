// What a fleet's audit comes to, as figures and lists: by class, age and owner, what is shared, who has no hooks, whose policy differs.
import { classes, severities, type FleetExposure, type Guarding, type Moment, type SecretClass, type Severity } from '../../model.ts';

export interface ReportedRepository {
  readonly name: string;
  readonly owner: string;
  readonly commits: number;
  /** absent where it could not be looked at yet */
  readonly standing?: Guarding;
  readonly exposures: readonly FleetExposure[];
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
  readonly trouble?: { readonly code: string; readonly about: string };
}

export type Counts = Readonly<Record<Severity, number>>;

/** Where one value stands in a repository: the map of a leak. */
export interface SharedPlace {
  readonly repository: string;
  readonly first?: Moment;
  readonly files: readonly string[];
  readonly stores: readonly string[];
  readonly environments: readonly string[];
  readonly tips: number;
}

export interface SharedValue {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly redacted: string;
  /** in the order in which it came to them */
  readonly places: readonly SharedPlace[];
}

export interface RepositoryRow {
  readonly name: string;
  readonly owner: string;
  readonly exposures: Counts;
  readonly hooks: Guarding['hooks'] | 'unknown';
  readonly policy: Guarding['policy'] | 'unknown';
  readonly weaker: readonly string[];
  readonly stricter: readonly string[];
  readonly unread: number;
  readonly trouble?: { readonly code: string; readonly about: string };
}

export interface Overview {
  readonly repositories: readonly RepositoryRow[];
  readonly commits: number;
  readonly exposures: Counts;
  readonly byClass: readonly { readonly class: SecretClass; readonly exposures: Counts }[];
  readonly byAge: readonly { readonly age: (typeof ages)[number]['name']; readonly exposures: Counts }[];
  readonly byOwner: readonly { readonly owner: string; readonly repositories: number; readonly withoutHooks: number; readonly exposures: Counts }[];
  readonly shared: readonly SharedValue[];
}

/** Days since it first came, the youngest first. */
export const ages = [
  { name: 'week', days: 7 },
  { name: 'month', days: 31 },
  { name: 'quarter', days: 92 },
  { name: 'year', days: 366 },
  { name: 'older', days: Infinity },
  { name: 'unknown', days: Number.NaN },
] as const;

const none = (): Record<Severity, number> => ({ low: 0, medium: 0, high: 0, critical: 0 });
export const total = (counts: Counts): number => severities.reduce((sum, severity) => sum + counts[severity], 0);

const day = (date: string): number => Math.floor(Date.parse(date) / 86_400_000);

function ageOf(first: Moment | undefined, today: number): (typeof ages)[number]['name'] {
  const days = first === undefined ? Number.NaN : today - day(first.date);
  return Number.isNaN(days) ? 'unknown' : (ages.find((age) => days <= age.days)?.name ?? 'older');
}

/** @param today `YYYY-MM-DD`: what ages are reckoned from */
export function overviewOf(repositories: Iterable<ReportedRepository>, today: string): Overview {
  const rows: RepositoryRow[] = [];
  const exposures = none();
  const byClass = new Map<string, Record<Severity, number>>(classes.map((name) => [name, none()]));
  const byAge = new Map<string, Record<Severity, number>>(ages.map(({ name }) => [name, none()]));
  const byOwner = new Map<string, { repositories: number; withoutHooks: number; exposures: Record<Severity, number> }>();
  const values = new Map<string, SharedValue>();
  let commits = 0;
  for (const one of repositories) {
    commits += one.commits;
    const own = none();
    const owner = byOwner.get(one.owner) ?? { repositories: 0, withoutHooks: 0, exposures: none() };
    byOwner.set(one.owner, owner);
    owner.repositories += 1;
    if (one.standing?.hooks === 'none') owner.withoutHooks += 1;
    for (const exposure of one.exposures) {
      for (const counts of [exposures, own, owner.exposures, byClass.get(exposure.class), byAge.get(ageOf(exposure.first, day(today)))])
        if (counts !== undefined) counts[exposure.severity] += 1;
      if (exposure.what === 'value') values.set(exposure.fingerprint, withPlace(values.get(exposure.fingerprint), exposure, one.name));
    }
    rows.push(rowOf(one, own));
  }
  const shared = [...values.values()]
    .filter(({ places }) => new Set(places.map(({ repository }) => repository)).size > 1)
    .map((value) => ({ ...value, places: value.places.toSorted(byFirst) }));
  return {
    repositories: rows,
    commits,
    exposures,
    byClass: classes.map((name) => ({ class: name, exposures: byClass.get(name) ?? none() })),
    byAge: ages.map(({ name }) => ({ age: name, exposures: byAge.get(name) ?? none() })),
    byOwner: [...byOwner].map(([owner, figures]) => ({ owner, ...figures })).sort((a, b) => heavier(a.exposures, b.exposures) || compare(a.owner, b.owner)),
    shared: shared.sort((a, b) => rank(b.severity) - rank(a.severity) || b.places.length - a.places.length || compare(a.fingerprint, b.fingerprint)),
  };
}

function withPlace(known: SharedValue | undefined, exposure: FleetExposure, repository: string): SharedValue {
  const { fingerprint, ruleId, severity, redacted, first, stores, environments } = exposure;
  const files = [...new Set(exposure.places.map(({ file }) => file))];
  const place: SharedPlace = { repository, ...(first === undefined ? {} : { first }), files, stores, environments, tips: exposure.tips.length };
  if (known === undefined) return { fingerprint, ruleId, severity, redacted, places: [place] };
  const worse = rank(severity) > rank(known.severity);
  return { ...known, ...(worse ? { severity, ruleId } : {}), places: [...known.places, place] };
}

function rowOf(one: ReportedRepository, exposures: Counts): RepositoryRow {
  const drift = one.standing?.drift ?? [];
  const said = (direction: string): string[] => drift.filter((shift) => shift.direction === direction).map(({ code, subject }) => `${code}: ${subject}`);
  return {
    name: one.name,
    owner: one.owner,
    exposures,
    hooks: one.standing?.hooks ?? 'unknown',
    policy: one.standing?.policy ?? 'unknown',
    weaker: said('weaker'),
    stricter: said('stricter'),
    unread: one.unread.length,
    ...(one.trouble === undefined ? {} : { trouble: one.trouble }),
  };
}

const rank = (severity: Severity): number => severities.indexOf(severity);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byFirst = (a: SharedPlace, b: SharedPlace): number => compare(a.first?.date ?? '~', b.first?.date ?? '~') || compare(a.repository, b.repository);

/** The worse first: by critical ones, then high ones, and so on. */
export function heavier(a: Counts, b: Counts): number {
  for (const severity of severities.toReversed()) if (a[severity] !== b[severity]) return b[severity] - a[severity];
  return 0;
}
