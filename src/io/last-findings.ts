// The findings of the last report in this work tree, by number, so that `allow 1` and `incident open 1` need no fingerprint. Never a value.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certainty, Fingerprint, Verdict } from '../model.ts';
import { putWhole } from './whole-file.ts';

/** What a command needs to know of a finding that was printed. */
export interface NumberedFinding {
  readonly fingerprint: Fingerprint;
  readonly ruleId: string;
  readonly certainty: Certainty;
  readonly file: string;
  readonly startLine: number;
}

const fileIn = (gitFolder: string): string => join(gitFolder, 'secrets-hooks', 'last-findings.json');

/**
 * Remembers the findings of a report in the order of their numbers.
 * A folder that can't be written to is no reason to fail: the fingerprint works as well.
 */
export function rememberFindings(gitFolder: string, numbered: readonly Verdict[]): void {
  const findings = numbered.map(({ finding: { fingerprint, ruleId, certainty, file, startLine } }) => ({ fingerprint, ruleId, certainty, file, startLine }));
  try {
    putWhole(fileIn(gitFolder), [`${JSON.stringify({ version: 1, findings })}\n`], 0o600);
  } catch {
    return;
  }
}

/** @param number from 1 @returns undefined if the last report has no such finding, or can't be read */
export function findingNumbered(gitFolder: string, number: number): NumberedFinding | undefined {
  try {
    const { version, findings } = JSON.parse(readFileSync(fileIn(gitFolder), 'utf8')) as { version: number; findings: readonly NumberedFinding[] };
    const found = version === 1 ? findings[number - 1] : undefined;
    return found !== undefined && /^v1[fs]-[0-9a-f]{32}$/.test(found.fingerprint) ? found : undefined;
  } catch {
    return undefined;
  }
}
