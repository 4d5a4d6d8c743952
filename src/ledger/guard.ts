// A ledger only grows: what a change may not do to it.
import type { Entry } from './incident.ts';

/** One step of the ledger before and after a change, by file name. Undefined: not there. */
export interface LedgerChange {
  readonly file: string;
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
}

/** Steps that were taken out or rewritten; adding is always allowed. */
export function rewritten(changes: readonly LedgerChange[]): readonly { readonly file: string; readonly code: 'removed' | 'changed' }[] {
  return changes.flatMap(({ file, before, after }): { file: string; code: 'removed' | 'changed' }[] => {
    if (before === undefined) return [];
    if (after === undefined) return [{ file, code: 'removed' }];
    return canonical(before) === canonical(after) ? [] : [{ file, code: 'changed' }];
  });
}

const canonical = (entry: Entry): string =>
  JSON.stringify(entry, (_, value: unknown) => (isPlain(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The file in which a step is kept: its name never meets another one's. `mark` is random, from the edge. */
export function fileOf(entry: Entry, mark: string): string {
  return `${entry.incident}/${entry.at.replace(/[-:]/g, '')}-${entry.step}-${mark}.json`;
}

/** The text of that file. */
export function textOf(entry: Entry): string {
  return `${JSON.stringify(entry, null, 2)}\n`;
}
