// Strings put together from pieces, on one line or across lines: `"ab" + "cd"`, `'ab' . 'cd'`, `"ab" "cd"`, `"ab" \`.
import { MAX_KEY_BLOCK_BYTES } from '../../limits.ts';
import { hereLeft, type Decoded, type Decoder, type Undecoded } from '../detector.ts';
import type { Scene } from '../scene.ts';

const joint = /(["'`])[ \t]{0,20}(?:\\?\r?\n[ \t]{0,80})?(?:\+|\.|&|\.\.|<>|\|\||,)?[ \t]{0,20}(?:\\?\r?\n[ \t]{0,80})?[brufLN@$]?(["'`])/y;

/** Where literals that stand side by side are elements of a list, or no code at all. */
const apart: ReadonlySet<string> = new Set(
  'clj cljs cljc edn el lisp scm rkt js mjs cjs jsx ts mts cts tsx vue svelte java kt kts scala go rs cs swift php hs ml'.split(' '),
);

/** From a joint: back to the first piece, forward to the last. */
function decode(scene: Scene, at: number): Decoded | Undecoded {
  const { text } = scene;
  joint.lastIndex = at;
  const first = joint.exec(text);
  if (first?.[1] === undefined || first[1] !== first[2] || first[0].length < 3) return undefined;
  const quote = first[1];
  if (first[0].includes(',')) return undefined;
  // strings that merely stand one after the other are joined in code; in YAML the second one is the next key
  const { family, name } = scene.language;
  if (apart.has(name) && /^.\s+.$/.test(first[0])) return undefined;
  if (/^[^+.&<>|\\]*$/.test(first[0]) && (family === 'config' || (family !== 'code' && family !== 'sql' && first[0].includes('\n')))) return undefined;
  const start = text.lastIndexOf(quote, at - 1);
  const length = at - start;
  if (start < 0 || length > 400 || length < 2 || text.slice(start, at).includes('\n')) return length > hereLeft ? 'nothing yet' : undefined;
  const offsets: number[] = [];
  let out = '';
  // the name in front belongs to it: the evidence needs it
  const lead = Math.max(scene.lineStart(start), start - 80);
  // Python's brackets around pieces on several lines say nothing of the value
  let bracket = start;
  while (bracket > lead && /[ \t\r\n(]/.test(text.charAt(bracket - 1))) bracket -= 1;
  const gap = text.slice(bracket, start).includes('(') && /[=:]/.test(text.charAt(bracket - 1)) ? bracket : start;
  for (let here = lead; here <= start; here += 1) {
    if (here === gap) here = start;
    out += text.charAt(here);
    offsets.push(here);
  }
  let here = start + 1;
  let joints = 0;
  while (here < text.length && here - start < MAX_KEY_BLOCK_BYTES) {
    joint.lastIndex = here;
    const next = joint.exec(text);
    if (next !== null && next[1] === quote && next[2] === quote && next[0].length >= 3 && !next[0].includes(',')) {
      here += next[0].length;
      joints += 1;
      continue;
    }
    const character = text.charAt(here);
    out += character;
    offsets.push(here);
    here += 1;
    if (character === quote || character === '\n') break;
  }
  if (joints === 0) return undefined;
  const end = here;
  const cut = here < text.length && here - start >= MAX_KEY_BLOCK_BYTES;
  return { start, end, encoding: 'concatenation', ...(cut ? { cut } : {}), text: out, at: (offset: number) => offsets[offset] ?? end };
}

const operators = [
  '" +',
  "' +",
  '` +',
  '" .',
  "' .",
  '"+"',
  "'+'",
  '" &',
  '" \\',
  "' \\",
  '" "',
  "' '",
  '".."',
  '" ..',
  '" <>',
  '" ||',
  "' ||",
  '"\n ',
  "'\n ",
  '"\n\t',
  "'\n\t",
  '"\r\n',
  "'\r\n",
];
export const concatenation: Decoder = { anchors: operators.map((text) => ({ text })), runs: false, decode };
