// JSON as people write it (comments, trailing commas, single quotes, bare keys, cut off at either end), and YAML's flow style.
import { behind, deepest, endOfLine, type Node, type Outline } from './outline.ts';

interface Level {
  readonly node: Node;
  readonly list: boolean;
  index: number;
  key: Node | undefined;
}

const bare = /[^\s,:{}[\]"'#=]+/y;

/**
 * Reads from `from`; stops at the end of the first whole value where `one` is set, at the end of the text otherwise.
 * @returns the offset behind what was read
 */
export function readJson(outline: Outline, from = 0, top: Node = outline.root, one = false): number {
  const { text } = outline;
  const levels: Level[] = [{ node: top, list: false, index: 0, key: undefined }];
  let skipped = 0;
  let at = from;
  let level = levels[0] as Level;
  const under = (): Node => (level.list ? outline.item(level.node, level.index) : (level.key ?? level.node));
  const scalar = (start: number, end: number, behind: number): void => {
    if (!level.list && level.key === undefined && isKey(text, behind)) level.key = outline.node(level.node, start, end);
    else if (level.list || level.key !== undefined) outline.value(under(), start, end);
  };
  while (at < text.length && !outline.full) {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) {
      const end = closing(text, at, code);
      scalar(at + 1, end, end + 1);
      at = end + 1;
    } else if (code === 123 || code === 91) {
      if (levels.length >= deepest) skipped += 1;
      else {
        level = { node: under(), list: code === 91, index: 0, key: undefined };
        levels.push(level);
      }
      at += 1;
    } else if (code === 125 || code === 93) {
      if (skipped > 0) skipped -= 1;
      else if (levels.length > 1) {
        levels.pop();
        level = levels.at(-1) as Level;
      }
      at += 1;
      if (one && levels.length === 1 && skipped === 0) return at;
    } else if (code === 44) {
      level.index += 1;
      level.key = undefined;
      at += 1;
    } else if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) at = endOfLine(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42) at = behind(text, '*/', at + 2);
    else if (code <= 32 || code === 58 || code === 61) at += 1;
    else {
      bare.lastIndex = at;
      const end = bare.test(text) ? bare.lastIndex : at + 1;
      scalar(at, end, end);
      at = end;
    }
  }
  return at;
}

/** The closing quote, or where the search ended. */
export function closing(text: string, open: number, quote: number, most = text.length): number {
  let at = open + 1;
  while (at < most) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    at += code === 92 ? 2 : 1;
  }
  return most;
}

function isKey(text: string, behind: number): boolean {
  let at = behind;
  while (at < text.length && at - behind < 200 && text.charCodeAt(at) <= 32) at += 1;
  const code = text.charCodeAt(at);
  return code === 58 || code === 61;
}
