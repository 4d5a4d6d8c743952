// The arguments of a call as text: where they end, what stands in them besides words, and which calls stand around a place in them.

/** As much of a call is looked at. */
const furthest = 400;

const chained = /\s{0,40}\.\w{1,40}\(/y;

/** Where the bracket closes that was opened before `from`, words in quotes left out, and those of the calls that are chained to it; no further than `furthest`. */
export function argumentsFrom(text: string, from: number): number {
  const most = Math.min(text.length, from + furthest);
  let depth = 1;
  let quote = '';
  for (let at = from; at < most; at += 1) {
    const sign = text.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote || (sign === '\n' && quote !== '`')) quote = '';
    } else if (sign === '"' || sign === '`' || (sign === "'" && !/\w/.test(text.charAt(at - 1)))) quote = sign;
    else if (sign === '(' || sign === '{' || sign === '[') depth += 1;
    else if (sign === ')' || sign === '}' || sign === ']') {
      depth -= 1;
      if (depth > 0) continue;
      chained.lastIndex = at + 1;
      const next = chained.exec(text);
      if (next === null) return at + 1;
      at = chained.lastIndex - 1;
      depth = 1;
    }
  }
  return most;
}

const literal = /([a-zA-Z$@]{0,3})("(?:[^"\\]|\\[^]){0,380}"|'(?:[^'\\\n]|\\.){0,380}'|`(?:[^`\\]|\\[^]){0,380}`)/g;
/** What a template takes in: `${…}`, `#{…}`, `{…}`, `$name`, `\(…)`. */
const holes = /[$#]\{[^}]{0,120}\}|\{[^{}\s"'][^{}]{0,120}\}|\$[A-Za-z_][\w>\-[\]]{0,60}|\\\([^)]{0,60}\)/g;

/**
 * Plain string literals are blanked, and of templates what is not taken in from outside; every place stays where it is.
 * @param kept `keys`: a literal that is a key itself (`data["…"]`, `getenv("…")`) stays
 */
export function withoutWords(statement: string, language: string, kept?: 'keys'): string {
  return statement.replace(literal, (text: string, mark: string, quoted: string, at: number) => {
    const end = at + text.length;
    if (kept === 'keys' && /[[(]$/.test(statement.slice(0, at + mark.length)) && /^\s?[\]),]/.test(statement.slice(end)) && !/\s/.test(quoted)) return text;
    if (!isTemplate(mark, quoted, language)) return mark + ' '.repeat(quoted.length);
    let blank = '';
    let from = 0;
    for (const hole of quoted.matchAll(holes)) {
      // Ruby and Elixir take in nothing but `#{…}`
      if (/^(?:rb|rake|erb|gemspec|ex|exs|coffee)$/.test(language) && !hole[0].startsWith('#')) continue;
      blank += ' '.repeat(hole.index - from) + hole[0];
      from = hole.index + hole[0].length;
    }
    return mark + blank + ' '.repeat(quoted.length - from);
  });
}

function isTemplate(mark: string, quoted: string, language: string): boolean {
  if (quoted.startsWith('`')) return true;
  if (/^(?:py|pyi|python|ipynb)$/.test(language)) return /f/i.test(mark);
  if (/^(?:cs|fs|vb|swift)$/.test(language)) return mark.includes('$') || language === 'swift';
  if (language === 'rs') return quoted.startsWith('"');
  if (/^(?:kt|kts|scala|groovy|gradle|dart|php|phtml|rb|rake|erb|gemspec|coffee|ex|exs|ps1|psm1|pl|pm|sh)$/.test(language))
    return quoted.startsWith('"') || language === 'dart';
  return mark === 'f' || mark === '$' || mark === 's';
}

/** The calls in whose brackets a place stands, each as it is spelled up to its bracket, innermost first; the outermost, at the start, is not told. */
export function enclosing(statement: string, place: number): readonly string[] {
  const calls: string[] = [];
  let depth = 0;
  for (let at = place - 1; at > 0; at -= 1) {
    const sign = statement.charAt(at);
    if (sign === ')') depth += 1;
    else if (sign === '(') {
      if (depth === 0) calls.push(/(?:[\w.$:>?!\-[\]]|\([^()]{0,40}\)){0,80}\($/.exec(statement.slice(Math.max(1, at - 80), at + 1))?.[0] ?? '');
      else depth -= 1;
    }
  }
  return calls;
}
