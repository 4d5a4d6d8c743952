// The stretch around a sign, with all such signs in it undone, and where each character of it came from.

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly at: (offset: number) => number;
}

/** How far a stretch reaches back from the sign that it is found by. */
const before = 300;

/**
 * @param at where a sign stands @param longest how far the stretch may reach behind it
 * @param one a sign, sticky @param between what may stand between signs @param value what a sign stands for
 */
export function undone(text: string, at: number, longest: number, one: RegExp, between: RegExp, value: (match: RegExpExecArray) => string): Stretch {
  let start = at;
  while (start > 0 && at - start < before && between.test(text.charAt(start - 1))) start -= 1;
  const offsets: number[] = [];
  let out = '';
  let here = start;
  const stop = Math.min(text.length, at + longest);
  while (here < stop) {
    one.lastIndex = here;
    const match = one.exec(text);
    if (match !== null) {
      for (const character of value(match)) {
        out += character;
        offsets.push(here);
      }
      here += match[0].length;
    } else if (between.test(text.charAt(here))) {
      out += text.charAt(here);
      offsets.push(here);
      here += 1;
    } else break;
  }
  const end = here;
  return { start, end, text: out, at: (offset) => offsets[offset] ?? end };
}
