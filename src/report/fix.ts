// The report of `fix`: each replacement, where the value went, and what it could not replace.
import type { Finding } from '../model.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';

export interface Fixed {
  readonly finding: Finding;
  readonly name: string;
  /** what replaces the literal */
  readonly reference: string;
}

export type Obstacle = 'language' | 'part' | 'comment' | 'escapes' | 'constant' | 'import' | 'key' | 'encoded' | 'unquotable' | 'elsewhere' | 'changed';

export interface Left {
  readonly finding: Finding;
  readonly obstacle: Obstacle;
}

const obstacles: Readonly<Record<Obstacle, string>> = {
  language: 'no safe replacement for this kind of file',
  part: 'only part of a string: build the string from a reference by hand',
  comment: 'inside a comment: remove it by hand',
  escapes: 'contains escapes: replace it by hand',
  constant: 'only a constant is allowed there: replace it by hand',
  import: 'the import that reads the environment is missing: add it, then run `fix` again',
  key: 'used as a field name: replace it by hand',
  encoded: 'encoded: replace it by hand',
  unquotable: 'a .env file has no quotes that can hold this value: replace it by hand',
  elsewhere: "not a literal: the hook's output says how to fix it",
  changed: 'reached through a link or a special path: replace it by hand',
};

/** @param dry nothing was written */
export function fixReport(fixed: readonly Fixed[], left: readonly Left[], dry: boolean, look: Look): string {
  const lines: string[] = [];
  const all = fixed.length + left.length;
  if (all === 0) return 'secrets-hooks: nothing staged would be blocked\n';
  lines.push(look.paint.bold(`secrets-hooks: ${fixed.length} of ${all} ${dry ? 'would be replaced (dry run, nothing was written)' : 'replaced'}`));
  for (const { finding, reference } of fixed)
    lines.push(...wrapped(`${whereOf(finding)}  ${printable(finding.lead)}•••••••• → ${reference}`, look.columns, '  ', '    '));
  const names = [...new Set(fixed.map((one) => one.name))];
  const s = names.length === 1 ? '' : 's';
  if (fixed.length > 0)
    lines.push(
      ...wrapped(
        `.env ${dry ? 'would hold' : 'now holds'} the value${s} of ${names.join(', ')}; .env.example ${dry ? 'would list' : 'lists'} the name${s}.`,
        look.columns,
        '  ',
      ),
    );
  if (left.length > 0) lines.push('', look.paint.bold('Not replaced:'));
  for (const { finding, obstacle } of left)
    lines.push(...wrapped(`${whereOf(finding)}  ${obstacles[obstacle]} [${finding.ruleId}]`, look.columns, '  ', '    '));
  if (fixed.length > 0 && !dry)
    lines.push(
      '',
      'Review the staged change (git diff --cached), then commit again.',
      ...(look.shell === 'posix'
        ? ['Your program now needs .env in its environment. In this shell:', '  set -a; . ./.env; set +a']
        : ['Your program now needs .env in its environment.']),
      'If the value was ever pushed or shared, rotate it.',
    );
  const text = `${lines.join('\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

const whereOf = (finding: Finding): string => `${shortened(finding.file, 120)}:${finding.startLine}:${finding.startColumn}`;
