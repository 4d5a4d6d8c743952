// All ways, by the table of docs/evasion.md in which they stand.
import type { Repo } from '../hooks/lab.ts';
import { committing } from './committing.ts';
import { kinds, places } from './company.ts';
import { characters, packed, sizes } from './kept.ts';
import { pushing } from './pushing.ts';
import { encoded, escaped, split } from './written.ts';
import type { FileWay, GitWay } from './way.ts';

const of = <Way>(group: string, ways: readonly Way[]): (Way & { readonly group: string })[] => ways.map((way) => ({ group, ...way }));

export const fileWays: readonly (FileWay & { readonly group: string })[] = [
  ...of('Split', split),
  ...of('Escaped', escaped),
  ...of('Encoded', encoded),
  ...of('Characters', characters),
  ...of('Sizes and pictures', sizes),
  ...of('Packed', packed),
  ...of('Places', places),
  ...of('Kinds of file', kinds),
];

/** @param at the repository in which they are tried out; asked when they run */
export const gitWays = (at: () => Repo): readonly (GitWay & { readonly group: string })[] => [
  ...of('Committing', committing(at)),
  ...of('Pushing', pushing(at)),
];
