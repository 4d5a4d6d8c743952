// Allow entries: one value, or one rule in one narrow place, for a time. What each covers, how it stands today, and which reach too far.
import type { Finding, Path, Unread } from '../model.ts';
import type { AllowEntry } from './policy.ts';

/** Under this name a file that cannot be looked at (an encrypted archive) may be let through by its path. */
export const unreadRule = 'unread-file';
/** So many days ahead the end of an entry is told. */
export const noticeDays = 14;
/** An entry that lets more values through than this is too broad to be an exception. */
export const mostValues = 10;

/** What an entry is about, in one word: the fingerprint, or the rule and the path. */
export const subjectOf = (entry: AllowEntry): string => entry.fingerprint ?? `${entry.rule ?? ''} in ${entry.path ?? ''}`;

/** Whether an entry is about this finding. The floor and the ledger are asked before. */
export function covers(entry: AllowEntry, finding: Pick<Finding, 'fingerprint' | 'formerFingerprint' | 'ruleId' | 'file' | 'detail'>): boolean {
  if (entry.fingerprint !== undefined) return entry.fingerprint === finding.fingerprint || entry.fingerprint === finding.formerFingerprint;
  return finding.detail.code === 'value' && entry.rule === finding.ruleId && matches(entry, finding.file);
}

/** The entry that lets a finding through today. @param today `YYYY-MM-DD` */
export const allowing = (entries: readonly AllowEntry[], finding: Finding, today: string): AllowEntry | undefined =>
  entries.find((entry) => entry.expires >= today && covers(entry, finding));

/** Whether an entry lets a file pass that could not be looked at. What git itself has lost is not open to that. */
export const letsUnread = (entries: readonly AllowEntry[], unread: Unread, today: string): boolean =>
  !['missing-object', 'shallow-clone'].includes(unread.reason) && entries.some((entry) => entry.rule === unreadRule && entry.expires >= today && matches(entry, unread.file));

/** A path, in whose last part `*` stands for anything. */
function matches(entry: AllowEntry, file: Path): boolean {
  const pattern = (entry.path ?? '').replace(/[.+?^$(){}|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${pattern}$`).test(file);
}

export type Standing = 'holds' | 'soon' | 'expired';

/** How an entry stands today. */
export function standingOf(entry: AllowEntry, today: string): Standing {
  if (entry.expires < today) return 'expired';
  return entry.expires <= new Date(Date.parse(today) + noticeDays * 86_400_000).toISOString().slice(0, 10) ? 'soon' : 'holds';
}

/** Why an entry is too broad, by its own words; undefined where it is narrow. */
export function tooBroad(entry: AllowEntry): string | undefined {
  if (entry.fingerprint !== undefined) return undefined;
  const parts = (entry.path ?? '').split('/');
  const last = parts.at(-1) ?? '';
  if (parts.slice(0, -1).some((part) => part.includes('*'))) return '`*` may stand in the last part of a path only';
  if (last.includes('**')) return '`**` covers whole folders';
  if (last === '') return 'a folder is named, not a file';
  return /^\*?(?:\.\*)?$/.test(last) || (parts.length === 1 && last.includes('*')) ? 'it covers every file there' : undefined;
}
