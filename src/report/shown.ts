// What a report shows: a finding that passes is none to whoever reads it.
import type { Report, Verdict } from '../model.ts';

export const shownOf = (report: Report): readonly Verdict[] => report.verdicts.filter((verdict) => verdict.action !== 'pass');
