// Formats of one name and one value a line: .env, INI, properties, TOML, .npmrc, git config, Dockerfile, .netrc.
import { closing, readJson } from './json.ts';
import { behind, endOfLine, type Node, type Outline } from './outline.ts';

const section = /^[ \t]*\[{1,2}([^\]\r\n]{1,300})\]{1,2}[ \t]*(?:[#;].*)?$/;
const entry =
  /^[ \t]*(?:export[ \t]+|set[ \t]+|(?:ENV|ARG)[ \t]+|\$env:|-[ \t]+)?("[^"\r\n]{1,200}"|'[^'\r\n]{1,200}'|[^\s=:#;[\]"'][^=:\r\n"']{0,200}?)[ \t]{0,40}(?:[:+?]?=|:)[ \t]{0,40}/;
/** `.npmrc` and `.netrc`-like keys hold colons: `//host/:_authToken=…` */
const urlEntry = /^[ \t]*(\/\/[^\s=]{1,300}|[^\s=#;]{1,200})[ \t]{0,40}=[ \t]{0,40}/;
const spaced = /^[ \t]*(?:ENV|ARG)[ \t]+([A-Za-z_]\w{0,200})[ \t]+/;

export function readLines(outline: Outline): void {
  const { text } = outline;
  let under: Node = outline.root;
  let line = 0;
  while (line < text.length && !outline.full) {
    const next = endOfLine(text, line);
    // names stand at the front: a longer line is looked at as far as a name can reach
    const head = text.slice(line, Math.min(next, line + 700)).replace(/\r$/, '');
    const titled = section.exec(head);
    if (titled?.[1] !== undefined && titled[1].trim() !== '') {
      under = outline.root;
      const from = line + head.indexOf(titled[1]);
      // TOML's dotted tables and git's `[remote "origin"]`
      for (const part of titled[1].matchAll(/"([^"]*)"|[^.\s"]+/g)) {
        const quoted = part[1] === undefined ? 0 : 1;
        under = outline.node(under, from + part.index + quoted, from + part.index + part[0].length - quoted);
      }
      line = next + 1;
      continue;
    }
    line = /^[ \t]*(?:[#;!]|\/\/[ \t])/.test(head) ? next + 1 : entryOf(outline, under, line, next, head);
  }
}

function entryOf(outline: Outline, under: Node, line: number, next: number, head: string): number {
  const match = (head.trimStart().startsWith('//') ? urlEntry : entry).exec(head) ?? spaced.exec(head);
  if (match?.[1] === undefined) return next + 1;
  const { text } = outline;
  const quoted = /^["']/.test(match[1]) ? 1 : 0;
  const from = line + match[0].lastIndexOf(match[1]) + quoted;
  const node = outline.node(under, from, from + match[1].length - 2 * quoted);
  const at = line + match[0].length;
  const first = text.charCodeAt(at);
  if (first === 34 || first === 39) {
    const triple = text.slice(at, at + 3);
    if (triple === '"""' || triple === "'''") {
      const close = text.indexOf(triple, at + 3);
      const end = close < 0 ? text.length : close;
      outline.value(node, at + 3, end);
      return behind(text, '\n', end);
    }
    const most = Math.min(text.length, Math.max(next, at + 4000));
    const end = closing(text, at, first, most);
    // an apostrophe is no quote: what does not close on its line, or soon after, is taken as it stands
    if (end < most) {
      outline.value(node, at + 1, end);
      return behind(text, '\n', end);
    }
  }
  if ((first === 123 && text.charCodeAt(at + 1) !== 123) || (first === 91 && /^\[[ \t]*(?:["'{\d[]|\r?$)/.test(text.slice(at, Math.min(next, at + 40)))))
    return behind(text, '\n', readJson(outline, at, node, true));
  let end = next;
  // a backslash at the end of a line goes on (properties, shell)
  while (text.charCodeAt(end - (text.charCodeAt(end - 1) === 13 ? 2 : 1)) === 92 && end < text.length) end = endOfLine(text, end + 1);
  const value = text.slice(at, end);
  const comment = value.search(/[ \t][#;][ \t]/);
  outline.value(node, at, at + (comment < 0 ? value : value.slice(0, comment)).trimEnd().length);
  return end + 1;
}

/** `machine host login name password …`, on one line or several. */
export function readNetrc(outline: Outline): void {
  const { text } = outline;
  let under = outline.root;
  const word = /\b(machine|login|account|password|default)\b(?:[ \t\r\n]+(\S{1,400}))?/g;
  for (let match = word.exec(text); match !== null && !outline.full; match = word.exec(text)) {
    const [whole, name = '', value = ''] = match;
    const end = match.index + whole.length;
    if (name === 'machine') under = outline.node(outline.root, end - value.length, end);
    else if (name === 'default') {
      under = outline.node(outline.root, match.index, match.index + name.length);
      word.lastIndex = match.index + name.length;
    } else outline.value(outline.node(under, match.index, match.index + name.length), end - value.length, end);
  }
}
