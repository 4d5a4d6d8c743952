// Verdicts, incidents and exposures as the page shows them. What comes from the repository is made harmless; no value is in any of it.
import { nextStep, type Incident } from '../../ledger/incident.ts';
import type { Exposure, Unread, Verdict } from '../../model.ts';
import { printable } from '../../report/printable.ts';
import { messageOf, reasonOf, unreadOf, wayOutOf, type Rules } from '../../report/words.ts';
import type { Findings, IncidentView, Row, Scope } from '../wire.ts';

export const rowOf = ({ finding, action, reason }: Verdict, rules: Rules): Row => ({
  severity: finding.severity,
  certainty: finding.certainty,
  class: finding.class,
  ruleId: finding.ruleId,
  what: messageOf(finding, rules),
  file: printable(finding.file),
  line: finding.startLine,
  column: finding.startColumn,
  commit: finding.commit ?? '',
  fingerprint: finding.fingerprint,
  action,
  why: reasonOf(reason),
  holder: printable(rules.get(finding.ruleId)?.holder ?? ''),
  rotate: printable(rules.get(finding.ruleId)?.rotate ?? ''),
});

export const unreadRow = (one: Unread): Findings['unread'][number] => ({ file: printable(one.file), why: unreadOf(one), wayOut: wayOutOf(one) });

const titleOf = (ruleId: string, rules: Rules): string => printable(rules.get(ruleId)?.title ?? ruleId);
const verbs: Readonly<Record<string, string>> = { rotated: 'rotate', 'root-cause': 'root-cause', closed: 'close' };

export function incidentView(incident: Incident, rules: Rules): IncidentView {
  const next = nextStep(incident);
  return {
    id: printable(incident.id),
    state: incident.state,
    ruleId: printable(incident.ruleId),
    what: titleOf(incident.ruleId, rules),
    fingerprint: incident.fingerprint,
    places: incident.places.map(({ file, commit }) => ({ file: printable(file), commit: commit ?? '' })),
    freezes: incident.freezes.map(printable),
    history: incident.history.map(({ step, at, by, text }) => ({ step, at, by: printable(by), text: printable(text) })),
    rotate: printable(rules.get(incident.ruleId)?.rotate ?? 'Replace it where it was issued.'),
    next: next === undefined ? '' : `secrets-hooks incident ${verbs[next] ?? next} ${printable(incident.id)} --text "…"`,
  };
}

const mostPlaces = 200;

export const scopeOf = (one: Exposure, rules: Rules): Scope => ({
  fingerprint: one.fingerprint,
  ruleId: one.ruleId,
  what: titleOf(one.ruleId, rules),
  severity: one.severity,
  first: momentOf(one.first),
  last: momentOf(one.last),
  refs: one.refs.map(printable),
  remotes: one.remotes.map(printable),
  tips: one.tips.map(printable),
  stores: one.stores.map(printable),
  environments: one.environments.map(printable),
  places: one.places.slice(0, mostPlaces).map(({ file, startLine, commit }) => ({ file: printable(file), startLine, commit })),
});

const momentOf = (moment: Exposure['first']): Scope['first'] =>
  moment === undefined ? undefined : { commit: moment.commit, author: printable(moment.author), date: moment.date };
