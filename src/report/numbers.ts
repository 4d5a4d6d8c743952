// The numbers of findings in a report: commands such as `allow 1` and `incident open 1` take them instead of a fingerprint.
import type { Report, Verdict } from '../model.ts';
import type { Occasion } from './how-to.ts';

/** The verdicts of a report in the order in which they are numbered, from 1: what is blocked, and in a scan then what is only reported. */
export function numberedVerdicts(report: Report, occasion: Occasion): readonly Verdict[] {
  const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse');
  return occasion === 'scan' ? [...refused, ...report.verdicts.filter((verdict) => verdict.action === 'warn')] : refused;
}

/** @returns the 1-based number of a verdict among `numbered` */
export const numberOf = (numbered: readonly Verdict[], verdict: Verdict): number => numbered.indexOf(verdict) + 1;
