// From the texts of a ledger to its incidents, or to what is wrong with a file of it.
import validate from '../generated/incident-validator.js';
import { incidentsOf, type Entry, type Incident } from './incident.ts';

export interface LedgerProblem {
  readonly file: string;
  readonly problem: string;
}

/** @param texts of the files under `.secrets-hooks/incidents`, by path */
export function loadLedger(texts: ReadonlyMap<string, string>): { readonly incidents: readonly Incident[]; readonly problems: readonly LedgerProblem[] } {
  const entries: Entry[] = [];
  const problems: LedgerProblem[] = [];
  for (const [file, text] of texts) {
    if (!file.endsWith('.json')) continue;
    const entry = entryOf(text);
    if (entry === undefined) problems.push({ file, problem: 'this is no entry of the ledger (schemas/incident.schema.json)' });
    else entries.push(entry);
  }
  const { incidents, faults } = incidentsOf(entries);
  return {
    incidents,
    problems: [
      ...problems,
      ...faults.map((fault) => ({
        file: fault.incident,
        problem: fault.code === 'no-opening' ? 'it was never opened' : `the step before "${fault.step}" is missing`,
      })),
    ],
  };
}

/** One entry, or undefined where the text is none. */
export function entryOf(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validate(value) ? (value as Entry) : undefined;
  } catch {
    return undefined;
  }
}
