// `INSERT INTO users (name, password) VALUES ('a', '…')`: the column names the value that stands in its place.
import { MAX_UNCLOSED_ROW_FACTOR } from '../../../limits.ts';
import type { Detector, Hit } from '../../detector.ts';
import { nothingYet } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

const head = /insert\s{1,8}(?:ignore\s{1,8})?into\s{1,8}[\w."'`[\]]{1,200}\s{0,8}\(([^()]+)\)\s{0,8}values\s{0,8}/iy;
const sounding = /pass|pwd|secret|token|api_?key|access_?key|private_?key|credential/i;
/** An identifier is never longer; the text of a longer "column" is something else. */
const MAX_COLUMN_NAME_CHARS = 80;

interface Cell {
  readonly text: string;
  readonly start: number;
  readonly quoted: boolean;
}

const quotedEnd = /(?:[^'\\]|''|\\[^])*/y;
const bareEnd = /[^(),]*/y;

/** The end of a match of a sticky pattern at `at`. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The values of one row in order, without quotes, and where the row ends. Undefined: it never closes. */
function readRow(text: string, from: number): { readonly cells: readonly Cell[]; readonly end: number } | undefined {
  const cells: Cell[] = [];
  let at = from + 1;
  while (at < text.length) {
    while (at < text.length && /[\s,]/.test(text.charAt(at))) at += 1;
    if (text.charAt(at) === ')') return { cells, end: at + 1 };
    if (/^[NE]'/.test(text.slice(at, at + 2))) at += 1;
    const quoted = text.charAt(at) === "'";
    const start = quoted ? at + 1 : at;
    let end = start;
    if (quoted) {
      end = endOf(quotedEnd, text, start);
      at = end + 1;
    } else {
      for (let depth = 0; ; end += 1) {
        end = endOf(bareEnd, text, end);
        const sign = text.charAt(end);
        if (sign === '(') depth += 1;
        else if (sign === ')' && depth > 0) depth -= 1;
        else if (sign === '' || depth === 0) break;
      }
      at = end;
    }
    cells.push({ text: text.slice(start, end), start, quoted });
  }
  return undefined;
}

/** Characters of rows that never close, by text: each statement in such a row would read to the end again. */
const unclosed = new WeakMap<Scene, number>();

/** The next row, or undefined where there is none. What isn't read for want of time is reported. */
function nextRow(scene: Scene, from: number): ReturnType<typeof readRow> {
  if (scene.text.charAt(from) !== '(') return undefined;
  const spent = unclosed.get(scene) ?? 0;
  if (spent > scene.text.length * MAX_UNCLOSED_ROW_FACTOR) {
    scene.skip('time');
    return undefined;
  }
  const row = readRow(scene.text, from);
  if (row === undefined) unclosed.set(scene, spent + scene.text.length - from);
  return row;
}

function find(scene: Scene, at: number): readonly Hit[] | undefined {
  const { text } = scene;
  head.lastIndex = at;
  const columns = head
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.replace(/[\s"'`[\]]/g, ''));
  if (columns === undefined || !columns.some((name) => sounding.test(name))) return undefined;
  const hits: Hit[] = [];
  let from = head.lastIndex;
  for (let row = nextRow(scene, from); row !== undefined; row = nextRow(scene, from)) {
    for (const [index, cell] of row.cells.entries()) {
      const name = columns[index] ?? '';
      if (!cell.quoted || name.length > MAX_COLUMN_NAME_CHARS || !sounding.test(name)) continue;
      const hit = weigh(scene, { name, nameStart: at, operator: '=', quote: "'", value: cell.text, start: cell.start, end: cell.start + cell.text.length });
      if (hit !== undefined) hits.push(hit);
    }
    from = endOf(betweenRows, text, row.end);
  }
  return hits.length > 0 ? hits : nothingYet;
}

/** A comma and line breaks; comments of a dump may stand there too. */
const betweenRows = /(?:[\s,]|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;

export const sqlInserts: readonly Detector[] = [
  {
    rule: passwordRule,
    reach: 'all',
    anchors: [
      { text: 'insert into', caseless: true },
      { text: 'insert ignore into', caseless: true },
    ],
    find,
  },
];
