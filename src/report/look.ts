// How the place where a report is read looks: what is asked of it, its width, its signs and colours.
import type { Occasion } from './how-to.ts';

export interface Look {
  readonly occasion: Occasion;
  readonly columns: number;
  readonly unicode: boolean;
  readonly explain: boolean;
  readonly paint: Paint;
  /** whose commands are copied: on Windows neither `>>` nor a backslash at the end of a line does what it does elsewhere */
  readonly shell: Shell;
  /** read aloud, or on a terminal that can only print: nothing is drawn, it is said in words */
  readonly spoken: boolean;
  /** commits of a push that hold what is refused, the oldest first */
  readonly commits: readonly CommitPlace[];
  /** where a refused push would go: the remote's name, or empty, and whether the last fetch was from it */
  readonly destination?: { readonly name: string; readonly isFetched: boolean };
}

export type Shell = 'posix' | 'windows';

export interface CommitPlace {
  readonly id: string;
  /** tip: nothing stands on it · first: it has no parent */
  readonly place: 'tip' | 'first' | 'inner';
  /** a remote-tracking branch that has it already (`origin/main`) */
  readonly publishedOn?: string;
}

/** Colours, or none. Nothing is said by colour alone. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
}

const same = (text: string): string => text;
export const plain: Paint = { bold: same, red: same, yellow: same, dim: same };
