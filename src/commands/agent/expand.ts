// Expands the words of a shell command as far as that can be known without running anything. What cannot be known leaves a mark in the word.
import { MAX_BRACE_WORDS, MAX_SHELL_WORD_CHARS } from '../../limits.ts';
import type { Piece, Word } from './shell.ts';

/** Marks in expanded words; no shell word can contain them. */
export const marks = {
  /** any text, and any number of words */
  unknown: '\u0001',
  /** any text within the word */
  unknownQuoted: '\u0002',
  /** a name of git's: no option, no blank */
  name: '\u0003',
  /** unquoted `*`, `?` and `[` */
  star: '\u0004',
  question: '\u0005',
  bracket: '\u0006',
} as const;
/** Unquoted `{`, `,` and `}`, until braces are expanded. */
const braces = { open: '\u000e', comma: '\u000f', close: '\u0010' } as const;
/** Separates words while unquoted values are split. */
const split = '\u0011';

/** What a script has set so far. */
export interface Variables {
  /** the fields of a variable; undefined where it is not set */
  fields(name: string): readonly string[] | undefined;
  /** whether words are split at something else than blanks */
  readonly customSplit: boolean;
}

/** The words that one word becomes. */
export function expandWord(word: Word, variables: Variables): readonly string[] {
  let text = '';
  for (const piece of word) {
    text += expandPiece(piece, variables);
    if (text.length > MAX_SHELL_WORD_CHARS) return [marks.unknown];
  }
  const quoted = word.some((piece) => piece.kind === 'text' && piece.quoted);
  const fields = text.split(split).filter((field) => field !== '' || quoted);
  return fields.flatMap(expandBraces);
}

/** Unquoted text: what the shell would treat as a glob or a brace becomes a mark. */
const bare = (text: string): string =>
  text
    .replaceAll('*', marks.star)
    .replaceAll('?', marks.question)
    .replaceAll('[', marks.bracket)
    .replaceAll('{', braces.open)
    .replaceAll(',', braces.comma)
    .replaceAll('}', braces.close);

function expandPiece(piece: Piece, variables: Variables): string {
  switch (piece.kind) {
    case 'text':
      return piece.quoted ? piece.text : bare(piece.text);
    case 'unknown':
      return piece.quoted ? marks.unknownQuoted : marks.unknown;
    case 'output':
      return outputOf(piece.script) ?? (piece.quoted ? marks.unknownQuoted : marks.unknown);
    case 'variable': {
      const fields = variables.fields(piece.name) ?? (piece.fallback === undefined ? undefined : [piece.fallback]);
      if (fields === undefined) return piece.quoted ? marks.unknownQuoted : marks.unknown;
      if (piece.quoted) return fields.join(split);
      if (variables.customSplit) return marks.unknown;
      return fields.map((field) => bare(field).trim().split(/\s+/).join(split)).join(split);
    }
  }
}

/** What a few read-only commands print, as far as it matters. */
function outputOf(script: string): string | undefined {
  const text = script.trim();
  if (/^git rev-parse (?:--path-format=\w+ )?(?:--git-dir|--git-common-dir|--absolute-git-dir)$/.test(text)) return '.git';
  const path = /^git rev-parse --git-path (hooks(?:\/[\w-]+)?|config)$/.exec(text)?.[1];
  if (path !== undefined) return `.git/${path}`;
  if (/^git config (?:--get |get )?core\.hookspath$/i.test(text)) return '.git/hooks';
  const program = /^(?:which|command -v|type -p) ([\w.-]+)$/.exec(text)?.[1];
  if (program !== undefined) return program;
  if (/^pwd$/.test(text) || /^git rev-parse --show-toplevel$/.test(text)) return '.';
  // names of branches and commits neither begin with a dash nor hold a blank
  if (
    /^git branch --show-current$|^git (?:rev-parse|symbolic-ref|merge-base|describe)(?: (?:--abbrev-ref|--short(?:=\d+)?|--verify|--tags|-q|[\w@{}^~/.]+))*$/.test(
      text,
    )
  )
    return marks.name;
  return undefined;
}

/** `a{b,c}` as `ab`, `ac`. Braces that hold no comma are text. */
function expandBraces(word: string): readonly string[] {
  let left = [word];
  const done: string[] = [];
  while (left.length > 0) {
    if (left.length + done.length > MAX_BRACE_WORDS) return [marks.unknown];
    const [one = '', ...more] = left;
    const found = new RegExp(`${braces.open}([^${braces.open}${braces.close}]*)${braces.close}`).exec(one);
    if (found === null) {
      done.push(plain(one));
      left = more;
      continue;
    }
    const inner = found[1] ?? '';
    const [before, after] = [one.slice(0, found.index), one.slice(found.index + found[0].length)];
    const range = /\.\./.test(inner) && !inner.includes(braces.comma);
    const parts = range ? [marks.unknownQuoted] : inner.includes(braces.comma) ? inner.split(braces.comma) : [`{${inner}}`];
    left = [...parts.map((part) => before + part + after), ...more];
  }
  return done;
}

const plain = (word: string): string => word.replaceAll(braces.open, '{').replaceAll(braces.comma, ',').replaceAll(braces.close, '}');

/** Whether a word could become an option of the command it belongs to. */
export const mayBeOption = (word: string): boolean =>
  word.includes(marks.unknown) ||
  [marks.unknownQuoted, marks.star, marks.question, marks.bracket].some((mark) => word.startsWith(mark) || (word.startsWith('-') && word.includes(mark)));

export const isKnown = (word: string): boolean => !word.includes(marks.unknown) && !word.includes(marks.unknownQuoted) && !word.includes(marks.name);

/** A word as it may be shown. */
export const shownWord = (word: string): string =>
  word
    .replaceAll(marks.star, '*')
    .replaceAll(marks.question, '?')
    .replaceAll(marks.bracket, '[')
    .replace(/[\u0001-\u0003]/g, '…');
