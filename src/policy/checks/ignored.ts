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

/** The pattern that covers a path, or undefined where none does; examples of environment files are no secrets. */
function patternFor(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = /\.(?:pem|key|crt|p12)$/.exec(name)?.[0];
  if (ending !== undefined) return `*${ending}`;
  if (!/^instances\/./.test(path) || name === '.env.example') return undefined;
  if (name === '.env') return 'instances/**/.env';
  if (name.startsWith('.env.')) return 'instances/**/.env.*';
  return name.startsWith('secrets') ? 'instances/**/secrets*' : undefined;
}

/** A path that a line of an ignore file takes back: `!certs/ca.crt` gives itself, `!*.pem` one of its kind. */
function takenBack(line: string, folder: string): string | undefined {
  // no path is longer
  const found = /^!\/?(\S.*?)\/?\s*$/.exec(line.slice(0, 4096))?.[1];
  if (found === undefined) return undefined;
  return (
    folder +
    found
      .replaceAll('**', 'probe')
      .replaceAll('*', 'probe')
      .replaceAll('?', 'x')
      .replace(/\[[^\]]*\]/g, 'x')
      .replaceAll('\\', '')
  );
}

const nested = ['probe.pem', 'probe.key', 'probe.crt', 'probe.p12', '.env', '.env.production', 'secrets.yml'];

/**
 * The probes at the top and in each folder that has ignore rules of its own, and what any rule takes back by name.
 * @param ignoreFiles their texts, by path
 */
export function probePaths(ignoreFiles: ReadonlyMap<string, string>): readonly (readonly [path: string, pattern: string])[] {
  const paths = [...ignoreFiles].flatMap(([file, text]) => {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const named = text.split(/\r?\n/).flatMap((line) => takenBack(line, folder) ?? []);
    return [...(folder === '' ? [] : nested.map((name) => folder + name)), ...named, ...named.map((path) => `${path}/probe.key`)];
  });
  const more = paths.flatMap((path) => {
    const pattern = path.split('/').includes('..') ? undefined : patternFor(path);
    return pattern === undefined ? [] : [[path, pattern] as const];
  });
  return [...probes, ...more];
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
