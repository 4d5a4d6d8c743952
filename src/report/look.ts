// How a report is rendered: what it is about, width, characters, colours, and what the advice needs to know about the repository.
import type { Occasion } from './how-to.ts';

export interface Look {
  readonly occasion: Occasion;
  readonly columns: number;
  readonly unicode: boolean;
  readonly explain: boolean;
  readonly paint: Paint;
  /** whose commands are printed: on Windows neither `>>` nor a trailing backslash does what it does in a POSIX shell */
  readonly shell: Shell;
  /** for a screen reader or a terminal that can only print: words instead of drawings */
  readonly spoken: boolean;
  /** commits of a push that contain blocked findings, oldest first */
  readonly commits: readonly CommitPlace[];
  /** where a refused push would go: the remote's name, or empty, and whether the last fetch was from it */
  readonly destination?: { readonly name: string; readonly isFetched: boolean };
  /** how this repository starts our command line: `npx secrets-hooks` only where the package is a dependency */
  readonly program: string;
  /** whether git ignores `.env` at the top of this repository */
  readonly ignoresEnv: boolean;
}

export type Shell = 'posix' | 'windows';

export interface CommitPlace {
  readonly id: string;
  /** tip: no commit on top of it · first: it has no parent */
  readonly place: 'tip' | 'first' | 'inner';
  /** a remote-tracking branch that has it already (`origin/main`) */
  readonly publishedOn?: string;
}

/** Colours, or none. Colour alone never carries information. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
}

const same = (text: string): string => text;
export const plain: Paint = { bold: same, red: same, yellow: same, dim: same };
