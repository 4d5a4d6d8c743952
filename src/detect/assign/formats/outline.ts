// What the format readers build: a tree of keys as small as can be, and the values in order of place.
import { MAX_NESTING_LEVELS, MAX_PAIRS } from '../../../limits.ts';

/** A key with the keys above it. Offsets are of the key in the text; both are -1 for positions in a list. */
export interface Node {
  readonly parent: Node | undefined;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** `name: X` beside `value: …`: what the value is really called */
  label?: Node;
}

/** A value under a key. Offsets are of the value, quotes not included. */
export interface Pair {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
}

export const deepest = MAX_NESTING_LEVELS;
const labels = new Set(['name', 'key', 'id', 'variable', 'variable_name', 'parameterkey', 'parameter_key', 'property']);
const labelled = new Set(['value', 'val', 'default', 'defaultvalue', 'stringvalue', 'parametervalue', 'parameter_value', 'content', '#text', 'secret']);

/** Collects what a reader finds. Readers stop where `full` says so, and keep what they had. */
export class Outline {
  readonly pairs: Pair[] = [];
  readonly root: Node = { parent: undefined, key: '', start: -1, end: -1 };
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get full(): boolean {
    return this.pairs.length >= MAX_PAIRS;
  }

  /** A key that stands in the text. */
  node(parent: Node, start: number, end: number): Node {
    return { parent, key: this.text.slice(start, Math.min(end, start + 200)), start, end };
  }

  /** A position in a list. */
  item(parent: Node, index: number): Node {
    return { parent, key: String(index), start: -1, end: -1 };
  }

  /** @param start @param end of the value, without its quotes */
  value(node: Node, start: number, end: number): void {
    if (end <= start) return;
    // data files are full of numbers in lists: where they would crowd out everything else, they are left out, because nothing reads them
    if (this.pairs.length >= MAX_PAIRS / 2 && node.start < 0 && isNumber(this.text, start, end)) return;
    this.pairs.push({ node, start, end });
    if (node.parent !== undefined && end - start <= 200 && labels.has(node.key.toLowerCase())) node.parent.label ??= this.node(node.parent, start, end);
  }
}

/** Nothing but digits, signs, points and exponents. */
function isNumber(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!'0123456789.+-eE'.includes(text.charAt(at))) return false;
  return true;
}

/** Where the line of `at` ends, its line break not included. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Behind the next of these marks, or where the text ends. */
export function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** The keys from the root to a pair; `value` beside `name: X` is called X. */
export function keysOf(pair: Pair): Node[] {
  const keys: Node[] = [];
  let { node } = pair;
  while (node.parent !== undefined) {
    const called = labelled.has(node.key.toLowerCase()) ? node.parent.label : undefined;
    keys.push(called ?? node);
    node = node.parent;
  }
  return keys.reverse();
}
