// The words of a fleet's audit: hooks, policies, ages, and why a repository was not looked at.
import { printable } from '../../report/printable.ts';
import type { Overview, RepositoryRow } from './overview.ts';

export const hooksWords: Readonly<Record<RepositoryRow['hooks'], string>> = {
  installed: 'in force here',
  committed: 'in its files',
  none: 'none',
  unknown: 'not known',
};

export const policyWords: Readonly<Record<RepositoryRow['policy'], string>> = {
  none: 'none of its own',
  invalid: 'not valid',
  same: "the fleet's",
  other: 'differs',
  unknown: 'not known',
};

export const ageWords: Readonly<Record<Overview['byAge'][number]['age'], string>> = {
  week: 'a week at most',
  month: 'a month at most',
  quarter: 'three months at most',
  year: 'a year at most',
  older: 'more than a year',
  unknown: 'not known',
};

const shiftWords: Readonly<Record<string, string>> = {
  'refuse-raised': 'refuses only',
  'refuse-lowered': 'refuses from',
  'rule-off': 'rule off',
  'rule-on': 'rule on',
  'severity-lowered': 'severity lowered',
  'severity-raised': 'severity raised',
  'custom-removed': 'lacks the rule',
  'custom-added': 'has a rule of its own',
  'custom-changed': 'another pattern',
  'remote-check-off': 'does not ask remotes',
  'remote-check-on': 'asks remotes',
  'place-removed': 'lacks the place',
  'place-added': 'has a place of its own',
};

/** `rule-off: stripe-secret-key`, in words. */
export function shiftText(shift: string): string {
  const at = shift.indexOf(': ');
  return printable(`${shiftWords[shift.slice(0, at)] ?? shift.slice(0, at)} ${shift.slice(at + 2)}`);
}

const troubleWords: Readonly<Record<string, string>> = {
  'not-a-repository': 'there is no git repository, or git does not trust its owner',
  'no-such-path': 'there is no such folder',
  'git-missing': 'git could not be started',
  'git-failed': 'git failed',
  'git-silent': 'git gave no answer in time',
  'object-missing': 'objects are missing',
  'object-stream': 'an object could not be read',
  'thread-ended': 'the worker ended while it looked',
  stalled: 'its workers went away again and again',
  internal: 'internal error',
};

export const troubleText = ({ code, about }: { readonly code: string; readonly about: string }): string =>
  printable(`${troubleWords[code] ?? code}${about === '' ? '' : `: ${about}`}`);

export const number = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
export const plural = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;
