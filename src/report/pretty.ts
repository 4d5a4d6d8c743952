// The refusal as people read it: what, where, why, how to go on. 80 columns, no colour needed, nothing secret.
import type { Report, Verdict } from '../model.ts';
import { fullText, shortText } from './finding-text.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { byClass, unreadOf, wayOutOf, type Rules } from './words.ts';

export type { Occasion } from './how-to.ts';
export { plain, type Look, type Paint } from './look.ts';

/** Up to so many are told in full, more by file; past the second number they are counted. */
const inFull = 2;
const mostInHooks = 10;
const mostInScans = 200;

export function prettyReport(report: Report, rules: Rules, look: Look): string {
  const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse');
  const warned = report.verdicts.filter((verdict) => verdict.action === 'warn');
  const shown = look.occasion === 'scan' ? [...refused, ...warned] : refused;
  const most = look.occasion === 'scan' ? mostInScans : mostInHooks;
  const blocks = [headline(report, refused.length, warned.length, look)];
  if (shown.length <= inFull) blocks.push(...shown.map((verdict) => fullText(verdict, rules, look)));
  else blocks.push(...kindsOf(shown, look), ...byFile(shown.slice(0, most)).map((verdicts) => shortText(verdicts, rules, look)));
  if (shown.length > most) blocks.push(rest(shown.slice(most), look));
  if (look.occasion === 'commit' && warned.length > 0 && refused.length === 0)
    blocks.push(`  ${warned.length} below the level that is refused; \`secrets-hooks scan --staged\` shows them.`);
  if (report.unread.length > 0) blocks.push(notRead(report, look));
  if (refused.length > 0 && look.occasion !== 'scan') blocks.push(look.paint.dim(afterwards(refused, look)));
  const text = `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

function headline(report: Report, refused: number, warned: number, look: Look): string {
  const what = { commit: 'commit', message: 'commit', push: 'push', receive: 'push', scan: 'scan' }[look.occasion];
  const count = (number: number): string => `${number} finding${number === 1 ? '' : 's'}`;
  const unread = report.unread.length === 0 ? '' : `, ${report.unread.length} not looked at`;
  if (look.occasion === 'scan')
    return look.paint.bold(`secrets-hooks: ${count(refused + warned)} in ${report.stats.files} file${report.stats.files === 1 ? '' : 's'}${unread}`);
  if (refused > 0) return look.paint.bold(look.paint.red(`secrets-hooks: ${what} refused, ${count(refused)}${unread}`));
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
  const way = look.occasion === 'scan' || look.occasion === 'commit' ? ` All of them: npx secrets-hooks ${all}` : '';
  return wrapped(words + way, look.columns, '  ').join('\n');
}

/** What to do besides mending the file: once for all findings, with the commands ready to copy. */
function afterwards(refused: readonly Verdict[], look: Look): string {
  const value = refused.find((verdict) => verdict.finding.detail.code === 'value')?.finding;
  if (value === undefined) return 'Nothing was changed.';
  const lines = ['Nothing was changed.'];
  if (look.occasion === 'commit') lines.push('Let the replacement be done, where it is safe: npx secrets-hooks fix');
  lines.push('Was the value ever pushed or shared? Then it is compromised: rotate it at its', 'provider, and record it:');
  lines.push(`  npx secrets-hooks incident open ${value.fingerprint} \\`, `    --rule ${value.ruleId}`);
  const open = refused.find((verdict) => verdict.reason.code === 'level' && verdict.finding.detail.code === 'value')?.finding;
  if (open !== undefined)
    lines.push(
      'Is it no secret? An admin can allow it for a time, with a reason:',
      `  npx secrets-hooks allow ${open.fingerprint} \\`,
      '    --reason "…" --expires YYYY-MM-DD',
    );
  return lines.join('\n');
}

function notRead(report: Report, look: Look): string {
  const lines = report.unread.slice(0, mostInHooks).flatMap((unread) => {
    const detail = unread.detail === undefined ? '' : ` (${shortened(unread.detail, 60)})`;
    return wrapped(`${shortened(unread.file, look.columns * 2)}: ${unreadOf(unread)}${detail}. ${wayOutOf(unread)}`, look.columns, '  ', '    ');
  });
  if (report.unread.length > mostInHooks) lines.push(`  … and ${report.unread.length - mostInHooks} more`);
  return [look.paint.bold('Not looked at:'), ...lines].join('\n');
}
