// Containers inside other files: an archive behind a script, a program or an image, compressed text in a PDF or a PNG.
import { FORMAT_HEADER_BYTES, MAX_DEFLATED_TEXT_BYTES } from '../../limits.ts';
import type { Format } from '../containers/format.ts';
import { formats, isKnownFormat } from '../containers/formats.ts';
import { inflateZlib, isZlib } from '../containers/zlib.ts';
import type { Decoded, Decoder, Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';

/** Whether the whole text is a container itself: then it is opened as one, and what begins inside it is one of its files. */
const containers = new WeakMap<Scene, boolean>();
function isContainer(scene: Scene): boolean {
  let answer = containers.get(scene);
  if (answer === undefined) containers.set(scene, (answer = isKnownFormat(scene.bytes.subarray(0, FORMAT_HEADER_BYTES))));
  return answer;
}

function decoderOf(format: Format): Decoder {
  return {
    anchors: [{ text: format.signature }],
    runs: false,
    decode(scene, at): Decoded | Undecoded {
      const start = at - format.offset;
      if (start < 0 || (start === 0 && scene.depth === 0)) return undefined;
      const head = Buffer.from(scene.text.slice(start, start + FORMAT_HEADER_BYTES), 'latin1');
      if (format.confirm?.(head) === false) return undefined;
      if (isContainer(scene)) return 'nothing yet';
      const rest = scene.bytes.subarray(start);
      const length = format.length?.(rest);
      return {
        start,
        end: length === undefined ? at + format.signature.length : start + length,
        encoding: 'archive',
        text: '',
        packed: rest.subarray(0, length),
      };
    },
  };
}

/** The text of a zlib stream, of which only the beginning says where it is. */
function inflated(scene: Scene, from: number, at: number): Decoded | Undecoded {
  if (!isZlib(Buffer.from(scene.text.slice(at, at + 2), 'latin1'))) return undefined;
  const { bytes, problem } = inflateZlib(scene.bytes.subarray(at), MAX_DEFLATED_TEXT_BYTES);
  if (bytes.length === 0) return 'nothing yet';
  const text = Buffer.from(bytes).toString('latin1');
  return { start: from, end: at, encoding: 'gzip', text, ...(problem === 'too-large' ? { cut: true } : {}), at: () => from };
}

/** Images, fonts and tables of offsets hold no text. */
const withoutText = /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)|\/Length[123]\b|\/Type\s*\/XRef/;

/** Streams of a PDF (ISO 32000, 7.3.8). */
const pdf: Decoder = {
  anchors: [{ text: 'stream\n' }, { text: 'stream\r\n' }],
  runs: false,
  decode(scene, at, end) {
    if (!isZlib(Buffer.from(scene.text.slice(end, end + 2), 'latin1'))) return undefined;
    const dictionary = scene.text.slice(Math.max(0, at - 300), at);
    return withoutText.test(dictionary.slice(dictionary.lastIndexOf(' obj') + 1)) ? undefined : inflated(scene, at, end);
  },
};

/** Compressed comments of a PNG (11.3.3): a keyword, and for `iTXt` a language and a translation. */
const pngText = /(?:zTXt[^\0]{1,79}\0\0|iTXt[^\0]{1,79}\0\x01\0[^\0]{0,40}\0[^\0]{0,200}\0)/y;
const png: Decoder = {
  anchors: [{ text: 'zTXt' }, { text: 'iTXt' }],
  runs: false,
  decode(scene, at) {
    pngText.lastIndex = at;
    return pngText.test(scene.text) ? inflated(scene, at, pngText.lastIndex) : undefined;
  },
};

export const embedded: readonly Decoder[] = [...formats.filter((format) => format.embedded).map(decoderOf), pdf, png];
