// The ignore patterns of contract row C5.2, judged by effect: which lines are missing, which are undone elsewhere.
import type { IgnoreFact } from './facts.ts';

interface Wanted {
  readonly line: string;
  /** names under a folder that the line must (or, for `!`, must not) cover; `%` stands for the folder */
  readonly probes: readonly string[];
  /** only under `instances/` */
  readonly instances: boolean;
}

const wanted: readonly Wanted[] = [
  { line: 'instances/**/.env', probes: ['.env'], instances: true },
  { line: 'instances/**/.env.*', probes: ['.env.production', '.env.local'], instances: true },
  { line: 'instances/**/secrets*', probes: ['secrets', 'secrets.json'], instances: true },
  { line: '*.pem', probes: ['probe.pem'], instances: false },
  { line: '*.key', probes: ['probe.key'], instances: false },
  { line: '*.crt', probes: ['probe.crt'], instances: false },
  { line: '*.p12', probes: ['probe.p12'], instances: false },
  { line: '.env', probes: ['.env'], instances: false },
  { line: '.env.*', probes: ['.env.production', '.env.local'], instances: false },
  { line: '!.env.example', probes: ['.env.example'], instances: false },
  { line: '!instances/**/.env.example', probes: ['.env.example'], instances: true },
];

const usual = ['', 'probe-folder/', 'probe-folder/deep/'];
const places = (want: Wanted, nested: readonly string[]): string[] =>
  want.instances ? ['instances/', 'instances/probe-folder/', ...nested.filter((folder) => folder.startsWith('instances/'))] : [...usual, ...nested];

/** The paths to ask git about. `nested`: folders (ending in `/`) with a `.gitignore` of their own. */
export const ignoreProbes = (nested: readonly string[]): string[] => [
  ...new Set(wanted.flatMap((want) => places(want, nested).flatMap((folder) => want.probes.map((name) => folder + name)))),
];

export interface IgnoreGap {
  readonly line: string;
  readonly path: string;
  /** what decided otherwise, `file:line: pattern`; empty where nothing matched */
  readonly by: string;
}

/** What does not hold: one gap for each wanted line, the first path that shows it. */
export function ignoreGaps(facts: readonly IgnoreFact[]): IgnoreGap[] {
  return wanted.flatMap((want) => {
    const keep = want.line.startsWith('!');
    const wrong = facts.find((fact) => {
      const slash = fact.path.lastIndexOf('/') + 1;
      const covered = want.probes.includes(fact.path.slice(slash)) && (!want.instances || fact.path.startsWith('instances/'));
      return covered && fact.ignored === keep;
    });
    return wrong === undefined ? [] : [{ line: want.line, path: wrong.path, by: wrong.by }];
  });
}

/**
 * The text to add to the top `.gitignore`, or empty. An example that a missing pattern will hide is kept visible in the same go.
 * A gap that a nested file makes cannot be mended from the top: it is left to `doctor` to name.
 */
export function ignoreAddition(text: string, facts: readonly IgnoreFact[]): string {
  const gaps = ignoreGaps(facts).filter((gap) => gap.by === '' || gap.by.startsWith('.gitignore:'));
  const lines = new Set(gaps.map((gap) => gap.line));
  if (lines.has('.env.*')) lines.add('!.env.example');
  if (lines.has('.env.*') || lines.has('instances/**/.env.*')) lines.add('!instances/**/.env.example');
  const ordered = wanted.map((want) => want.line).filter((line) => lines.has(line));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const addition = ['# SECRETS_MANAGEMENT.md 5.2, added by secrets-hooks', ...ordered, ''].join(newline);
  // what was added once and is undone all the same is not added again and again
  if (ordered.length === 0 || text.endsWith(addition)) return '';
  return (text === '' || text.endsWith('\n') ? '' : newline) + addition;
}
