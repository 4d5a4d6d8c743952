// What could not be looked at: why, what to do about it, and how an admin lets it pass for a time.
import type { Unread } from '../model.ts';
import { command } from './closing.ts';
import { shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { shellQuoted } from './printable.ts';
import { unreadOf, wayOutOf } from './words.ts';

const most = 10;
/** Within an archive the path goes on behind this. */
const fileOf = (unread: Unread): string => unread.file.split('!/', 1)[0] ?? unread.file;

/** One of them: where, why, and the way out. */
export function unreadLine(one: Unread, width = 240): string {
  const detail = one.detail === undefined ? '' : ` (${shortened(one.detail, 60)})`;
  return `${shortened(one.file, width)}: ${unreadOf(one)}${detail}. ${wayOutOf(one)}`;
}
export const furtherText = (count: number): string => `… and ${count} more`;

export function unreadText(unread: readonly Unread[], look: Look): string {
  const lines = unread.slice(0, most).flatMap((one) => wrapped(unreadLine(one, look.columns * 2), look.columns, '  ', '    '));
  if (unread.length > most) lines.push(`  ${furtherText(unread.length - most)}`);
  return [look.paint.bold('Not looked at:'), ...lines, ...ways(unread, look)].join('\n');
}

function ways(unread: readonly Unread[], look: Look): string[] {
  const [first] = unread;
  const files = [...new Set(unread.map(fileOf))];
  const [file = ''] = files;
  if (first === undefined || look.occasion !== 'commit' || first.reason === 'missing-object' || first.reason === 'shallow-clone' || file.length > 200)
    return [];
  const paths = files.slice(0, 3).map((one) => shellQuoted(one.startsWith('-') ? `./${one}` : one));
  return [
    '    Leave it out of this commit:',
    `      git reset -q -- ${paths.join(' ')}${files.length > 3 ? ' …' : ''}`,
    '    Must it be there? An admin can let it pass for a time, with a reason:',
    ...command(look, `allow --rule unread-file --path ${shellQuoted(first.file)}`, '--reason "…" --expires YYYY-MM-DD').map((line) => `    ${line}`),
  ];
}
