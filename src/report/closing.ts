// What follows the findings: the rule that can't be overridden, how to fix them, and what to do about a leak or a false positive. Each is printed once.
import { severities, type Finding, type Verdict } from '../model.ts';
import { isReplaceable, wayOf, wayOnFor } from './how-to.ts';
import { labelled, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { numberOf } from './numbers.ts';
import { printable, shellQuoted } from './printable.ts';
import { reasonOf } from './words.ts';

/** Different fixes printed for one report; the rest is counted. */
const MAX_FIXES = 5;

/** Reasons other than the policy's severity threshold; rows of the contract's floor share one line. */
export function whyText(verdicts: readonly Verdict[], look: Look): string[] {
  const rows = [...new Set(verdicts.flatMap(({ reason }) => (reason.code === 'floor' ? [reason.row] : [])))].sort();
  const others = verdicts.flatMap(({ reason }) => (['level', 'below', 'floor'].includes(reason.code) ? [] : [reasonOf(reason)]));
  const floor = rows.length === 0 ? [] : [`${rows.length === 1 ? "This rule can't" : "These rules can't"} be overridden (${listed(rows)})`];
  return [...floor, ...new Set(others)].flatMap((reason) => wrapped(`${capitalized(printable(reason))}.`, look.columns, '    '));
}

/** How to fix the findings: those with the same fix share one text. */
export function waysText(findings: readonly Finding[], look: Look): string[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const way = wayOf(finding, look);
    const known = groups.get(way);
    if (known === undefined) groups.set(way, [finding]);
    else known.push(finding);
  }
  const lines = [...groups.values()].slice(0, MAX_FIXES).flatMap((group) => {
    const { words, commands, instead } = wayOnFor(group, look);
    const spelled = [...wrapped(`To fix: ${printable(words)}`, look.columns, ''), ...commands.map((command) => `  ${command}`)];
    if (instead === undefined) return spelled;
    const [only, ...more] = instead.commands;
    return only !== undefined && more.length === 0
      ? [...spelled, ...labelled(instead.words, only, look.columns)]
      : [...spelled, ...wrapped(instead.words, look.columns, ''), ...instead.commands.map((command) => `  ${command}`)];
  });
  return groups.size > MAX_FIXES ? [...lines, `… and ${groups.size - MAX_FIXES} other kinds of fix. Start with these.`] : lines;
}

/**
 * What to do besides fixing the file, with commands ready to copy.
 * @param fixable findings that don't disappear together with a file that is removed
 */
export function afterwards(refused: readonly Verdict[], fixable: readonly Finding[], look: Look): string {
  const values = refused.filter((verdict) => verdict.finding.detail.code === 'value');
  const lines = fetchFirst(refused, look);
  if (values.length === 0) return lines.join('\n');
  // A finding of class `policy` is code that would leak a secret; it contains none.
  const worst = severities.findLast((severity) => values.some(({ finding }) => finding.class !== 'policy' && finding.severity === severity));
  const value = values.find(({ finding }) => finding.class !== 'policy' && finding.severity === worst);
  const open = values.find(({ reason, finding }) => reason.code === 'level' && finding.certainty === 'likely' && fixable.includes(finding));
  if (open !== undefined) lines.push(...labelled('Not a secret?', `${look.program} allow ${numberOf(refused, open)} --reason "…"`, look.columns));
  if (value !== undefined)
    lines.push(...labelled('Ever pushed or shared? Rotate it, then', `${look.program} incident open ${numberOf(refused, value)}`, look.columns));
  return lines.join('\n');
}

/** Findings about whole files may be about files that the destination has already, if nothing is known of it. */
function fetchFirst(refused: readonly Verdict[], { destination, columns }: Look): string[] {
  if (destination === undefined || destination.isFetched || destination.name === '' || refused.every(({ finding }) => finding.commit !== undefined)) return [];
  const words = `Which commits ${printable(destination.name)} has is unknown here. If it has these files already, fetch from it and push again:`;
  return [...wrapped(words, columns, ''), `  git fetch ${shellQuoted(destination.name)}`];
}

/** Whether `fix` can replace every one of these findings. */
export const allReplaceable = (findings: readonly Finding[]): boolean => findings.length > 0 && findings.every(isReplaceable);

/** A long command on two lines, where the shell joins them. */
export const command = (look: Look, start: string, rest: string): string[] =>
  look.shell === 'windows' ? [`  ${look.program} ${start} ${rest}`] : [`  ${look.program} ${start} \\`, `    ${rest}`];

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const listed = (rows: readonly string[]): string => (rows.length < 2 ? rows.join('') : `${rows.slice(0, -1).join(', ')} and ${rows.at(-1) ?? ''}`);
