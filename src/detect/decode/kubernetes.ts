// `data:` of a Kubernetes Secret: base64 of values that may be short, found by what they stand under.
import { MAX_KUBERNETES_SECRET_BYTES } from '../../limits.ts';
import type { Decoded, Decoder, Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { isReadable } from './readable.ts';

const sealed = /kind:\s*["']?SealedSecret|^sops:|encryptedData:/m;
const yamlData = /^([ \t-]*)["']?data["']?[ \t]*:[ \t]*(?:\{[ \t]*)?\r?\n/m;
const yamlEntry =
  /^[ \t]+["']?([A-Za-z0-9._-]{1,120})["']?[ \t]*:[ \t]*(?:[|>][+-]?[ \t]*\r?\n[ \t]+)?["']?([A-Za-z0-9+/]{6,}={0,2})["']?[ \t]*(?:,[ \t]*)?$/gm;
const jsonData = /"data"[ \t]{0,4}:[ \t]{0,4}\{([^{}]*)\}/;
const jsonEntry = /"([A-Za-z0-9._-]{1,120})"[ \t]{0,4}:[ \t]{0,4}"([A-Za-z0-9+/]{6,}={0,2})"/g;

interface Range {
  readonly from: number;
  readonly to: number;
  /** it goes on beyond the limit */
  readonly cut: boolean;
}

/** The lines of the mapping that holds the `kind:` at `at`: to a lesser indent, a document's end, or the next `kind:` of the same column. */
function mapping(text: string, at: number, line: number): Range {
  const column = at - line;
  const leaves = (start: number): boolean => {
    let here = start;
    while (here - start < column && /[ \t]/.test(text.charAt(here))) here += 1;
    const end = text.charAt(here);
    if (end === '\n' || end === '\r' || end === '') return false;
    return here - start < column || text.startsWith('---', start) || /["']?kind["']?:/y.test(text.slice(here, here + 8));
  };
  let from = line;
  while (from > 0 && line - from < MAX_KUBERNETES_SECRET_BYTES) {
    // lastIndexOf takes -1 for 0, where an empty first line ends
    const before = from < 2 ? 0 : text.lastIndexOf('\n', from - 2) + 1;
    if (leaves(before)) {
      // `- apiVersion: v1`: the first line of the item
      if (text.startsWith('- ', before + column - 2)) from = before;
      break;
    }
    from = before;
  }
  let to = text.indexOf('\n', at) + 1;
  if (to === 0) to = text.length;
  while (to < text.length && to - at < MAX_KUBERNETES_SECRET_BYTES && !leaves(to)) {
    const next = text.indexOf('\n', to);
    to = next < 0 ? text.length : next + 1;
  }
  return { from, to, cut: line - from >= MAX_KUBERNETES_SECRET_BYTES || to - at >= MAX_KUBERNETES_SECRET_BYTES };
}

/** On one line: as far as other objects' kinds stand. */
function around(text: string, at: number): Range {
  const before = text.slice(Math.max(0, at - MAX_KUBERNETES_SECRET_BYTES), at);
  const after = text.slice(at + 1, at + MAX_KUBERNETES_SECRET_BYTES);
  const last = before.lastIndexOf('"kind":');
  const next = after.indexOf('"kind":');
  return {
    from: at - before.length + Math.max(0, last),
    to: at + 1 + (next < 0 ? after.length : next),
    cut: (last < 0 && at > before.length) || (next < 0 && at + MAX_KUBERNETES_SECRET_BYTES < text.length),
  };
}

/** Where the entries of `data` stand, and what one looks like. */
function dataOf(scene: Scene, at: number): { from: number; block: string; entry: RegExp } | undefined {
  const { text } = scene;
  const line = scene.lineStart(at);
  // JSON with nothing but blanks in front is laid out line by line, as YAML is
  const flat = text.charAt(at) === '"' && !/^[ \t-]*$/.test(text.slice(line, at));
  const { from, to, cut } = flat ? around(text, at) : mapping(text, at, line);
  // in a log or a dump, `kind: Secret` may be anything, and the lines around it belong to something else
  if (cut && scene.language.family === 'config') scene.skip('too-large');
  const document = text.slice(from, to);
  if (sealed.test(document)) return undefined;
  if (flat) {
    const found = jsonData.exec(document);
    return found?.[1] === undefined ? undefined : { from: from + found.index + found[0].length - found[1].length - 1, block: found[1], entry: jsonEntry };
  }
  const found = yamlData.exec(document);
  if (found === null) return undefined;
  const begin = found.index + found[0].length;
  const rest = document.slice(begin);
  const stop = rest.search(new RegExp(`^[ \\t]{0,${found[1]?.length ?? 0}}[^\\s#]`, 'm'));
  return { from: from + begin, block: stop < 0 ? rest : rest.slice(0, stop), entry: yamlEntry };
}

/** One text of `name: value` lines for all entries, each line mapped to its value. */
function decode(scene: Scene, at: number): Decoded | Undecoded {
  const data = dataOf(scene, at);
  if (data === undefined) return 'nothing yet';
  let out = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of data.block.matchAll(data.entry)) {
    const [whole, name = '', value = ''] = match;
    const plain = Buffer.from(value, 'base64').toString('latin1');
    if (!isReadable(plain)) continue;
    const place = data.from + match.index + whole.lastIndexOf(value);
    const line = `${name}: "${plain.replace(/["\r\n]+/g, ' ')}"\n`;
    // whatever is found in the plain text spans the whole run
    for (let i = 0; i < line.length; i += 1) {
      starts.push(place);
      ends.push(place + value.length);
    }
    out += line;
  }
  if (out === '') return 'nothing yet';
  const last = ends.at(-1) ?? data.from;
  const back = (offset: number, isEnd?: boolean): number => (isEnd === true ? ends[offset - 1] : starts[offset]) ?? last;
  return { start: data.from, end: data.from + data.block.length, encoding: 'base64', text: out, at: back };
}

const kinds = ['kind: Secret', 'kind: "Secret"', "kind: 'Secret'", '"kind": "Secret"', '"kind":"Secret"'];
export const kubernetes: Decoder = { anchors: kinds.map((text) => ({ text })), runs: false, decode };
