// Contract row C13 for one commit or push: what a change of the rules needs, and what it may not do.
import type { Path, Severity } from '../model.ts';
import { subjectOf } from './allowing.ts';
import { defaultPolicy, policyFile, type Policy } from './policy.ts';
import { shiftsOf, type Shift } from './weakening.ts';

/** What the edge knows of a change of the policy. `undefined`: there is none. */
export interface RuleChange {
  readonly before: Policy | undefined;
  readonly after: Policy | undefined;
  /** what has landed, where that is another line of history than `before`: bringing what stands there already is no weakening */
  readonly landed?: Policy | undefined;
  /** every path that the same change adds, changes or takes away */
  readonly paths: readonly Path[];
  /** every path that it adds */
  readonly added: readonly Path[];
  readonly defaults: ReadonlyMap<string, Severity>;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** A broken promise: contract row, what it is in words, the way out. */
export interface Breach {
  readonly file: Path;
  readonly row: string;
  readonly what: string;
  readonly wayOut: string;
}

const contract = /(?:^|\/)SECRETS_MANAGEMENT\.md$/;
const adr = /(?:^|\/)adr\/[^/]+\.md$/i;
const documentation = /^(?:docs\/(?!adr\/).+|README(?:\.\w+)?|.*SECRETS_MANAGEMENT\.md)$/i;

const words: Readonly<Record<Shift['code'], string>> = {
  'policy-removed': 'the policy is taken away',
  'refuse-raised': 'the level that is refused is raised',
  'refuse-lowered': 'more is refused',
  'tell-raised': 'less is told',
  'tell-lowered': 'more is told',
  'rule-off': 'a rule is turned off',
  'rule-on': 'a rule is turned on',
  'severity-lowered': 'a severity is lowered',
  'severity-raised': 'a severity is raised',
  'allow-added': 'an allow entry is added',
  'allow-removed': 'an allow entry is taken out',
  'expiry-later': 'the end of an allow entry is put off',
  'expiry-sooner': 'an allow entry ends sooner',
  'custom-removed': 'a rule of your own is taken out',
  'custom-added': 'a rule of your own is added',
  'custom-changed': 'what a rule of your own looks for is changed',
  'salt-changed': 'the salt is changed: allow entries and incidents would mean nothing',
  'remote-check-off': 'pushes no longer ask the remote what it has',
  'remote-check-on': 'pushes ask the remote what it has',
  'place-removed': 'a place of stores, environments or the control plane is taken out',
  'place-added': 'a place is added',
};

/** One difference in words, for `policy diff` and the guard. */
export const shiftInWords = (shift: Shift): string => `${words[shift.code]} (${shift.subject})`;

/** A year ahead is as far as an exception may reach, in days. */
export const furthestExpiry = 366;

/** Everything that a change of the rules breaks; empty where it is as it should be, or where there is no such change. */
export function breachesOf(change: RuleChange): readonly Breach[] {
  const { before, after } = change;
  const file = policyFile as Path;
  if (before !== undefined && after === undefined && !change.paths.includes(file)) return [];
  if (before === undefined) return adoption(change);
  if (after === undefined)
    return [{ file, row: 'C13', what: `Weakened: ${words['policy-removed']}`, wayOut: `put ${policyFile} back (git checkout HEAD -- ${policyFile}).` }];
  const shifts = before === after ? [] : shiftsOf(before, after, change.defaults);
  const weaker = shifts.filter((shift) => shift.direction === 'weaker' && shift.code !== 'allow-added' && !hasLanded(shift, change));
  const breaches = [
    ...tooFar(before, after, change.today),
    ...weaker.map((shift): Breach => ({
      file,
      row: 'C13',
      what: `Weakened: ${shiftInWords(shift)}`,
      wayOut: 'take it back; a weaker rule needs a change of the contract itself, through the review of your server.',
    })),
  ];
  const touched = shifts.length > 0 || change.paths.some((path) => contract.test(path));
  return touched ? [...breaches, ...accompaniment(change, shifts)] : breaches;
}

/** The commit that brings the policy passes without papers, unless it starts looser than the defaults. */
function adoption(change: RuleChange): readonly Breach[] {
  if (change.after === undefined) return [];
  const papers = change.after.allow.length > 0 ? accompaniment(change, [{ direction: 'weaker', code: 'allow-added', subject: '' }]) : [];
  const weaker = shiftsOf(defaultPolicy, change.after, change.defaults).filter((shift) => shift.direction === 'weaker' && shift.code !== 'allow-added');
  const looser = weaker.map((shift) => ({
    file: policyFile as Path,
    row: 'C13',
    what: `Weaker than the defaults: ${shiftInWords(shift)}`,
    wayOut: 'take it out of the policy.',
  }));
  return [...looser, ...tooFar(defaultPolicy, change.after, change.today), ...papers];
}

/** Whether the landed policy is as loose in this point: then it was let through there, and a branch that takes it over weakens nothing. */
function hasLanded(shift: Shift, change: RuleChange): boolean {
  if (change.landed === undefined || change.after === undefined) return false;
  const point = ({ code, subject }: Shift): string => (code === 'refuse-raised' ? code : `${code} ${subject.split(': ')[0] ?? ''}`);
  return !shiftsOf(change.landed, change.after, change.defaults).some((other) => other.direction === 'weaker' && point(other) === point(shift));
}

/** Exceptions that this change brings and that end later than a year from now. */
function tooFar(before: Policy, after: Policy, today: string): Breach[] {
  const limit = new Date(Date.parse(today) + furthestExpiry * 86_400_000).toISOString().slice(0, 10);
  const stood = new Set(before.allow.map((entry) => `${subjectOf(entry)} ${entry.expires}`));
  return after.allow
    .filter((entry) => entry.expires > limit && !stood.has(`${subjectOf(entry)} ${entry.expires}`))
    .map((entry) => ({
      file: policyFile as Path,
      row: 'C13',
      what: `Weakened: an allow entry reaches more than a year ahead (${subjectOf(entry)})`,
      wayOut: 'name an earlier day.',
    }));
}

/** A change of the rules needs its documentation and a new ADR in the same change; an allow entry needs the ADR. */
function accompaniment(change: RuleChange, shifts: readonly Shift[]): Breach[] {
  const file = policyFile as Path;
  const breaches: Breach[] = [];
  if (!change.added.some((path) => adr.test(path)))
    breaches.push({
      file,
      row: 'C13',
      what: 'A change of the rules without an ADR',
      wayOut: 'add docs/adr/NNNN-why.md that says what changes and why, in the same change.',
    });
  const onlyAllow = shifts.every((shift) => shift.code.startsWith('allow') || shift.code.startsWith('expiry'));
  if (!onlyAllow && !change.paths.some((path) => documentation.test(path)))
    breaches.push({ file, row: 'C13', what: 'A change of the rules without its documentation', wayOut: 'say it in docs/ or README.md, in the same change.' });
  return breaches;
}
