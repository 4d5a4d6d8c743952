// The verdicts that a report shows: everything but what passes.
import type { Report, Verdict } from '../model.ts';

export const shownOf = (report: Report): readonly Verdict[] => report.verdicts.filter((verdict) => verdict.action !== 'pass');
