// A literal becomes a reference, where that is safe in the file's language; where it is not, it is said why.
import type { Obstacle } from '../../report/fix.ts';
import { remedyOf } from '../../report/remedy.ts';

/** Offsets in a text with one character a byte, end exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Replacement = { readonly edits: readonly Edit[] } | { readonly obstacle: Obstacle };

interface Place {
  readonly text: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** the line left of the value, without a quote, and right of it */
  readonly before: string;
  readonly after: string;
}

interface Language {
  readonly files: RegExp;
  readonly quotes: string;
  /** lines on which only a constant may stand */
  readonly constant?: RegExp;
  /** what else has to be there: an edit that brings it, or nothing where it stands already; undefined where it cannot be brought */
  readonly needs?: (text: string) => readonly Edit[] | undefined;
}

const has = (pattern: RegExp) => (text: string) => (pattern.test(text) ? [] : undefined);

const languages: readonly Language[] = [
  { files: /\.[cm]?[jt]sx?$/, quotes: '\'"`', constant: /^\s*(?:export\s+)?(?:declare|type|interface|(?:const\s+)?enum)\b|^\s*[\w-]+=$|\bcase\s*$/ },
  { files: /\.py$/, quotes: '\'"', constant: /[fFbBrRuU]$/, needs: importOs },
  { files: /\.(?:rb|rake)$/, quotes: '\'"' },
  {
    files: /\.go$/,
    quotes: '"`',
    constant: /^\s*const\b/,
    needs: (text) => (/^const\s*\(/m.test(text) ? undefined : has(/^(?:import)?[ \t]*"os"[ \t]*\r?$/m)(text)),
  },
  { files: /\.(?:java|groovy|gradle)$/, quotes: '"', constant: /@|\bcase\s*$/ },
  { files: /\.kts?$/, quotes: '"', constant: /@|\bconst\b/ },
  { files: /\.scala$/, quotes: '"', constant: /@/ },
  { files: /\.cs$/, quotes: '"', constant: /\bconst\b|^\s*\[|\bcase\s*$|[@$]$/, needs: has(/^[ \t]*(?:global[ \t]+)?using System;/m) },
  { files: /\.php$/, quotes: '\'"', constant: /\b(?:const|public|private|protected|var|static|define|function)\b|#\[/ },
  { files: /\.lua$/, quotes: '\'"' },
  { files: /\.exs?$/, quotes: '"', constant: /^\s*@|->\s*$/ },
  { files: /\.p[lm]$/, quotes: '\'"', constant: /\bq[qwrx]?\s*$/ },
  { files: /\.[rR]$/, quotes: '\'"' },
  { files: /\.jl$/, quotes: '"', constant: /\b(?:const|raw)\b/ },
  { files: /\.cr$/, quotes: '"' },
  { files: /\.psm?1$/, quotes: '\'"', constant: /\bparam\b|^\s*\[/ },
  { files: /\.cljs?$/, quotes: '"', constant: /#$/ },
];

/** A file that does not import `os` yet gets it before its first import. */
function importOs(text: string): readonly Edit[] | undefined {
  if (/^import (?:[\w., ]*,\s*)?os(?:\.path)?\s*(?:,|#|\r?$)/m.test(text)) return [];
  const first = /^(?:import |from (?!__future__))/m.exec(text);
  if (first === null) return undefined;
  // a docstring could hold a line that looks like an import
  if (/"""|'''/.test(text.slice(0, first.index)) && (text.slice(0, first.index).match(/"""|'''/g) ?? []).length % 2 === 1) return undefined;
  return [{ start: first.index, end: first.index, text: text.includes('\r\n') ? 'import os\r\n' : 'import os\n' }];
}

/** @param name the environment variable that is read instead */
export function replacementFor(path: string, text: string, start: number, end: number, name: string): Replacement {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  const quote = text[start - 1] ?? '';
  const place: Place = {
    text,
    path,
    start,
    end,
    before: text.slice(from, start - (/['"`]/.test(quote) ? 1 : 0)),
    after: text.slice(end, to < 0 ? text.length : to).replace(/\r$/, ''),
  };
  const value = text.slice(start, end);
  if (value.includes('\n')) return { obstacle: 'part' };
  if (/(?:^|\s)(?:\/\/|#|--|<!--|\/?\*)/.test(place.before)) return { obstacle: 'comment' };
  if (/\.(?:sh|bash|zsh|ksh)$/.test(path)) return inShell(place, name);
  if (filledIn.test(path)) return inText(place, remedyOf(path, name).reference ?? `\${${name}}`);
  const language = languages.find((one) => one.files.test(path));
  const reference = remedyOf(path, name).reference;
  if (language === undefined || reference === undefined) return { obstacle: 'language' };
  if (!language.quotes.includes(quote) || quote === '' || text[end] !== quote || text[start - 2] === quote) return { obstacle: 'part' };
  if (/\\|\$\{|#\{/.test(value)) return { obstacle: 'escapes' };
  if (language.constant?.test(place.before) === true) return { obstacle: 'constant' };
  if (/^.\s*:(?!:)/.test(place.after) && !/\?/.test(place.before)) return { obstacle: 'key' };
  const needed = language.needs === undefined ? [] : language.needs(text);
  if (needed === undefined) return { obstacle: 'import' };
  const attribute = /\.[jt]sx?$/.test(path) && /<[A-Za-z][\w.]{0,80}\s[^>]{0,400}[\w-]=$/.test(place.before.slice(-500));
  return { edits: [...needed, { start: start - 1, end: end + 1, text: attribute ? `{${reference}}` : reference }] };
}

/** `NAME=value`, `export NAME="value"`: an empty variable ends the script instead of doing something else. */
function inShell({ text, start, end, before, after }: Place, name: string): Replacement {
  const quote = text[start - 1] ?? '';
  const quoted = /['"]/.test(quote) && text[end] === quote;
  if (!/^\s*(?:(?:export|readonly|local|declare|typeset)\s+(?:-\w+\s+)?)?[A-Za-z_]\w*=$/.test(before)) return { obstacle: 'part' };
  if (!/^\s*(?:[;#&].*)?$/.test(quoted ? after.slice(1) : after) || /[$`\\]/.test(text.slice(start, end))) return { obstacle: 'part' };
  return { edits: [{ start: quoted ? start - 1 : start, end: quoted ? end + 1 : end, text: `"\${${name}:?}"` }] };
}

/** Texts in which references are filled in by what reads them: compose, Spring, Rails, npm, yarn, serverless. */
const filledIn =
  /(?:^|\/)(?:(?:docker-)?compose[^/]*|(?:application|bootstrap)(?:-[\w-]+)?|serverless|\.yarnrc|config\/(?:database|storage|cable|mongoid|redis|secrets|sidekiq|cache|queue))\.ya?ml$|(?:^|\/)(?:application|bootstrap)[^/]*\.properties$|(?:^|\/)\.npmrc$/;

function inText({ text, start, end, before, after }: Place, reference: string): Replacement {
  const quote = text[start - 1] ?? '';
  const whole = /['"]/.test(quote) ? text[end] === quote : /^\s*$/.test(after);
  if (!whole || !/[:=]\s*$/.test(before)) return { obstacle: 'part' };
  return { edits: [{ start, end, text: reference }] };
}

/** @param edits that do not overlap; the same one twice counts once */
export function edited(text: string, edits: readonly Edit[]): string {
  const once = [...new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit])).values()].sort((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (const edit of once) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}
