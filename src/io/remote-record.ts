// Which commits remotes were seen to have, remembered in the git directory between pushes. URLs are stored as hashes. A line that is damaged is ignored.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_REMOTE_SIGHTINGS } from '../limits.ts';
import { putWhole } from './whole-file.ts';

export interface Sighting {
  /** hash of the URL */
  readonly destination: string;
  /** in milliseconds since 1970 */
  readonly at: number;
  /** seen: the remote had it · sent: a push with it was let through, and may have failed · gone: a deletion was let through */
  readonly kind: 'seen' | 'sent' | 'gone';
  /** the remote's own name of the ref */
  readonly ref: string;
  readonly id: string;
}

const fileIn = (commonFolder: string): string => join(commonFolder, 'secrets-hooks', 'remotes');
const line = /^([0-9a-f]{16}) (\d{1,15}) (seen|sent|gone) ([0-9a-f]{40}|[0-9a-f]{64}) (\S+)$/;
const MAX_LINE_BYTES = 400;

export function readSightings(commonFolder: string): readonly Sighting[] {
  const file = fileIn(commonFolder);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > MAX_REMOTE_SIGHTINGS * MAX_LINE_BYTES) return [];
  try {
    return parseSightings(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

export const parseSightings = (text: string): readonly Sighting[] =>
  text.split('\n').flatMap((one): Sighting[] => {
    const [, destination, at, kind, id, ref] = line.exec(one) ?? [];
    if (destination === undefined || id === undefined || ref === undefined) return [];
    return [{ destination, at: Number(at), kind: kind as Sighting['kind'], id, ref }];
  });

/** Replaces the record. If it can't be written, the next push knows less and scans more. */
export function writeSightings(commonFolder: string, sightings: readonly Sighting[]): void {
  const kept = [...sightings].sort((a, b) => b.at - a.at).slice(0, MAX_REMOTE_SIGHTINGS);
  try {
    putWhole(
      fileIn(commonFolder),
      kept.map(({ destination, at, kind, id, ref }) => `${destination} ${Math.floor(at)} ${kind} ${id} ${ref}\n`),
    );
  } catch {
    return;
  }
}
