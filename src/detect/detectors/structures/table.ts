// Columns whose heading sounds like a secret: tables in Markdown, and CSV and TSV files. Every row is judged under the headings.
import type { Detector, Hit } from '../../detector.ts';
import { nothingHere, nothingNear, nothingYet } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

const sounding = /pass(?:word|wd|phrase|code)?\b|pwd\b|secret|token|api[ _-]?key|access[ _-]?key|private[ _-]?key|credentials?\b/i;
/** A heading is a name. Longer cells are sentences. */
const MAX_HEADING_CHARS = 40;

interface Cell {
  readonly text: string;
  readonly start: number;
}

/** A line without its line break, and where the next one begins. */
interface Line {
  readonly text: string;
  readonly next: number;
}

const lineBreak = /\r\n|[\r\n]/g;

function lineAt(text: string, start: number): Line {
  lineBreak.lastIndex = start;
  const found = lineBreak.exec(text);
  return found === null ? { text: text.slice(start), next: text.length } : { text: text.slice(start, found.index), next: lineBreak.lastIndex };
}

/** The cells of one line without white space, backticks and emphasis around them. In CSV, a quote inside quotes is doubled. */
function cellsOf(line: string, at: number, separator: string): Cell[] {
  const found: Cell[] = [];
  let from = 0;
  while (from <= line.length) {
    let close = from;
    if (separator !== '|' && line.charAt(from) === '"') {
      close = line.indexOf('"', from + 1);
      while (close >= 0 && line.charAt(close + 1) === '"') close = line.indexOf('"', close + 2);
    }
    const end = line.indexOf(separator, Math.max(from, close));
    const to = end < 0 ? line.length : end;
    const raw = line.slice(from, to);
    const text = raw.replace(/^[\s"`*_]{1,8}/, '').replace(/[\s"`*_]{1,8}$/, '');
    found.push({ text, start: at + from + raw.indexOf(text) });
    from = to + 1;
  }
  return found;
}

/** Judges the rows from `body` on. A Markdown table ends with the first line that isn't a row; a file of values has no end but its own. */
function judgeRows(scene: Scene, head: readonly Cell[], body: number, separator: string): readonly Hit[] {
  const columns = head.flatMap((cell, index) => (cell.text.length <= MAX_HEADING_CHARS && sounding.test(cell.text) ? [index] : []));
  const hits: Hit[] = [];
  if (columns.length === 0) return hits;
  const { text } = scene;
  for (let at = body; at < text.length;) {
    const line = lineAt(text, at);
    const isRow = line.text.includes(separator);
    // a line of dashes belongs to the next table
    if (separator === '|' && (!isRow || /^[\s|:-]+$/.test(line.text))) break;
    const cells = isRow ? cellsOf(line.text, at, separator) : [];
    for (const index of columns) {
      const [name, value] = [head[index], cells[index]];
      if (name === undefined || value === undefined || value.text === '' || /\s/.test(value.text)) continue;
      const found = { name: name.text, nameStart: name.start, operator: ':', quote: '"', value: value.text, start: value.start };
      const hit = weigh(scene, { ...found, end: value.start + value.text.length });
      if (hit !== undefined) hits.push(hit);
    }
    at = line.next;
  }
  // further rows may change the outcome
  return hits.length > 0 ? hits : nothingYet;
}

/** At the first dashes under the heading of a Markdown table. */
function findMarkdown(scene: Scene, at: number): readonly Hit[] | undefined {
  const { text } = scene;
  const rule = scene.lineStart(at);
  if (!/^[ \t]*(?:\|[ \t]*|:?-{1,200}:?[ \t]*)?$/.test(text.slice(rule, at)) || rule < 2) return nothingNear;
  const dashes = lineAt(text, rule);
  if (!/^[\s|:-]+$/.test(dashes.text)) return undefined;
  const before = text.charAt(rule - 2) === '\r' ? rule - 2 : rule - 1;
  const head = scene.lineStart(before, before);
  const line = text.slice(head, before);
  return line.includes('|') ? judgeRows(scene, cellsOf(line, head, '|'), dashes.next, '|') : undefined;
}

const headings = ['password', 'passwd', 'passphrase', 'secret', 'token', 'api key', 'api_key', 'apikey', 'access key', 'access_key', 'credential'];
const heading = new RegExp(headings.join('|'), 'i');

interface FirstLine extends Line {
  /** where its first heading word starts, or -1 */
  readonly heading: number;
}

/** The first line is looked up once for each text, whatever the number of these words in it. */
const firstLines = new WeakMap<Scene, FirstLine>();

function firstLineOf(scene: Scene): FirstLine {
  let known = firstLines.get(scene);
  if (known === undefined) {
    const line = lineAt(scene.text, 0);
    known = { ...line, heading: line.text.search(heading) };
    firstLines.set(scene, known);
  }
  return known;
}

/** At the first of these words in the first line of a file of values: the rows are read once, whatever the number of columns. */
function findSeparated(scene: Scene, at: number): readonly Hit[] | undefined {
  if (!/\.(?:csv|tsv|tab)$/i.test(scene.path)) return nothingHere;
  const { text, next, heading: first } = firstLineOf(scene);
  if (at !== first) return undefined;
  const separator = ['\t', ';', ','].find((sign) => text.includes(sign));
  return separator === undefined ? undefined : judgeRows(scene, cellsOf(text, 0, separator), next, separator);
}

const rule = passwordRule;

export const tables: readonly Detector[] = [
  { rule, reach: 'all', anchors: ['|--', '| --', '|:-', '| :-'].map((text) => ({ text })), find: findMarkdown },
  { rule, reach: 'all', anchors: headings.map((text) => ({ text, caseless: true as const })), find: findSeparated },
];
