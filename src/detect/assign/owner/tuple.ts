// `user, password = "svc", "…"`: names on the left, values on the right, matched by their position.
import type { Scene } from '../../scene.ts';
import { closingQuote, type Literal } from './walk.ts';

const MAX_LINE_CHARACTERS = 300;
const left = /^[ \t]*(?:(?:const|let|var|local|val|my)[ ])?[[({]?[ ]?([\w$@.]{1,60}(?:[ ]?,[ ]?[\w$@.]{1,60}){1,5})[ ]?[\])}]?[ ]?:?=[ ]?[[({]?[ ]?(?=["'\w])/;

/** The element of the right side that the name at this place is given. */
export function tupleElement(scene: Scene, start: number, end: number): Literal | undefined {
  const { text } = scene;
  if (scene.language.family !== 'code' || !/^[ ]?[,\])=:]/.test(text.slice(end, end + 2))) return undefined;
  const line = scene.lineStart(start, MAX_LINE_CHARACTERS);
  const whole = text.slice(line, scene.lineEnd(start, MAX_LINE_CHARACTERS));
  const match = left.exec(whole);
  if (match?.[1] === undefined || line + match[0].length <= start) return undefined;
  const position = (whole.slice(0, start - line).match(/,/g) ?? []).length;
  let at = line + match[0].length;
  for (let index = 0; at < line + whole.length; index += 1) {
    const quote = text.charAt(at);
    const isLiteral = quote === '"' || quote === "'" || quote === '`';
    const close = isLiteral ? closingQuote(text, at, line + whole.length) : -1;
    if (isLiteral && close < 0) return undefined;
    if (index === position) return isLiteral ? { key: '', quote, value: text.slice(at + 1, close), start: at + 1, end: close } : undefined;
    const comma = text.indexOf(',', isLiteral ? close : at);
    if (comma < 0 || comma >= line + whole.length) return undefined;
    at = comma + 1;
    while (text.charAt(at) === ' ') at += 1;
  }
  return undefined;
}
