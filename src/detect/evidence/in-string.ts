// Whether a name stands inside a string literal of source code: what follows it is then text, not an expression.
import type { Scene } from '../scene.ts';

const furthest = 200;

/** By the quotes before it on its line: one that is still open. Long lines and literals of several lines are not seen. @param at offset of the name */
export function isInString(scene: Scene, at: number): boolean {
  const { text } = scene;
  const window = text.slice(Math.max(0, at - furthest), at);
  const newline = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('\r'));
  // where a line is cut, opening and closing quotes cannot be told apart
  if (newline < 0 && at > furthest) return false;
  const from = at - window.length + newline + 1;
  let open = 0;
  let openedAt = -1;
  for (let i = from; i < at; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 92) i += 1;
    else if (open !== 0) open = code === open ? 0 : open;
    // an apostrophe between letters is no quote
    else if (code === 34 || code === 96 || (code === 39 && !/\w/.test(text.charAt(i - 1)))) {
      open = code;
      openedAt = i;
    }
  }
  // a name that is quoted itself is a key
  return open !== 0 && openedAt !== at - 1;
}
