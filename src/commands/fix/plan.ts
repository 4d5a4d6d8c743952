// What would be written to mend one staged file: its staged text, the same in the work tree, and the values that go into `.env`.
import { positionsOf } from '../../detect/lines.ts';
import type { Engine } from '../../detect/engine.ts';
import type { Finding, Path } from '../../model.ts';
import type { Fixed, Left } from '../../report/fix.ts';
import { isWhole, nameFor } from '../../report/naming.ts';
import { withValue } from './dotenv.ts';
import { edited, type Edit } from './edit.ts';
import { replacementFor } from './replace.ts';

/** Texts have one character a byte. */
export interface Mended {
  readonly text: string;
  readonly dotenv: string;
  readonly fixed: readonly Fixed[];
  readonly left: readonly Left[];
  /** names by value, to find the same literals in the work tree's own version; never printed */
  readonly names: ReadonlyMap<string, string>;
}

/** @param findings of this file that are refused @param dotenv the text of `.env` so far */
export function mend(file: Path, bytes: Buffer, findings: readonly Finding[], dotenv: string, engine: Engine): Mended {
  const text = bytes.toString('latin1');
  const { view, candidates } = engine({ path: file, origin: 'file', bytes });
  const position = positionsOf(view.text);
  const fixed: Fixed[] = [];
  const left: Left[] = [];
  const edits: Edit[] = [];
  const names = new Map<string, string>();
  let home = dotenv;
  for (const finding of findings) {
    const candidate = candidates.find((one) => {
      const { line, column } = position(one.start);
      return one.rule.id === finding.ruleId && line === finding.startLine && column === finding.startColumn && one.start < one.end;
    });
    if (finding.detail.code !== 'value') left.push({ finding, obstacle: 'elsewhere' });
    else if (candidate === undefined || candidate.decodedFrom.length > 0 || view.encoding !== undefined) left.push({ finding, obstacle: 'encoded' });
    else {
      const { start, end } = isWhole(finding) ? wholeUrl(text, candidate.start, candidate.end) : candidate;
      const value = text.slice(start, end);
      const kept = withValue(home, names.get(value) ?? nameFor(finding), value);
      const made = kept === undefined ? ({ obstacle: 'unquotable' } as const) : replacementFor(file, text, start, end, kept.name);
      if (kept === undefined || 'obstacle' in made) {
        left.push({ finding, obstacle: 'obstacle' in made ? made.obstacle : 'unquotable' });
        continue;
      }
      home = kept.text;
      names.set(value, kept.name);
      edits.push(...made.edits);
      fixed.push({ finding, name: kept.name, reference: made.edits.at(-1)?.text ?? '' });
    }
  }
  return { text: edited(text, edits), dotenv: home, fixed, left, names };
}

/** The same literals replaced in another version of the file, wherever they stand there; all else stays. */
export function mendLike(file: Path, text: string, names: ReadonlyMap<string, string>, engine: Engine): string {
  const { view, candidates } = engine({ path: file, origin: 'file', bytes: Buffer.from(text, 'latin1') });
  if (view.encoding !== undefined) return text;
  const edits = candidates.flatMap((candidate) => {
    const ranges = candidate.decodedFrom.length > 0 ? [] : [candidate, wholeUrl(text, candidate.start, candidate.end)];
    const range = ranges.find(({ start, end }) => names.has(text.slice(start, end)));
    const name = range === undefined ? undefined : names.get(text.slice(range.start, range.end));
    const made = range === undefined || name === undefined ? undefined : replacementFor(file, text, range.start, range.end, name);
    return made === undefined || 'obstacle' in made ? [] : made.edits;
  });
  return edited(text, edits);
}

/** The URL around a password in it: from its scheme to the quote, blank or end of line behind it. */
function wholeUrl(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 500);
  const before = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s'"`]{0,300}$/i.exec(text.slice(from, start));
  const after = /^[^\s'"`]{0,500}/.exec(text.slice(end, end + 500));
  return before === null ? { start, end } : { start: from + before.index, end: end + (after?.[0].length ?? 0) };
}
