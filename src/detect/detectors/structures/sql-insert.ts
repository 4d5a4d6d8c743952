// `INSERT INTO users (name, password) VALUES ('a', '…')`: the column names the value that stands in its place.
import type { Detector, Hit } from '../../detector.ts';
import { nothingYet } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

const head = /insert\s{1,8}(?:ignore\s{1,8})?into\s{1,8}[\w."'`[\]]{1,100}\s{0,8}\(([^()]{1,1000})\)\s{0,8}values\s{0,8}/iy;
const sounding = /pass|pwd|secret|token|api_?key|access_?key|private_?key|credential/i;
const mostRows = 100;
const longestRow = 4000;

/** Values of one row in order, with where their text begins: quotes taken off, `''` stepped over. Offsets of the row's end. */
function rowAt(
  text: string,
  from: number,
): { readonly cells: { readonly text: string; readonly start: number; readonly quoted: boolean }[]; readonly end: number } | undefined {
  const cells: { text: string; start: number; quoted: boolean }[] = [];
  let at = from + 1;
  const last = Math.min(text.length, from + longestRow);
  while (at < last) {
    while (/[\s,]/.test(text.charAt(at)) && at < last) at += 1;
    if (text.charAt(at) === ')') return { cells, end: at + 1 };
    if (/^[NE]'/.test(text.slice(at, at + 2))) at += 1;
    const quoted = text.charAt(at) === "'";
    const start = quoted ? at + 1 : at;
    let end = start;
    if (quoted) {
      while (end < last && !(text.charAt(end) === "'" && text.charAt(end + 1) !== "'")) end += text.charAt(end) === "'" || text.charAt(end) === '\\' ? 2 : 1;
      at = end + 1;
    } else {
      let depth = 0;
      for (; end < last; end += 1) {
        const sign = text.charAt(end);
        if (sign === '(') depth += 1;
        else if (sign === ')' && depth > 0) depth -= 1;
        else if ((sign === ',' || sign === ')') && depth === 0) break;
      }
      at = end;
    }
    cells.push({ text: text.slice(start, end), start, quoted });
  }
  return undefined;
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
  for (let row = 0; row < mostRows && text.charAt(from) === '('; row += 1) {
    const read = rowAt(text, from);
    if (read === undefined) break;
    for (const [index, cell] of read.cells.entries()) {
      const name = columns[index] ?? '';
      if (!cell.quoted || name.length > 80 || !sounding.test(name)) continue;
      const hit = weigh(scene, { name, nameStart: at, operator: '=', quote: "'", value: cell.text, start: cell.start, end: cell.start + cell.text.length });
      if (hit !== undefined) hits.push(hit);
    }
    from = read.end;
    while (/[\s,]/.test(text.charAt(from)) && from - read.end < 20) from += 1;
  }
  return hits.length > 0 ? hits : nothingYet;
}

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
