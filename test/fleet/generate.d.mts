// Types of the generator for the tests.
export interface Generated {
  readonly name: string;
  readonly place: string;
  readonly values: readonly string[];
}
export function generate(folder: string, count: number, seed?: number): { readonly repositories: readonly Generated[] };
export function grow(repositories: readonly Pick<Generated, 'place'>[], commits: number, seed?: number): readonly string[];
