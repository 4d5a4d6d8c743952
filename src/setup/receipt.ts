// What `install` put in, kept in the git directory, so that `uninstall` takes out that and nothing else. Holds our own texts only.
import { asBytes, asText } from './facts.ts';
import { blockStart } from './shim.ts';

/** Paths start with `top:` or `git:` where they can, so that a repository may be moved; else `abs:`. */
export type Entry =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'block'; readonly path: string; readonly added: string; readonly created: boolean }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'config'; readonly key: string; readonly value: string; readonly before?: string }
  | { readonly kind: 'package'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

export interface Receipt {
  readonly version: string;
  readonly entries: readonly Entry[];
}

export interface Roots {
  readonly top: string;
  readonly commonDir: string;
}

export const receiptPath = (roots: Roots): string => `${roots.commonDir}/secrets-hooks/installed.json`;

/** What the hooks judged, kept by themselves. */
export const journalPath = (roots: Pick<Roots, 'commonDir'>): string => `${roots.commonDir}/secrets-hooks/journal`;

/** The common directory is tried first: it often lies under the top. */
export function toPlace(path: string, roots: Roots): string {
  if (path.startsWith(`${roots.commonDir}/`)) return `git:${path.slice(roots.commonDir.length + 1)}`;
  if (roots.top !== '' && path.startsWith(`${roots.top}/`)) return `top:${path.slice(roots.top.length + 1)}`;
  return `abs:${path}`;
}

export function fromPlace(place: string, roots: Roots): string {
  const path = place.slice(4);
  return place.startsWith('git:') ? `${roots.commonDir}/${path}` : place.startsWith('top:') ? `${roots.top}/${path}` : path;
}

/** A file has one marked block, but may have been given ignore patterns more than once. */
const keyOf = (entry: Entry): string => {
  if (entry.kind === 'moved') return `moved ${entry.from}`;
  if (entry.kind === 'config') return `config ${entry.key}`;
  return `${entry.kind} ${entry.path}${entry.kind === 'block' && !entry.added.includes(blockStart) ? entry.added : ''}`;
};

/** What was there before the first install is still known after the second. */
function joined(entry: Entry, known: Entry | undefined): Entry {
  if (entry.kind === 'config' && known?.kind === 'config') return { ...entry, ...(known.before === undefined ? {} : { before: known.before }) };
  if (entry.kind !== 'block' || known?.kind !== 'block') return entry;
  // a block replaced in place keeps the newline that was put before it
  const newline = known.added.startsWith('\n') && !entry.added.startsWith('\n') ? '\n' : '';
  return { ...entry, added: newline + entry.added, created: entry.created || known.created };
}

/** New entries beside the old ones; what says the same thing again replaces it. */
export function merged(old: readonly Entry[], added: readonly Entry[]): Entry[] {
  const entries = new Map(old.map((entry) => [keyOf(entry), entry]));
  for (const entry of added) entries.set(keyOf(entry), joined(entry, entries.get(keyOf(entry))));
  return [...entries.values()];
}

/** @returns undefined for anything that is not a receipt: then only marks in the files tell what is ours. */
export function parseReceipt(text: string): Receipt | undefined {
  try {
    const value = JSON.parse(asText(text)) as Partial<Receipt> | null;
    if (value === null || typeof value.version !== 'string' || !Array.isArray(value.entries)) return undefined;
    return { version: value.version, entries: value.entries };
  } catch {
    return undefined;
  }
}

export const receiptText = (receipt: Receipt): string => asBytes(`${JSON.stringify(receipt, undefined, 1)}\n`);
