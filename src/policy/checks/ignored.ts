// Contract row C5.2: the seven ignore patterns, judged by effect. A change that takes the effect away is refused.
import type { Path } from '../../model.ts';
import type { Breach } from '../guard.ts';

/** A path for each pattern, and what it stands for. */
export const probes: readonly (readonly [path: string, pattern: string])[] = [
  ['instances/probe/.env', 'instances/**/.env'],
  ['instances/probe/deep/.env', 'instances/**/.env'],
  ['instances/probe/.env.production', 'instances/**/.env.*'],
  ['instances/probe/secrets.yml', 'instances/**/secrets*'],
  ['probe.pem', '*.pem'],
  ['probe.key', '*.key'],
  ['probe.crt', '*.crt'],
  ['probe.p12', '*.p12'],
];

/** The probes at the top and in each folder that has ignore rules of its own. */
export function probePaths(ignoreFiles: readonly string[]): readonly (readonly [path: string, pattern: string])[] {
  const folders = ignoreFiles.map((file) => file.slice(0, file.lastIndexOf('/') + 1)).filter((folder) => folder !== '');
  return [
    ...probes,
    ...folders.flatMap((folder) => probes.filter(([path]) => !path.includes('/')).map(([path, pattern]) => [folder + path, pattern] as const)),
  ];
}

/** @param before @param after the probes that are ignored; of the same paths */
export function ignoreBreaches(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  paths: readonly (readonly [path: string, pattern: string])[],
  file: Path,
): readonly Breach[] {
  const lost = [...new Set(paths.filter(([path]) => before.has(path) && !after.has(path)).map(([, pattern]) => pattern))];
  return lost.map((pattern) => ({
    file,
    row: 'C5.2',
    what: `Weakened: ${pattern} would no longer be ignored`,
    wayOut: 'keep the pattern, and no later or nested rule that takes it back; `secrets-hooks doctor --fix` mends it.',
  }));
}
