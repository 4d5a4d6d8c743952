// The report for a terminal: what was found, where, and how to fix it. 80 columns, readable without colour, never a value.
import type { Finding, Report, Verdict } from '../model.ts';
import { afterwards, waysText, whyText } from './closing.ts';
import { numberedVerdicts, numberOf } from './numbers.ts';
import { fullText, shortText } from './finding-text.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { unreadText } from './unread-text.ts';
import { byClass, type Rules } from './words.ts';

export type { Occasion } from './how-to.ts';
export { plain, type Look, type Paint } from './look.ts';

/** Findings printed in full; if there are more, each takes a line, grouped by file. */
const MAX_FULL_FINDINGS = 2;
/** Findings printed at all by a hook and by a scan; the rest is counted by file. */
const MAX_HOOK_FINDINGS = 10;
const MAX_SCAN_FINDINGS = 200;

interface Gathered {
  readonly verdict: Verdict;
  /** findings inside a file that is blocked as a whole */
  readonly within: readonly Verdict[];
}

export function prettyReport(report: Report, rules: Rules, look: Look): string {
  const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse');
  const warned = report.verdicts.filter((verdict) => verdict.action === 'warn');
  const shown = numberedVerdicts(report, look.occasion);
  const limit = look.occasion === 'scan' ? MAX_SCAN_FINDINGS : MAX_HOOK_FINDINGS;
  const blocks = [headline(report, refused, warned.length, look)];
  const gathered = byFileItself(shown);
  const fixable = fixableOf(refused);
  const number = (verdict: Verdict): number => numberOf(shown, verdict);
  const advice: string[] = [];
  if (gathered.length <= MAX_FULL_FINDINGS)
    blocks.push(...gathered.map(({ verdict, within }) => [...fullText(verdict, within, number(verdict), rules, look), ...whyText([verdict], look)].join('\n')));
  else {
    blocks.push(...kindsOf(shown, look), ...byFile(shown.slice(0, limit)).map((verdicts) => shortText(verdicts, number, rules, look).join('\n')));
    if (shown.length > limit) blocks.push(rest(shown.slice(limit), look));
    blocks.push(whyText(shown, look).join('\n'));
  }
  if (look.occasion === 'commit' && warned.length > 0 && refused.length === 0)
    blocks.push(`  ${warned.length} below the blocking threshold; \`${look.program} scan --staged\` lists them.`);
  if (report.unread.length > 0) blocks.push(unreadText(report.unread, look));
  advice.push(...waysText(look.occasion === 'scan' && gathered.length > MAX_FULL_FINDINGS ? fixable.filter(hasSpecificFix) : fixable, look));
  if (refused.length > 0 && look.occasion !== 'scan') advice.push(look.paint.dim(afterwards(refused, fixable, look)));
  blocks.push(advice.filter((line) => line !== '').join('\n'));
  const text = `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

/** A long scan prints only the fixes that differ from replacing a literal. */
const hasSpecificFix = ({ detail }: Finding): boolean => detail.code === 'promise' || detail.code === 'shared-value';

/** Findings inside a file that has to be removed need no fix of their own. */
function fixableOf(refused: readonly Verdict[]): readonly Finding[] {
  const removed = new Set(refused.filter(({ finding }) => finding.detail.code === 'file-name').map(({ finding }) => placeOf(finding)));
  return refused.map(({ finding }) => finding).filter((finding) => finding.detail.code !== 'value' || !removed.has(placeOf(finding)));
}

const placeOf = (finding: Finding): string => `${finding.commit ?? ''}\n${finding.file}`;

/** Puts the values found inside a file that is blocked as a whole under that file. */
function byFileItself(verdicts: readonly Verdict[]): readonly Gathered[] {
  const named = new Map(verdicts.filter(({ finding }) => finding.detail.code === 'file-name').map((verdict) => [placeOf(verdict.finding), verdict]));
  const inside = (verdict: Verdict): boolean => verdict.finding.detail.code === 'value' && named.has(placeOf(verdict.finding));
  return verdicts
    .filter((verdict) => !inside(verdict))
    .map((verdict) => ({
      verdict,
      within: named.get(placeOf(verdict.finding)) === verdict ? verdicts.filter((one) => inside(one) && placeOf(one.finding) === placeOf(verdict.finding)) : [],
    }));
}

function headline(report: Report, refused: readonly Verdict[], warned: number, look: Look): string {
  const what = { commit: 'commit', message: 'commit', push: 'push', receive: 'push', scan: 'scan' }[look.occasion];
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const unread = report.unread.length === 0 ? '' : `, ${report.unread.length} not scanned`;
  if (look.occasion === 'scan')
    return look.paint.bold(`secrets-hooks: ${count(refused.length + warned, 'finding')} in ${count(report.stats.files, 'file')}${unread}`);
  const files = new Set(refused.map(({ finding }) => finding.file)).size;
  const where = files > 1 ? ` in ${count(files, 'file')}` : '';
  if (refused.length > 0) return look.paint.bold(look.paint.red(`secrets-hooks: ${what} blocked, ${count(refused.length, 'finding')}${where}${unread}`));
  if (report.outcome === 'unsure') return look.paint.bold(look.paint.red(`secrets-hooks: ${what} blocked, because not everything could be scanned`));
  return '';
}

/** The number of findings of each class, if there is more than one class. */
function kindsOf(verdicts: readonly Verdict[], look: Look): readonly string[] {
  const groups = byClass(verdicts);
  if (groups.length < 2) return [];
  return [wrapped(groups.map(({ name, verdicts: { length } }) => `${length} ${name}`).join(', '), look.columns, '  ').join('\n')];
}

/** Groups verdicts by file, in the order of their first finding. */
function byFile(verdicts: readonly Verdict[]): (readonly [Verdict, ...Verdict[]])[] {
  const files = new Map<string, [Verdict, ...Verdict[]]>();
  for (const verdict of verdicts) {
    const known = files.get(verdict.finding.file);
    if (known === undefined) files.set(verdict.finding.file, [verdict]);
    else known.push(verdict);
  }
  return [...files.values()];
}

function rest(verdicts: readonly Verdict[], look: Look): string {
  const files = byFile(verdicts);
  const named = files.slice(0, 5).map((group) => `${shortened(group[0].finding.file, 60)} (${group.length})`);
  const all = look.occasion === 'scan' ? 'scan --format json' : 'scan --staged';
  const words = `… and ${verdicts.length} more: ${named.join(', ')}${files.length > 5 ? ', …' : ''}.`;
  const hasCommand = look.occasion === 'scan' || look.occasion === 'commit';
  // A command that is to be copied is never wrapped.
  const [last = '', ...before] = wrapped(hasCommand ? `${words} To list all:` : words, look.columns, '  ').reverse();
  const command = `${look.program} ${all}`;
  const lines = !hasCommand ? [last] : last.length + 1 + command.length <= look.columns ? [`${last} ${command}`] : [last, `    ${command}`];
  return [...before.reverse(), ...lines].join('\n');
}
