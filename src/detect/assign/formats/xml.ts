// XML and its kin: elements, attributes, `<add key value>`, `<entry key>`, Android strings, property lists. Broken markup is read as far as it goes.
import { behind, deepest, type Node, type Outline } from './outline.ts';

const attribute = /[\s]+([A-Za-z_:][\w:.-]{0,200})[\s]{0,40}=[\s]{0,40}(?:"([^"<]{0,65536})"|'([^'<]{0,65536})')/y;
const tag = /<(?:(!--)|(!\[CDATA\[)|(\/)?([A-Za-z_][\w:.-]{0,200})|[!?])/g;
const naming = /^(?:name|key|id|property)$/i;

interface Level {
  readonly node: Node;
  readonly tag: string;
  /** a property list's `<key>`, for the element after it */
  pending: Node | undefined;
}

export function readXml(outline: Outline): void {
  const { text } = outline;
  const levels: Level[] = [{ node: outline.root, tag: '', pending: undefined }];
  let content = 0;
  tag.lastIndex = 0;
  for (let match = tag.exec(text); match !== null && !outline.full; match = tag.exec(text)) {
    const level = levels.at(-1) as Level;
    if (match[1] !== undefined) {
      body(outline, level, content, match.index);
      content = tag.lastIndex = behind(text, '-->', tag.lastIndex);
      continue;
    }
    if (match[2] !== undefined) {
      const end = text.indexOf(']]>', tag.lastIndex);
      outline.value(level.node, tag.lastIndex, end < 0 ? text.length : end);
      content = tag.lastIndex = behind(text, ']]>', tag.lastIndex);
      continue;
    }
    if (match[4] === undefined) {
      tag.lastIndex = behind(text, '>', tag.lastIndex);
      continue;
    }
    body(outline, level, content, match.index);
    if (match[3] === undefined) content = tag.lastIndex = opened(outline, levels, match.index + 1, match[4]);
    else {
      // an end tag closes what it names, and what was left open in it
      const open = levels.findLastIndex((one) => one.tag === match[4]);
      if (open > 0) levels.length = open;
      content = tag.lastIndex = behind(text, '>', tag.lastIndex);
    }
  }
}

/** Text between tags. */
function body(outline: Outline, level: Level, from: number, to: number): void {
  const { text } = outline;
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  if (start >= end || level.tag === '') return;
  outline.value(level.node, start, end);
}

/** A start tag: its attributes, and a level where it is not empty. Returns the offset behind it. */
function opened(outline: Outline, levels: Level[], at: number, name: string): number {
  const { text } = outline;
  const above = levels.at(-1) as Level;
  let node = above.pending !== undefined && name !== 'key' ? { ...above.pending } : outline.node(above.node, at, at + name.length);
  above.pending = undefined;
  let end = at + name.length;
  const found: { name: string; nameAt: number; start: number; end: number }[] = [];
  attribute.lastIndex = end;
  for (let match = attribute.exec(text); match?.[1] !== undefined; match = attribute.exec(text)) {
    end = attribute.lastIndex;
    const value = match[2] ?? match[3] ?? '';
    const start = end - 1 - value.length;
    if (naming.test(match[1]) && value !== '' && value.length <= 200) node = outline.node(above.node, start, start + value.length);
    found.push({ name: match[1], nameAt: match.index + match[0].search(/\S/), start, end: start + value.length });
  }
  for (const one of found) {
    if (naming.test(one.name)) continue;
    const called = /^(?:value|default|defaultvalue)$/i.test(one.name);
    outline.value(called ? node : outline.node(node, one.nameAt, one.nameAt + one.name.length), one.start, one.end);
  }
  const close = text.indexOf('>', end);
  if (close < 0) return text.length;
  if (text.charCodeAt(close - 1) === 47) return close + 1;
  if (name === 'key') {
    const stop = text.slice(close + 1, close + 207).indexOf('</key>');
    if (stop >= 0) {
      above.pending = outline.node(above.node, close + 1, close + 1 + stop);
      return close + stop + 7;
    }
  }
  if (levels.length < deepest) levels.push({ node, tag: name, pending: undefined });
  return close + 1;
}
