// The refusal as people read it: what, where, why, how to go on. 80 columns, no colour needed, nothing secret.
import type { Finding, Report, Verdict } from '../model.ts';
import { afterwards, waysText, whyText } from './closing.ts';
import { wayOf } from './how-to.ts';
import { fullText, shortText } from './finding-text.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { unreadText } from './unread-text.ts';
import { byClass, type Rules } from './words.ts';

export type { Occasion } from './how-to.ts';
export { plain, type Look, type Paint } from './look.ts';

/** Up to so many are told in full, more by file; past the second number they are counted. */
const inFull = 2;
const mostInHooks = 10;
const mostInScans = 200;

interface Gathered {
  readonly verdict: Verdict;
  readonly within: readonly Verdict[];
}

export function prettyReport(report: Report, rules: Rules, look: Look): string {
  const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse');
  const warned = report.verdicts.filter((verdict) => verdict.action === 'warn');
  const shown = look.occasion === 'scan' ? [...refused, ...warned] : refused;
  const most = look.occasion === 'scan' ? mostInScans : mostInHooks;
  const blocks = [headline(report, refused, warned.length, look)];
  const gathered = byFileItself(shown);
  const mending = mendable(refused);
  if (gathered.length <= inFull) blocks.push(...inFullTexts(gathered, rules, look));
  else {
    blocks.push(...kindsOf(shown, look), ...byFile(shown.slice(0, most)).map((verdicts) => shortText(verdicts, rules, look).join('\n')));
    if (shown.length > most) blocks.push(rest(shown.slice(most), look));
    blocks.push([...whyText(shown, look), ...waysText(look.occasion === 'scan' ? mending.filter(ofItsOwn) : mending, look)].join('\n'));
  }
  if (look.occasion === 'commit' && warned.length > 0 && refused.length === 0)
    blocks.push(`  ${warned.length} below the level that is refused; \`secrets-hooks scan --staged\` shows them.`);
  if (report.unread.length > 0) blocks.push(unreadText(report.unread, look));
  if (refused.length > 0 && look.occasion !== 'scan') blocks.push(look.paint.dim(afterwards(refused, mending, look)));
  const text = `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

/** Two that go the same way on are told it once, below both. */
function inFullTexts(gathered: readonly Gathered[], rules: Rules, look: Look): string[] {
  const findings = gathered.filter(({ verdict }) => verdict.action === 'refuse').map(({ verdict }) => verdict.finding);
  const together = findings.length === 2 && new Set(findings.map((finding) => wayOf(finding, look))).size === 1;
  const texts = gathered.map(({ verdict, within }) => {
    const ways = verdict.action === 'refuse' && !together ? waysText([verdict.finding], look) : [];
    return [...fullText(verdict, within, rules, look), ...whyText([verdict], look), ...ways].join('\n');
  });
  return together ? [...texts, waysText(findings, look).join('\n')] : texts;
}

/** In a scan of much the ways on are told only where they are not the same for all values. */
const ofItsOwn = ({ detail }: Finding): boolean => detail.code === 'promise' || detail.code === 'shared-value';

/** What is in a file that goes needs no way of its own. */
function mendable(refused: readonly Verdict[]): readonly Finding[] {
  const gone = new Set(refused.filter(({ finding }) => finding.detail.code === 'file-name').map(({ finding }) => placeOf(finding)));
  return refused.map(({ finding }) => finding).filter((finding) => finding.detail.code !== 'value' || !gone.has(placeOf(finding)));
}

const placeOf = (finding: Finding): string => `${finding.commit ?? ''}\n${finding.file}`;

/** A file that is refused for what it is takes along what stands in it. */
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
  const unread = report.unread.length === 0 ? '' : `, ${report.unread.length} not looked at`;
  if (look.occasion === 'scan')
    return look.paint.bold(`secrets-hooks: ${count(refused.length + warned, 'finding')} in ${count(report.stats.files, 'file')}${unread}`);
  const files = new Set(refused.map(({ finding }) => finding.file)).size;
  const where = files > 1 ? ` in ${count(files, 'file')}` : '';
  if (refused.length > 0) return look.paint.bold(look.paint.red(`secrets-hooks: ${what} refused, ${count(refused.length, 'finding')}${where}${unread}`));
  if (report.outcome === 'unsure') return look.paint.bold(look.paint.red(`secrets-hooks: ${what} refused, because not everything could be looked at`));
  return '';
}

/** How many of each class, where there is more than one class. */
function kindsOf(verdicts: readonly Verdict[], look: Look): readonly string[] {
  const groups = byClass(verdicts);
  if (groups.length < 2) return [];
  return [wrapped(groups.map(({ name, verdicts: { length } }) => `${length} ${name}`).join(', '), look.columns, '  ').join('\n')];
}

/** Files in the order of their first finding. */
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
  const told = look.occasion === 'scan' || look.occasion === 'commit';
  // a command that is to be copied is not broken
  const [last = '', ...before] = wrapped(told ? `${words} All of them:` : words, look.columns, '  ').reverse();
  const command = `npx secrets-hooks ${all}`;
  const lines = !told ? [last] : last.length + 1 + command.length <= look.columns ? [`${last} ${command}`] : [last, `    ${command}`];
  return [...before.reverse(), ...lines].join('\n');
}
