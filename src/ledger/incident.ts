// An incident is the sum of its steps: what was exposed, how far its handling has come, what it keeps shut (contract row C11).
import type { Fingerprint } from '../model.ts';

export const steps = ['open', 'rotated', 'root-cause', 'closed'] as const;
export type Step = (typeof steps)[number];

/** One file of the ledger: a step that was taken. `schemas/incident.schema.json` says the same. */
export interface Entry {
  readonly version: 1;
  readonly incident: string;
  readonly step: Step;
  /** UTC, to the second: `2026-01-31T12:00:00Z` */
  readonly at: string;
  readonly by: string;
  readonly text: string;
  readonly fingerprint?: Fingerprint;
  readonly ruleId?: string;
  readonly places?: readonly { readonly file: string; readonly commit?: string }[];
  readonly freezes?: readonly string[];
}

export interface Incident {
  readonly id: string;
  readonly state: Step;
  readonly fingerprint: Fingerprint;
  readonly ruleId: string;
  readonly places: NonNullable<Entry['places']>;
  readonly freezes: readonly string[];
  /** in the order in which they count */
  readonly history: readonly Entry[];
}

/** What is wrong with a ledger: an entry that has no place in its incident's order. */
export interface Fault {
  readonly incident: string;
  readonly code: 'no-opening' | 'skipped-step';
  readonly step: Step;
}

/**
 * Puts the entries of a ledger together. The same step taken on two branches counts once, the earlier of the two;
 * a step whose predecessor is missing does not count and is told as a fault.
 */
export function incidentsOf(entries: readonly Entry[]): { readonly incidents: readonly Incident[]; readonly faults: readonly Fault[] } {
  const byId = new Map<string, Entry[]>();
  for (const entry of entries) byId.set(entry.incident, [...(byId.get(entry.incident) ?? []), entry]);
  const incidents: Incident[] = [];
  const faults: Fault[] = [];
  for (const [id, all] of [...byId].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const history = firstOfEach(all);
    const opening = history.find((entry) => entry.step === 'open');
    if (opening?.fingerprint === undefined || opening.ruleId === undefined) {
      faults.push({ incident: id, code: 'no-opening', step: 'open' });
      continue;
    }
    const reached = steps.findIndex((step) => !history.some((entry) => entry.step === step));
    const count = reached < 0 ? steps.length : reached;
    for (const late of history.filter((entry) => steps.indexOf(entry.step) >= count)) faults.push({ incident: id, code: 'skipped-step', step: late.step });
    incidents.push({
      id,
      state: steps[count - 1] ?? 'open',
      fingerprint: opening.fingerprint,
      ruleId: opening.ruleId,
      places: opening.places ?? [],
      freezes: opening.freezes ?? [],
      history: history.filter((entry) => steps.indexOf(entry.step) < count),
    });
  }
  return { incidents, faults };
}

function firstOfEach(entries: readonly Entry[]): Entry[] {
  const ordered = [...entries].sort((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step) || (a.at < b.at ? -1 : a.at > b.at ? 1 : a.by < b.by ? -1 : 1));
  return ordered.filter((entry, index) => ordered.findIndex((other) => other.step === entry.step) === index);
}

/** The step that comes next, or undefined where the incident is closed. */
export function nextStep(incident: Incident): Step | undefined {
  return steps[steps.indexOf(incident.state) + 1];
}

/** Why `step` may not be taken now, or undefined where it may. */
export function obstacle(incident: Incident, step: Step): { readonly code: 'taken' | 'skips'; readonly needs?: Step } | undefined {
  const next = nextStep(incident);
  if (next === step) return undefined;
  if (next === undefined || steps.indexOf(step) < steps.indexOf(next)) return { code: 'taken' };
  return { code: 'skips', needs: next };
}
