// What is said below the findings: why no policy helps, the ways on, and what to do besides. Each is said once.
import { severities, type Finding, type Verdict } from '../model.ts';
import { isReplaceable, wayOf, wayOnFor } from './how-to.ts';
import { wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable, shellQuoted } from './printable.ts';
import { reasonOf } from './words.ts';

const mostWays = 5;

/** Reasons other than the policy's level; rows of the floor are told together. */
export function whyText(verdicts: readonly Verdict[], look: Look): string[] {
  const rows = [...new Set(verdicts.flatMap(({ reason }) => (reason.code === 'floor' ? [reason.row] : [])))].sort();
  const others = verdicts.flatMap(({ reason }) => (['level', 'below', 'floor'].includes(reason.code) ? [] : [reasonOf(reason)]));
  const floor =
    rows.length === 0 ? [] : [`contract row${rows.length === 1 ? '' : 's'} ${listed(rows)}: no policy can allow ${verdicts.length === 1 ? 'it' : 'this'}`];
  return [...floor, ...new Set(others)].flatMap((reason) => wrapped(`Why: ${printable(reason)}.`, look.columns, '    '));
}

/** Findings that go the same way on are told it together. */
export function waysText(findings: readonly Finding[], look: Look): string[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const way = wayOf(finding, look);
    const known = groups.get(way);
    if (known === undefined) groups.set(way, [finding]);
    else known.push(finding);
  }
  const lines = [...groups.values()].slice(0, mostWays).flatMap((group) => {
    const { words, commands, instead } = wayOnFor(group, look);
    const spelled = [...wrapped(`Way on: ${printable(words)}`, look.columns, '    '), ...commands.map((command) => `      ${command}`)];
    return instead === undefined
      ? spelled
      : [...spelled, ...wrapped(instead.words, look.columns, '    '), ...instead.commands.map((command) => `      ${command}`)];
  });
  return groups.size > mostWays ? [...lines, `    … and ${groups.size - mostWays} other ways: mend these first.`] : lines;
}

const undone = {
  commit: 'Nothing was changed.',
  message: 'Nothing was committed.',
  push: 'Nothing was pushed.',
  receive: 'Nothing was taken.',
  scan: '',
} as const;

/**
 * What to do besides mending the file, with the commands ready to copy.
 * @param mendable without what goes together with its file
 */
export function afterwards(refused: readonly Verdict[], mendable: readonly Finding[], look: Look): string {
  const lines: string[] = [undone[look.occasion]];
  const { destination } = look;
  if (destination?.isFetched === false && destination.name !== '' && refused.some(({ finding }) => finding.commit === undefined))
    lines.push(
      ...wrapped(
        `Which commits ${printable(destination.name)} has is unknown here. If it has these files already, fetch from it and push again:`,
        look.columns,
        '',
      ),
      `  git fetch ${shellQuoted(destination.name)}`,
    );
  const values = refused.filter((verdict) => verdict.finding.detail.code === 'value');
  if (values.length === 0) return lines.join('\n');
  if (look.occasion === 'commit') {
    if (mendable.some((one) => isReplaceable(one))) lines.push('Let the replacement be done, where it is safe: npx secrets-hooks fix');
    if (mendable.some(({ certainty, detail }) => certainty === 'likely' && detail.code === 'value'))
      lines.push('How it was judged: npx secrets-hooks scan --staged --explain');
  }
  const before = look.occasion === 'push' || look.occasion === 'receive' ? 'Was the value pushed or shared before?' : 'Was the value ever pushed or shared?';
  // code that would hand a secret on holds none
  const worst = severities.findLast((severity) => values.some(({ finding }) => finding.class !== 'policy' && finding.severity === severity));
  const value = values.find(({ finding }) => finding.class !== 'policy' && finding.severity === worst)?.finding;
  if (value !== undefined)
    lines.push(
      ...wrapped(`${before} Then it is compromised: rotate it at its provider, and record it:`, look.columns, ''),
      ...command(look, `incident open ${value.fingerprint}`, `--rule ${value.ruleId}`),
    );
  const open = values.find(({ reason, finding }) => reason.code === 'level' && mendable.includes(finding))?.finding;
  if (open !== undefined)
    lines.push(
      'Is it no secret? An admin can allow it for a time, with a reason:',
      ...command(look, `allow ${open.fingerprint}`, '--reason "…" --expires YYYY-MM-DD'),
    );
  return lines.join('\n');
}

/** In two lines, where a shell takes them as one. */
export const command = (look: Look, start: string, rest: string): string[] =>
  look.shell === 'windows' ? [`  npx secrets-hooks ${start} ${rest}`] : [`  npx secrets-hooks ${start} \\`, `    ${rest}`];

const listed = (rows: readonly string[]): string => (rows.length < 2 ? rows.join('') : `${rows.slice(0, -1).join(', ')} and ${rows.at(-1) ?? ''}`);
