// The tables of a fleet's state, and what is read from them.
import type { Known, Standing, Trouble } from './task.ts';
import type { FleetExposure, Unread } from '../model.ts';

export interface Remembered {
  /** the run in which it was last finished */
  readonly run: number;
  readonly known?: Known;
  /** of a divided repository: what was known when its work began, and where it will stand when that is done */
  readonly underway?: { readonly now: Known; readonly standing: Standing; readonly base: boolean };
}

/** What a report tells of a repository, as it was last seen. */
export interface Told {
  readonly standing?: Standing;
  readonly exposures: readonly FleetExposure[];
  readonly unread: readonly Unread[];
  readonly commits: number;
  readonly trouble?: Trouble;
}

export const schema = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS repository (
  name TEXT PRIMARY KEY, place TEXT NOT NULL, run INTEGER NOT NULL DEFAULT 0, known TEXT, standing TEXT, exposures TEXT, unread TEXT,
  commits INTEGER NOT NULL DEFAULT 0, trouble TEXT, underway TEXT, changed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part (id TEXT PRIMARY KEY, repository TEXT NOT NULL, task TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_of ON part (repository);
CREATE TABLE IF NOT EXISTS sight (repository TEXT NOT NULL, fresh INTEGER NOT NULL, sights TEXT NOT NULL, unread TEXT NOT NULL, commits INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS sight_of ON sight (repository);
`;
