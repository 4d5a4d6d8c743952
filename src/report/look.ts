// How the place where a report is read looks: what is asked of it, its width, its signs and colours.
import type { Occasion } from './how-to.ts';

export interface Look {
  readonly occasion: Occasion;
  readonly columns: number;
  readonly unicode: boolean;
  readonly explain: boolean;
  readonly paint: Paint;
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
