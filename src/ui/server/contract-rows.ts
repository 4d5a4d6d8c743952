// The contract, row by row, and how each stands here: what doctor says, what a scan found, what the policy and the ledger hold.
import type { Incident } from '../../ledger/incident.ts';
import type { Finding } from '../../model.ts';
import { sharedValues } from '../../policy/checks/shared-values.ts';
import type { Policy } from '../../policy/policy.ts';
import { printable } from '../../report/printable.ts';
import type { Check } from '../../setup/check.ts';
import type { ContractRow } from '../wire.ts';

/** What is known when the rows are put together; undefined: that was not looked at. */
export interface Known {
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
  readonly incidents: readonly Incident[];
  readonly policy: Policy | undefined;
  readonly problems: readonly string[];
  readonly weaker: readonly string[];
}

type Note = ContractRow['notes'][number];

export function contractRows(known: Known): readonly ContractRow[] {
  const { findings, incidents } = known;
  const value = (finding: Finding): boolean => finding.class !== 'policy' && finding.severity !== 'low';
  const rule = (...ids: readonly string[]) => findings.filter((finding) => ids.includes(finding.ruleId));
  const shared = known.policy === undefined ? [] : sharedValues(findings.filter(value), [], known.policy.places);
  const open = incidents.filter(({ state }) => state !== 'closed');
  return [
    byFindings('C2', 'Six classes of secret are looked for; what cannot be looked at is refused', []),
    byChecks(
      'C3.1',
      'Nothing secret is committed: hooks judge every commit, message and push',
      known.checks,
      (id) => !['ignore', 'policy', 'exception'].includes(id),
    ),
    byFindings(
      'C4.1',
      'No real secret stands in any file',
      findings.filter((finding) => value(finding) && finding.detail.code === 'value'),
    ),
    byFindings('C4.2', 'Example files hold placeholders only', rule('example-file-value')),
    byFindings('C5.1', 'No .env but .env.example is tracked', rule('dotenv-file')),
    {
      ...byChecks('C5.2', 'Key files and store secrets are ignored, and none is tracked', known.checks, (id) => id === 'ignore'),
      ...broken(rule('ignored-file', 'key-file')),
    },
    byFindings(
      'C6',
      'No value stands in two environments',
      shared.filter(({ ruleId }) => ruleId === 'secret-copied-between-environments'),
    ),
    byFindings('C7', 'The control plane reads no store secret', rule('control-plane-reads-store-secret')),
    byFindings('C8', 'Stores share no secret and fall back to none', [
      ...rule('shared-credential-fallback', 'cross-store-secret-reference'),
      ...shared.filter(({ ruleId }) => ruleId === 'secret-shared-between-stores'),
    ]),
    byFindings('C9', 'No secret goes into logs, errors or metrics', rule('secret-in-log')),
    {
      row: 'C10',
      promise: 'Exposures are found, dated and traced',
      state: 'holds',
      notes: [{ text: 'See Usage scope: history, refs and remotes of each value.' }],
    },
    {
      row: 'C11',
      promise: 'Compromised values are rotated and never used again',
      state: open.length === 0 ? 'holds' : 'broken',
      notes: open.map(({ id, state }) => ({ text: `${printable(id)} is ${state}`, mend: `secrets-hooks incident show ${printable(id)}` })),
    },
    told('C12', 'The policy does not undo the floor', known.problems, 'run: secrets-hooks policy check'),
    told('C13', 'The rules in the work tree are no looser than those in force', known.weaker, 'take it back, or change the contract itself'),
    {
      row: 'C6',
      promise: 'On a running system, secrets are not edited by hand',
      state: 'beyond',
      notes: [{ text: 'No look at files can tell: docs/contract.md.' }],
    },
  ];
}

const most = 6;
const placeOf = (finding: Finding): Note => ({ text: `${printable(finding.file)}:${finding.startLine}` });

function byFindings(row: string, promise: string, findings: readonly Finding[]): ContractRow {
  return { row, promise, state: 'holds', notes: [], ...broken(findings) };
}

/** State and notes where something was found; nothing otherwise. */
function broken(findings: readonly Finding[]): Pick<ContractRow, 'state' | 'notes'> | undefined {
  if (findings.length === 0) return undefined;
  const more = findings.length > most ? [{ text: `and ${findings.length - most} more` }] : [];
  return { state: 'broken', notes: [...findings.slice(0, most).map(placeOf), ...more] };
}

function byChecks(row: string, promise: string, checks: readonly Check[], mine: (id: string) => boolean): ContractRow {
  const own = checks.filter(({ id }) => mine(id));
  const state = own.some((check) => check.state === 'bad') ? 'broken' : own.length === 0 || own.some((check) => check.state === 'unsure') ? 'unsure' : 'holds';
  const notes = own
    .filter((check) => check.state !== 'ok')
    .map(({ text, mend }): Note => ({ text: printable(text), ...(mend === undefined ? {} : { mend: printable(mend) }) }));
  return { row, promise, state, notes };
}

const told = (row: string, promise: string, texts: readonly string[], mend: string): ContractRow => ({
  row,
  promise,
  state: texts.length === 0 ? 'holds' : 'broken',
  notes: texts.map((text) => ({ text: printable(text), mend })),
});
