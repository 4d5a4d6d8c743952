// Types of the planted values for tests in TypeScript.
export interface Chance {
  readonly next: () => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly text: (alphabet: string, length: number) => string;
}
export function chanceOf(seed: number): Chance;
export function valuesOf(
  chance: Pick<Chance, 'text'>,
): Readonly<Record<'password' | 'github' | 'stripe' | 'slack' | 'sendgrid' | 'npm' | 'uuid', () => string>>;
