// Notes that a hook prints besides its verdict: exceptions that expire soon, required ignore patterns that are missing.
import { join } from 'node:path';
import { readSmall } from '../../io/files.ts';
import type { Git } from '../../io/git.ts';
import { noticeDays, standingOf, subjectOf } from '../../policy/allowing.ts';
import { probes } from '../../policy/checks/ignored.ts';
import type { Policy } from '../../policy/policy.ts';
import { printable } from '../../report/printable.ts';

/** The first exception that expires within two weeks, and the number of others. The policy is in memory already, so this is free. */
export function endingSoon(policy: Policy, today: string): readonly string[] {
  const soon = policy.allow.filter((entry) => standingOf(entry, today) === 'soon').sort((a, b) => (a.expires < b.expires ? -1 : 1));
  const [first] = soon;
  if (first === undefined) return [];
  const more = soon.length === 1 ? '' : `, and ${soon.length - 1} more within ${noticeDays} days`;
  return [`the exception for ${subjectOf(first)} expires on ${first.expires} (${first.owner})${more}: secrets-hooks allow list`];
}

const harmless = new Set(['!.env.example', '!**/.env.example', '!instances/**/.env.example']);

/** Patterns that cover a required one because they apply in every folder. */
const covering: readonly (readonly [pattern: string, by: readonly string[]])[] = [
  ['instances/**/.env', ['.env', '.env*']],
  ['instances/**/.env.*', ['.env.*', '.env*']],
];

/**
 * The patterns of contract row C5.2 that have no effect here. Asks git only if the top `.gitignore` doesn't list them literally.
 * @param top the repository's top folder
 */
export async function missingIgnores(git: Git, top: string): Promise<readonly string[]> {
  const text = (await readSmall(join(top, '.gitignore')).catch(() => undefined))?.toString('utf8') ?? '';
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trimEnd()));
  const plain =
    probes.every(([, pattern]) => lines.has(pattern) || covering.some(([covered, by]) => covered === pattern && by.some((one) => lines.has(one)))) &&
    ![...lines].some((line) => line.startsWith('!') && !harmless.has(line));
  if (plain) return [];
  const { ignoredHere } = await import('../../io/ignored.ts');
  const ignored = await ignoredHere(
    git,
    probes.map(([path]) => path),
  );
  return [...new Set(probes.flatMap(([path, pattern]) => (ignored.has(path) ? [] : [pattern])))];
}

/** The note about missing patterns, if any. */
export function lacking(patterns: readonly string[]): readonly string[] {
  if (patterns.length === 0) return [];
  const named = patterns.length > 3 ? `${patterns.slice(0, 2).join(', ')} and ${patterns.length - 2} more` : patterns.join(', ');
  return [`git does not ignore ${named} here (contract row C5.2): secrets-hooks doctor --fix`];
}

/** One line per note. */
export const asides = (notes: readonly string[]): string => notes.map((one) => `secrets-hooks: note: ${printable(one)}\n`).join('');
