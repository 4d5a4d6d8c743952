// A literal becomes a reference, where that is safe in the file's language; where it is not, it is said why.
import type { Obstacle } from '../../report/fix.ts';
import { filledInFiles, languageFiles, shellFiles, type FixableLanguage } from '../../report/fixable.ts';
import { remedyOf } from '../../report/remedy.ts';
import type { Edit } from './edit.ts';
import { importInGo, importOs, valueInKotlin, variableInGo } from './imports.ts';

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
  readonly quotes: string;
  /** lines on which only a constant may stand */
  readonly constant?: RegExp;
  /** the reference as it is written in this text */
  readonly spelled?: (reference: string, text: string) => string;
  /** what has to change on the line besides the literal; undefined where only a constant may stand there */
  readonly turns?: (text: string, from: number, before: string) => readonly Edit[] | undefined;
  /** what else has to be there: an edit that brings it, or nothing where it stands already; undefined where it cannot be brought */
  readonly needs?: (text: string) => readonly Edit[] | undefined;
}

const inSystem = (reference: string, text: string): string => (/^[ \t]*(?:global[ \t]+)?using System;/m.test(text) ? reference : `System.${reference}`);

const languages: Readonly<Record<FixableLanguage, Language>> = {
  javascript: { quotes: '\'"`', constant: /^\s*(?:export\s+)?(?:declare|type|interface|(?:const\s+)?enum)\b|^\s*[\w-]+=$|\bcase\s*$/ },
  python: { quotes: '\'"', constant: /[fFbBrRuU]$/, needs: importOs },
  ruby: { quotes: '\'"' },
  go: { quotes: '"`', turns: variableInGo, needs: importInGo },
  java: { quotes: '"', constant: /@|\bcase\s*$/ },
  kotlin: { quotes: '"', constant: /@/, turns: valueInKotlin },
  scala: { quotes: '"', constant: /@/ },
  csharp: { quotes: '"', constant: /\bconst\b|^\s*\[|\bcase\s*$|[@$]$/, spelled: inSystem },
  php: { quotes: '\'"', constant: /\b(?:const|public|private|protected|var|static|define|function)\b|#\[/ },
  lua: { quotes: '\'"' },
  elixir: { quotes: '"', constant: /^\s*@|->\s*$/ },
  perl: { quotes: '\'"', constant: /\bq[qwrx]?\s*$/ },
  r: { quotes: '\'"' },
  julia: { quotes: '"', constant: /\b(?:const|raw)\b/ },
  crystal: { quotes: '"' },
  powershell: { quotes: '\'"', constant: /\bparam\b|^\s*\[/ },
  clojure: { quotes: '"', constant: /#$/ },
};
const languageOf = (path: string): Language | undefined => {
  const name = (Object.keys(languageFiles) as FixableLanguage[]).find((one) => languageFiles[one].test(path));
  return name === undefined ? undefined : languages[name];
};

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
  if (shellFiles.test(path)) return inShell(place, name);
  if (filledInFiles.test(path)) return inText(place, remedyOf(path, name).reference ?? `\${${name}}`);
  const language = languageOf(path);
  const reference = remedyOf(path, name).reference;
  if (language === undefined || reference === undefined) return { obstacle: 'language' };
  if (!language.quotes.includes(quote) || quote === '' || text[end] !== quote || text[start - 2] === quote) return { obstacle: 'part' };
  if (/\\|\$\{|#\{/.test(value)) return { obstacle: 'escapes' };
  const turned = language.constant?.test(place.before) === true ? undefined : (language.turns ?? (() => []))(text, from, place.before);
  if (turned === undefined) return { obstacle: 'constant' };
  if (/^.\s*:(?!:)/.test(place.after) && !/\?/.test(place.before)) return { obstacle: 'key' };
  const needed = language.needs === undefined ? [] : language.needs(text);
  if (needed === undefined) return { obstacle: 'import' };
  const spelled = language.spelled?.(reference, text) ?? reference;
  const attribute = /\.[jt]sx?$/.test(path) && /<[A-Za-z][\w.]{0,80}\s[^>]{0,400}[\w-]=$/.test(place.before.slice(-500));
  return { edits: [...needed, ...turned, { start: start - 1, end: end + 1, text: attribute ? `{${spelled}}` : spelled }] };
}

/** `NAME=value`, `export NAME="value"`: an empty variable ends the script instead of doing something else. */
function inShell({ text, start, end, before, after }: Place, name: string): Replacement {
  const quote = text[start - 1] ?? '';
  const quoted = /['"]/.test(quote) && text[end] === quote;
  if (!/^\s*(?:(?:export|readonly|local|declare|typeset)\s+(?:-\w+\s+)?)?[A-Za-z_]\w*=$/.test(before)) return { obstacle: 'part' };
  if (!/^\s*(?:[;#&].*)?$/.test(quoted ? after.slice(1) : after) || /[$`\\]/.test(text.slice(start, end))) return { obstacle: 'part' };
  return { edits: [{ start: quoted ? start - 1 : start, end: quoted ? end + 1 : end, text: `"\${${name}:?}"` }] };
}

function inText({ text, start, end, before, after }: Place, reference: string): Replacement {
  const quote = text[start - 1] ?? '';
  const whole = /['"]/.test(quote) ? text[end] === quote : /^\s*$/.test(after);
  if (!whole || !/[:=]\s*$/.test(before)) return { obstacle: 'part' };
  return { edits: [{ start, end, text: reference }] };
}
