// Columns that are headed by a name which sounds secret: tables of Markdown, and CSV and TSV files.
import type { Detector, Hit } from '../../detector.ts';
import { nothingHere, nothingNear, nothingYet } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

const sounding = /pass(?:word|wd|phrase|code)?\b|pwd\b|secret|token|api[ _-]?key|access[ _-]?key|private[ _-]?key|credentials?\b/i;
const mostRows = 200;
const longestLine = 2000;

interface Cell {
  readonly text: string;
  readonly start: number;
}

/** Cells of one line, white space, ticks and emphasis around them taken off. */
function cells(line: string, at: number, separator: string): Cell[] {
  const found: Cell[] = [];
  let from = 0;
  while (from <= line.length) {
    const quoted = separator !== '|' && line.charAt(from) === '"';
    const close = quoted ? line.indexOf('"', from + 1) : -1;
    const end = line.indexOf(separator, Math.max(from, close));
    const to = end < 0 ? line.length : end;
    const raw = line.slice(from, to);
    const text = raw.replace(/^[\s"`*_]{1,8}/, '').replace(/[\s"`*_]{1,8}$/, '');
    found.push({ text, start: at + from + raw.indexOf(text) });
    from = to + 1;
  }
  return found;
}

/** @param head offset of the header's line @param body offset of the first row */
function judge(scene: Scene, head: Cell[], body: number, separator: string): readonly Hit[] {
  const columns = head.flatMap((cell, index) => (cell.text.length <= 40 && sounding.test(cell.text) ? [index] : []));
  const hits: Hit[] = [];
  if (columns.length === 0) return hits;
  let at = body;
  for (let row = 0; row < mostRows && at < scene.text.length; row += 1) {
    const end = scene.lineEnd(at, longestLine);
    const line = scene.text.slice(at, end);
    // a line of dashes: the table under it begins
    if (!line.includes(separator) || (separator === '|' && /^[\s|:-]+$/.test(line))) break;
    const here = cells(line, at, separator);
    for (const index of columns) {
      const [name, value] = [head[index], here[index]];
      if (name === undefined || value === undefined || value.text === '' || /\s/.test(value.text)) continue;
      const found = { name: name.text, nameStart: name.start, operator: ':', quote: '"', value: value.text, start: value.start };
      const hit = weigh(scene, { ...found, end: value.start + value.text.length });
      if (hit !== undefined) hits.push(hit);
    }
    at = end + (scene.text.startsWith('\r\n', end) ? 2 : 1);
  }
  // what further rows hold has a say
  return hits.length > 0 ? hits : nothingYet;
}

/** At the line of dashes under the header of a Markdown table. */
function findMarkdown(scene: Scene, at: number): readonly Hit[] | undefined {
  const { text } = scene;
  const rule = scene.lineStart(at);
  if (!/^[ \t]*(?:\|[ \t]*)?$/.test(text.slice(rule, at)) || rule < 2) return nothingNear;
  const end = scene.lineEnd(at, longestLine);
  if (!/^[\s|:-]+$/.test(text.slice(at, end))) return undefined;
  const before = text.charAt(rule - 2) === '\r' ? rule - 2 : rule - 1;
  const head = scene.lineStart(before, longestLine);
  const line = text.slice(head, before);
  return line.includes('|') ? judge(scene, cells(line, head, '|'), end + (text.startsWith('\r\n', end) ? 2 : 1), '|') : undefined;
}

/** At a word of the first line of a file of values. */
function findSeparated(scene: Scene, at: number): readonly Hit[] | undefined {
  if (!/\.(?:csv|tsv|tab)$/i.test(scene.path)) return nothingHere;
  const end = scene.lineEnd(0, longestLine);
  if (at > end) return undefined;
  const line = scene.text.slice(0, end);
  // the first such word of the header judges all columns: another word would judge the same rows again
  if (at !== line.search(anyHeader)) return undefined;
  const separator = ['\t', ';', ','].find((sign) => line.includes(sign));
  if (separator === undefined) return undefined;
  return judge(scene, cells(line, 0, separator), end + (scene.text.startsWith('\r\n', end) ? 2 : 1), separator);
}

const rule = passwordRule;
const headers = ['password', 'passwd', 'passphrase', 'secret', 'token', 'api key', 'api_key', 'apikey', 'access key', 'access_key', 'credential'];

const anyHeader = new RegExp(headers.join('|'), 'i');

export const tables: readonly Detector[] = [
  { rule, reach: 'all', anchors: ['|--', '| --', '|:-', '| :-'].map((text) => ({ text })), find: findMarkdown },
  { rule, reach: 'all', anchors: headers.map((text) => ({ text, caseless: true as const })), find: findSeparated },
];
