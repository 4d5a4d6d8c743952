// Random inputs that can be made again from a seed: numbers, mutations, and the words that wake what is under test.

/** Numbers from 0 up to, not including, 1 (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const upTo = (random, most) => Math.floor(random() * most);
export const oneOf = (random, list) => list[upTo(random, list.length)];

const edges = [0, 1, 2, 3, 7, 8, 20, 40, 63, 64, 127, 128, 255, 256, 511, 512, 513, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xffffffff];

/** One to four changes; the result has at most `most` bytes. Works on one character a byte. @param other makes another input, of which a piece is taken */
export function mutated(base, random, words, other, most) {
  let out = base;
  for (let left = 1 + upTo(random, 4); left > 0; left -= 1) {
    const at = upTo(random, out.length + 1);
    const length = upTo(random, Math.min(24, out.length - at) + 1);
    switch (upTo(random, 10)) {
      case 0:
        out = out.slice(0, at) + String.fromCharCode(upTo(random, 256)) + out.slice(at + 1);
        break;
      case 1:
        out = out.slice(0, at) + String.fromCharCode((out.charCodeAt(at) || 0) ^ (1 << upTo(random, 8))) + out.slice(at + 1);
        break;
      case 2:
        out = out.slice(0, at) + out.slice(at + length);
        break;
      case 3:
        out = out.slice(0, at) + out.slice(at, at + length).repeat(1 + upTo(random, 5)) + out.slice(at + length);
        break;
      case 4:
        out = out.slice(0, at);
        break;
      case 5: {
        const text = other();
        const from = upTo(random, text.length + 1);
        out = out.slice(0, at) + text.slice(from, from + upTo(random, 80)) + out.slice(at);
        break;
      }
      case 6: {
        const text = other();
        out = out.slice(0, at) + text.slice(upTo(random, text.length + 1));
        break;
      }
      case 7:
        out = out.replace(/\d+/, () => String(oneOf(random, edges)));
        break;
      default:
        out = out.slice(0, at) + oneOf(random, words) + out.slice(at + (random() < 0.3 ? length : 0));
    }
    if (out.length > most) out = out.slice(0, most);
  }
  return out;
}

/** Signs between which text is put. */
export const glue = [
  '\n',
  '\r\n',
  '\r',
  ' ',
  '  ',
  '\t',
  '=',
  ': ',
  ':',
  ',',
  ';',
  '"',
  "'",
  '`',
  '"""',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '</',
  '/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '\\',
  '\\n',
  '\\"',
  '#',
  '//',
  '/*',
  '*/',
  '- ',
  '---\n',
  '|\n  ',
  '>-\n  ',
  '&a ',
  '!t ',
  '*a',
  '<<EOF\n',
  'EOF\n',
  '${',
  '}}',
  '{{ ',
  '%',
  '%41',
  '&#65;',
  '&#x41;',
  '\\u0041',
  '\\x41',
  '\\101',
  '" + "',
  "' . '",
  '\0',
  '\x80',
  '\xff\xfe',
  '\xfe\xff',
  '\xef\xbb\xbf',
  '\xe2\x80\xae',
  '\x1b[2J',
  '__proto__',
  'constructor',
  '..',
  '-',
  '--',
  '0',
  '1e999',
  'NaN',
  'null',
];
