// YAML line by line with a stack of indents: templates (Helm, Jinja) and files that are cut off do not break it.
import { closing, readJson } from './json.ts';
import { deepest, endOfLine, type Node, type Outline } from './outline.ts';

interface Level {
  readonly indent: number;
  readonly node: Node;
  /** a position in a list, not a key */
  readonly item: boolean;
  items: number;
}

const key =
  /(?:"((?:[^"\\\n]|\\.){0,400})"|'([^'\n]{0,400})'|([^\s#'"{}[\],&*!|>%@`-][^\n#:{}]{0,200}|[^\s:#{}[\]"'&*!|>%@`,]{1,200}))[ \t]{0,40}:(?=[ \t\r\n]|$)/y;
const properties = /(?:[&!][^\s,[\]{}]{0,200}[ \t]+)*/y;
const header = /[|>][-+0-9]{0,3}[ \t]*(?:#[^\n]*)?\r?(?=\n|$)/y;

export function readYaml(outline: Outline): void {
  const { text } = outline;
  let levels: Level[] = [{ indent: -1, node: outline.root, item: false, items: 0 }];
  let line = 0;
  while (line < text.length && !outline.full) {
    const next = endOfLine(text, line);
    let at = line;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1;
    const first = text.charCodeAt(at);
    if (at >= next || first === 10 || first === 13 || first === 35 || text.startsWith('{{', at) || text.startsWith('{%', at)) {
      line = next + 1;
      continue;
    }
    if (at === line && (text.startsWith('---', at) || text.startsWith('...', at))) {
      levels = [{ indent: -1, node: { ...outline.root, key: '' }, item: false, items: 0 }];
      at += 3;
    }
    line = lineOf(outline, levels, line, at, next);
  }
}

/** Reads one line, and the block or flow value that begins on it. Returns the start of the next. */
function lineOf(outline: Outline, levels: Level[], line: number, from: number, next: number): number {
  const { text } = outline;
  let at = from;
  while (text.charCodeAt(at) === 45 && /[\s]|^$/.test(text.charAt(at + 1))) {
    const column = at - line;
    // a list may stand at its key's own column
    while ((levels.at(-1)?.indent ?? -1) > column || (levels.at(-1)?.indent === column && isItem(levels.at(-1)))) levels.pop();
    const owner = levels.at(-1) as Level;
    if (levels.length < deepest) levels.push({ indent: column, node: outline.item(owner.node, owner.items), item: true, items: 0 });
    owner.items += 1;
    at += 1;
    while (text.charCodeAt(at) === 32) at += 1;
  }
  key.lastIndex = at;
  const match = key.exec(text);
  if (match === null) {
    const owner = levels.at(-1);
    return owner !== undefined && isItem(owner) && at > from ? scalar(outline, owner.node, at, next, owner.indent) : next + 1;
  }
  const column = at - line;
  while ((levels.at(-1)?.indent ?? -1) > column || (levels.at(-1)?.indent === column && !sameColumnItem(levels.at(-1), at, from))) levels.pop();
  const owner = levels.at(-1) as Level;
  const quoted = match[3] === undefined ? 1 : 0;
  const name = match[1] ?? match[2] ?? match[3] ?? '';
  const node = outline.node(owner.node, at + quoted, at + quoted + name.trimEnd().length);
  if (levels.length < deepest) levels.push({ indent: column, node, item: false, items: 0 });
  return scalar(outline, node, key.lastIndex, next, column);
}

const isItem = (level: Level | undefined): boolean => level?.item === true;
const sameColumnItem = (level: Level | undefined, at: number, from: number): boolean => isItem(level) && at > from;

/** The value that begins at `from`; a block scalar and a flow collection reach over lines. */
function scalar(outline: Outline, node: Node, from: number, next: number, indent: number): number {
  const { text } = outline;
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1;
  properties.lastIndex = at;
  properties.exec(text);
  at = Math.max(at, properties.lastIndex);
  if (at >= next) return next + 1;
  const first = text.charCodeAt(at);
  if (first === 35 || first === 42) return next + 1;
  if ((first === 123 && text.charCodeAt(at + 1) !== 123) || first === 91) return endOfLine(text, readJson(outline, at, node, true)) + 1;
  if (first === 34 || first === 39) {
    const most = Math.min(text.length, Math.max(next, at + 65_536));
    const end = closing(text, at, first, most);
    if (end < most) {
      outline.value(node, at + 1, end);
      return endOfLine(text, end) + 1;
    }
  }
  header.lastIndex = at;
  if (header.test(text)) return block(outline, node, next + 1, indent);
  const plain = text.slice(at, next);
  const comment = plain.search(/\s#/);
  outline.value(node, at, at + (comment < 0 ? plain : plain.slice(0, comment)).trimEnd().length);
  return next + 1;
}

/** All lines that are indented more than the key. */
function block(outline: Outline, node: Node, from: number, indent: number): number {
  const { text } = outline;
  let line = from;
  let end = from;
  while (line < text.length) {
    const next = endOfLine(text, line);
    let at = line;
    while (text.charCodeAt(at) === 32) at += 1;
    const blank = at >= next || text.charCodeAt(at) === 13;
    if (!blank && at - line <= indent) break;
    if (!blank) end = next;
    line = next + 1;
  }
  let start = from;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  outline.value(node, start, end);
  return line;
}
