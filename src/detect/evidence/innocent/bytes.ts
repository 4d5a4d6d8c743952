// Pictures and archives hold any letters by chance.
import { leftOf, type Reason } from './reason.ts';

/** Signs that neither code nor addresses are full of, one of them before the name, and no blanks: pictures as text (sixel, base 85). */
const isNoise: Reason = ({ nameStart }, { text }) => {
  const before = leftOf(text, nameStart, 80);
  return /^[^ \t]+[!#?@^`~\\*]$/.test(before) && before.split(/[!#?@^`~\\*]/).length > 7;
};

/** Control characters, or bytes that go on with a character where none was begun. */
const isBinary: Reason = ({ start, end }, { text }) => {
  const last = Math.min(text.length, end + 40);
  let astray = 0;
  let before = 0;
  for (let at = Math.max(0, start - 80); at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 27) return true;
    if (code >= 128 && code < 160 && before < 128) astray += 1;
    before = code;
  }
  return astray > 5;
};

export const bytes: readonly Reason[] = [isNoise, isBinary];
