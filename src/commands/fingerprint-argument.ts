// The finding that a command is about, typed as a fingerprint or as its number in the last report. What was typed is never printed: it could be the value.
import { Failure } from '../io/failure.ts';
import { gitFolderOf } from '../io/git-folder.ts';
import { findingNumbered, type NumberedFinding } from '../io/last-findings.ts';
import type { Fingerprint } from '../model.ts';
import type { Standpoint } from './place.ts';
import type { World } from './world.ts';

/** @throws Failure that does not repeat what was typed */
export function fingerprintArgument(text: string): Fingerprint {
  if (!/^v1[fs]-[0-9a-f]{32}$/.test(text))
    throw new Failure(
      'bad-argument',
      'not a fingerprint',
      'Copy it from a report (v1f-… or v1s-…), or use the number of the finding. A value never belongs on the command line.',
    );
  return text as Fingerprint;
}

/**
 * @param text a fingerprint, or a number such as `1` or `#1` from the last report
 * @returns what is known about the finding: only the fingerprint if that was typed
 * @throws Failure that does not repeat what was typed
 */
export async function findingArgument(text: string, at: Standpoint, world: World): Promise<Pick<NumberedFinding, 'fingerprint'> & Partial<NumberedFinding>> {
  const number = /^#?(\d{1,4})$/.exec(text)?.[1];
  if (number === undefined) return { fingerprint: fingerprintArgument(text) };
  const found = findingNumbered(await gitFolderOf(at.git, at.top, world.env), Number(number));
  if (found === undefined)
    throw new Failure(
      'bad-argument',
      `the last report has no finding ${number}`,
      'Run the hook or `secrets-hooks scan --staged` again, then use a number it prints.',
    );
  return found;
}
