// `data:` of a Kubernetes Secret: base64 of values that may be short, found by what they stand under.
import type { Decoded, Decoder } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { isReadable } from './readable.ts';

const entry = /^[ \t]+["']?([A-Za-z0-9._-]{1,120})["']?[ \t]*:[ \t]*(?:[|>][+-]?[ \t]*\r?\n[ \t]+)?["']?([A-Za-z0-9+/]{8,20000}={0,2})["']?[ \t]*,?[ \t]*$/gm;
const reach = 20_000;

/** One text of `name: value` lines for all entries, each line mapped to its value. */
function decode(scene: Scene, at: number): Decoded | undefined {
  const { text } = scene;
  const from = Math.max(text.lastIndexOf('\n---', at), at - reach, 0);
  const next = text.indexOf('\n---', at);
  const to = Math.min(next < 0 ? text.length : next, at + reach);
  const document = text.slice(from, to);
  if (/kind:\s*["']?SealedSecret|^sops:|encryptedData:/m.test(document)) return undefined;
  const data = /^([ \t]*)["']?data["']?[ \t]*:[ \t]*(?:\{[ \t]*)?\r?\n/m.exec(document);
  if (data === null) return undefined;
  const begin = data.index + data[0].length;
  const rest = document.slice(begin);
  const indent = data[1]?.length ?? 0;
  const stop = rest.search(new RegExp(`^[ \\t]{0,${indent}}[^\\s#]`, 'm'));
  const block = stop < 0 ? rest : rest.slice(0, stop);
  let out = '';
  const offsets: number[] = [];
  for (const match of block.matchAll(entry)) {
    const [whole, name = '', value = ''] = match;
    const plain = Buffer.from(value, 'base64').toString('latin1');
    if (!isReadable(plain) || plain.length < 4) continue;
    const place = from + begin + match.index + whole.lastIndexOf(value);
    const line = `${name}: "${plain.replace(/["\r\n]+/g, ' ')}"\n`;
    for (let i = 0; i < line.length; i += 1) offsets.push(place);
    out += line;
  }
  return out === ''
    ? undefined
    : {
        start: from + begin,
        end: from + begin + block.length,
        encoding: 'base64',
        text: out,
        at: (offset) => offsets[Math.min(offset, offsets.length - 1)] ?? from,
      };
}

export const kubernetes: Decoder = { anchors: [{ text: 'kind: Secret' }, { text: 'kind: "Secret"' }, { text: '"kind": "Secret"' }], runs: false, decode };
