// What `fix` did, or would do: each replacement, where the value went, what was left and why.
import type { Finding } from '../model.ts';
import { inAscii, shortened, wrapped } from './layout.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';

export interface Fixed {
  readonly finding: Finding;
  readonly name: string;
  /** what stands there now */
  readonly reference: string;
}

export type Obstacle = 'language' | 'part' | 'comment' | 'escapes' | 'constant' | 'import' | 'key' | 'encoded' | 'unquotable' | 'elsewhere' | 'changed';

export interface Left {
  readonly finding: Finding;
  readonly obstacle: Obstacle;
}

const obstacles: Readonly<Record<Obstacle, string>> = {
  language: 'no replacement is safe in a file of this kind',
  part: 'it is only a part of a text: put the text together from a reference by hand',
  comment: 'it stands in a comment: take it out by hand',
  escapes: 'it is written with escapes: replace it by hand',
  constant: 'only a constant may stand there: replace it by hand',
  import: 'the file does not import what reads the environment: add that import, then run this again',
  key: 'it is the name of a field: replace it by hand',
  encoded: 'it stands there encoded: replace it by hand',
  unquotable: 'no quotes of a .env file hold it: replace it by hand',
  elsewhere: 'this is no literal: a refusal says how to go on',
  changed: 'the file is not reached by a plain path: replace it by hand',
};

/** @param dry nothing was written */
export function fixReport(fixed: readonly Fixed[], left: readonly Left[], dry: boolean, look: Look): string {
  const lines: string[] = [];
  const all = fixed.length + left.length;
  if (all === 0) return 'secrets-hooks: nothing is staged that would be refused\n';
  lines.push(look.paint.bold(`secrets-hooks: ${fixed.length} of ${all} ${dry ? 'would be replaced, nothing was written' : 'replaced'}`));
  for (const { finding, reference } of fixed)
    lines.push(...wrapped(`${whereOf(finding)}  ${printable(finding.lead)}•••••••• → ${reference}`, look.columns, '  ', '    '));
  const names = [...new Set(fixed.map((one) => one.name))];
  const s = names.length === 1 ? '' : 's';
  if (fixed.length > 0)
    lines.push(
      ...wrapped(
        `.env ${dry ? 'would have' : 'has'} the value${s} of ${names.join(', ')}; git ignores it. .env.example ${dry ? 'would have' : 'has'} the name${s}.`,
        look.columns,
        '  ',
      ),
    );
  if (left.length > 0) lines.push('', look.paint.bold('Left as it is:'));
  for (const { finding, obstacle } of left)
    lines.push(...wrapped(`${whereOf(finding)}  ${obstacles[obstacle]} [${finding.ruleId}]`, look.columns, '  ', '    '));
  if (fixed.length > 0 && !dry)
    lines.push(
      '',
      'Look at it, then commit again: git diff --cached',
      ...(look.shell === 'posix'
        ? ['The program needs .env in its environment from now on. In this shell:', '  set -a; . ./.env; set +a']
        : ['The program needs .env in its environment from now on.']),
      'Was the value ever pushed or shared? Then rotate it, wherever it stands now.',
    );
  const text = `${lines.join('\n')}\n`;
  return look.unicode ? text : inAscii(text);
}

const whereOf = (finding: Finding): string => `${shortened(finding.file, 120)}:${finding.startLine}:${finding.startColumn}`;
