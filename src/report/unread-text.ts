// Content that could not be scanned: why, what to do about it, and how an admin can allow it for a limited time.
import type { Unread } from '../model.ts';
import { command } from './closing.ts';
import { shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { shellQuoted } from './printable.ts';
import { unreadOf, wayOutOf } from './words.ts';

const MAX_UNREAD_LINES = 10;
/** The file itself, without the path inside an archive. */
const fileOf = (unread: Unread): string => unread.file.split('!/', 1)[0] ?? unread.file;

/** Where, why, and what to do. */
export function unreadLine(one: Unread, width = 240): string {
  const detail = one.detail === undefined ? '' : ` (${shortened(one.detail, 60)})`;
  return `${shortened(one.file, width)}: ${unreadOf(one)}${detail}. ${wayOutOf(one)}`;
}
export const furtherText = (count: number): string => `… and ${count} more`;

export function unreadText(unread: readonly Unread[], look: Look): string {
  const lines = unread.slice(0, MAX_UNREAD_LINES).flatMap((one) => wrapped(unreadLine(one, look.columns * 2), look.columns, '  ', '    '));
  if (unread.length > MAX_UNREAD_LINES) lines.push(`  ${furtherText(unread.length - MAX_UNREAD_LINES)}`);
  return [look.paint.bold('Not scanned:'), ...lines, ...ways(unread, look)].join('\n');
}

function ways(unread: readonly Unread[], look: Look): string[] {
  const [first] = unread;
  const files = [...new Set(unread.map(fileOf))];
  const [file = ''] = files;
  if (first === undefined || look.occasion !== 'commit' || first.reason === 'missing-object' || first.reason === 'shallow-clone' || file.length > 200)
    return [];
  const paths = files.slice(0, 3).map((one) => shellQuoted(one.startsWith('-') ? `./${one}` : one));
  return [
    '    To leave it out of this commit:',
    `      git reset -q -- ${paths.join(' ')}${files.length > 3 ? ' …' : ''}`,
    '    Needed as it is? An admin can allow it until a date:',
    ...command(look, `allow --rule unread-file --path ${shellQuoted(first.file)}`, '--reason "…" --expires YYYY-MM-DD').map((line) => `    ${line}`),
  ];
}
