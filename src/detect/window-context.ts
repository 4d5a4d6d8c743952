// What a window has to know of the text before it: the headings of a table, the keys above, the statement that a row belongs to.
import { MAX_NESTING_LEVELS } from '../limits.ts';
import { formatOf } from './assign/pairs.ts';
import { languageOf } from './assign/language.ts';
import type { Path } from '../model.ts';

export interface Context {
  /** where the window starts: at `cut` or a little before it */
  readonly start: number;
  /** text to put in front of the window */
  readonly lead: string;
}

/** @param text from a place with a known context to behind `cut` @param head the first bytes of the document */
export function contextAt(path: Path, head: string, text: string, cut: number): Context {
  if (/\.(?:csv|tsv|tab)$/i.test(path)) return { start: cut, lead: /^[^\r\n]*(?:\r\n|[\r\n])/.exec(text)?.[0] ?? '' };
  const format = formatOf(languageOf(path, head), head);
  const above = format === undefined ? '' : readers[format](text, cut);
  const statement = insertAt(text, cut);
  if (statement !== undefined) return { start: statement.start, lead: above + statement.lead };
  return { start: cut, lead: above + tableAt(text, cut) };
}

const readers: Readonly<Record<NonNullable<ReturnType<typeof formatOf>>, (text: string, cut: number) => string>> = {
  json: jsonParents,
  yaml: yamlParents,
  xml: xmlParents,
  hcl: hclParents,
  lines: sectionAbove,
};

const jsonToken = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|[{}[\],]/g;

/** The open brackets with the keys in front of them, and an open quote where a string goes on. */
function jsonParents(text: string, cut: number): string {
  const open: string[] = [];
  let key = '';
  let last = '';
  jsonToken.lastIndex = 0;
  for (let match = jsonToken.exec(text); match !== null && match.index < cut; match = jsonToken.exec(text)) {
    const [token] = match;
    const end = match.index + token.length;
    if (token === '{' || token === '[') {
      open.push(`${key}${token}`);
      key = '';
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ',') key = '';
    else if (end > cut) last = `${key}${token.charAt(0)}`;
    else if (/^\s{0,200}:/.test(text.slice(end, end + 210))) key = `${token}:`;
  }
  return open.slice(0, MAX_NESTING_LEVELS).join('') + (last === '' && key !== '' ? key : last);
}

/** The lines that are indented less than those below them, from the outermost on. */
function yamlParents(text: string, cut: number): string {
  let parents: { readonly indent: number; readonly line: string }[] = [];
  for (let at = 0; at < cut;) {
    const end = text.indexOf('\n', at);
    const next = end < 0 || end >= cut ? cut : end + 1;
    let first = at;
    while (first < next && text.charCodeAt(first) === 32) first += 1;
    const code = text.charCodeAt(first);
    if (first < next && code !== 10 && code !== 13 && code !== 35) {
      if (first === at && text.startsWith('---', at)) parents = [];
      else {
        const indent = first - at;
        while ((parents.at(-1)?.indent ?? -1) >= indent) parents.pop();
        parents.push({ indent, line: text.slice(at, Math.min(next, at + 1000)) });
      }
    }
    at = next;
  }
  return parents
    .slice(0, MAX_NESTING_LEVELS)
    .map(({ line }, index, all) => (line.endsWith('\n') || (index === all.length - 1 && text.charCodeAt(cut - 1) !== 10) ? line : `${line}\n`))
    .join('');
}

const xmlTag = /<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<(\/)?([A-Za-z_][\w:.-]{0,200})(?![\w:.-])((?:[^<>"']|"[^"]*"|'[^']*')*)>/g;

/** The open elements with their attributes. */
function xmlParents(text: string, cut: number): string {
  const open: { readonly name: string; readonly tag: string }[] = [];
  let inside = '';
  xmlTag.lastIndex = 0;
  for (let match = xmlTag.exec(text); match !== null && match.index < cut; match = xmlTag.exec(text)) {
    const [tag, isEnd, name = '', rest = ''] = match;
    if (name === '') {
      if (match.index + tag.length > cut) inside = tag.startsWith('<!--') ? '<!--' : '<![CDATA[';
    } else if (isEnd !== undefined) {
      const at = open.findLastIndex((one) => one.name === name);
      if (at >= 0) open.length = at;
    } else if (!rest.endsWith('/') && open.length < MAX_NESTING_LEVELS * 2) open.push({ name, tag: match.index + tag.length > cut ? `<${name} ` : tag });
  }
  return (
    open
      .slice(0, MAX_NESTING_LEVELS)
      .map(({ tag }) => tag)
      .join('') + inside
  );
}

const hclToken = /"(?:[^"\\\n]|\\[^\n])*(?:"|\\?(?=\n|$))|#[^\n]*|\/\/[^\n]*|[{}]/g;

/** The lines that open the blocks. */
function hclParents(text: string, cut: number): string {
  const open: string[] = [];
  hclToken.lastIndex = 0;
  for (let match = hclToken.exec(text); match !== null && match.index < cut; match = hclToken.exec(text)) {
    if (match[0] === '{') {
      const line = text.lastIndexOf('\n', match.index) + 1;
      open.push(`${text.slice(Math.max(line, match.index - 500), match.index)}{\n`);
    } else if (match[0] === '}') open.pop();
  }
  return open.slice(0, MAX_NESTING_LEVELS).join('');
}

/** The heading of the section. */
function sectionAbove(text: string, cut: number): string {
  for (let at = text.lastIndexOf('[', cut - 1); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('[', at - 1)) {
    const line = text.lastIndexOf('\n', at) + 1;
    const end = text.indexOf('\n', at);
    if (end < 0 || end >= cut) continue;
    const heading = text.slice(line, end + 1);
    if (heading.length < 400 && /^[ \t]*\[{1,2}[^\]\r\n]{1,300}\]{1,2}[ \t]*(?:[#;].*)?\r?\n$/.test(heading)) return heading;
  }
  return '';
}

const insert = /insert\s{1,8}(?:ignore\s{1,8})?into\s{1,8}[\w."'`[\]]{1,200}\s{0,8}\([^()]+\)\s{0,8}values\s{0,8}/gi;
const rowPart = /'(?:[^'\\]|''|\\[^])*'?|[()]|--[^\n]*|;/g;

/** The `INSERT` whose rows are cut, and where the last row before the cut starts. */
function insertAt(text: string, cut: number): Context | undefined {
  let head: RegExpExecArray | undefined;
  insert.lastIndex = 0;
  for (let match = insert.exec(text); match !== null && match.index < cut; match = insert.exec(text)) head = match;
  if (head === undefined) return undefined;
  const first = head.index + head[0].length;
  let start = first;
  let depth = 0;
  rowPart.lastIndex = first;
  for (let match = rowPart.exec(text); match !== null && match.index < cut; match = rowPart.exec(text)) {
    if (match[0] === ';' && depth === 0) return undefined;
    if (match[0] === '(') {
      if (depth === 0) start = match.index;
      depth += 1;
    } else if (match[0] === ')') depth -= 1;
  }
  return { start: Math.min(start, cut), lead: head[0] };
}

/** The heading of the Markdown table that is cut, with the dashes under it. */
function tableAt(text: string, cut: number): string {
  let line = cut;
  for (let dashes = ''; line > 0;) {
    const end = line - 1;
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const row = text.slice(start, line);
    if (dashes !== '') return row.includes('|') ? row + dashes : '';
    if (text.charCodeAt(end) !== 10 || !row.includes('|')) return '';
    if (/^[\s|:-]+$/.test(row)) dashes = row;
    line = start;
  }
  return '';
}
