// What the policy sets for one file, field by field: the last section that names the file and sets the field, else the whole repository's setting.
import { severities, type Finding, type Path, type Severity } from '../model.ts';
import { matchesGlob } from './glob.ts';
import type { Levels, Policy } from './policy.ts';

/** A setting and where it stands: in a section, by its place in `sections`, or undefined for the whole repository. */
export interface Setting<Value> {
  readonly value: Value;
  readonly section: number | undefined;
}

export function settingFor<Value>(policy: Policy, file: Path, pick: (levels: Levels) => Value | undefined): Setting<Value> | undefined {
  const sections = policy.sections ?? [];
  for (let section = sections.length - 1; section >= 0; section -= 1) {
    const value = pick(sections[section] as Levels);
    if (value !== undefined && sections[section]?.paths.some((glob) => matchesGlob(glob, file)) === true) return { value, section };
  }
  const value = pick(policy);
  return value === undefined ? undefined : { value, section: undefined };
}

/** A name that a policy file made up is looked up as its own key only: `constructor` is no setting. */
export const own = <Value>(record: Readonly<Partial<Record<string, Value>>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

export const atLeast = (severity: Severity, limit: Severity): boolean => severities.indexOf(severity) >= severities.indexOf(limit);

/** The level from which on a finding is refused, and the field that sets it. */
export interface Limit extends Setting<Severity> {
  readonly field: readonly string[];
}

/** Of everything that speaks of a finding the strictest counts. */
export function limitFor(policy: Policy, finding: Pick<Finding, 'file' | 'class' | 'certainty'>): Limit {
  const { file } = finding;
  const found = [
    { field: ['refuse'], setting: settingFor(policy, file, (levels) => levels.refuse) },
    { field: ['classes', finding.class], setting: settingFor(policy, file, (levels) => own(levels.classes, finding.class)) },
    { field: ['certainties', finding.certainty], setting: settingFor(policy, file, (levels) => own(levels.certainties, finding.certainty)) },
  ].flatMap(({ field, setting }): Limit[] => (setting === undefined ? [] : [{ ...setting, field }]));
  return found.reduce((strict, one) => (atLeast(strict.value, one.value) && strict.value !== one.value ? one : strict));
}

export const ruleOff = (policy: Policy, ruleId: string, file: Path): Setting<boolean> | undefined => {
  const enabled = settingFor(policy, file, (levels) => own(levels.rules, ruleId)?.enabled);
  return enabled?.value === false ? enabled : undefined;
};

export const severitySet = (policy: Policy, ruleId: string, file: Path): Setting<Severity> | undefined =>
  settingFor(policy, file, (levels) => own(levels.rules, ruleId)?.severity);

/** Whether a rule is off for every path: only then nothing looks for it. */
export const offEverywhere = (policy: Policy, ruleId: string): boolean =>
  own(policy.rules, ruleId)?.enabled === false && !(policy.sections ?? []).some((section) => own(section.rules, ruleId)?.enabled === true);
