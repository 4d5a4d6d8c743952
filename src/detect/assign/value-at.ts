// The value that begins at a place: a literal to its closing quote, an entity, what stands in braces, a bare word, a run that a generator made.
import { closedBy, isWoven } from '../evidence/woven.ts';

const longestValue = 600;
/** Longer than what stands between a name and its value can be, or in front of a literal. */
export const longestBridge = 280;

export function valueAt(text: string, from: number, opened: string): { quote: string; value: string; start: number; end: number } | undefined {
  const first = text.charAt(from);
  if (first === '"' || first === "'" || first === '`') {
    const triple = text.startsWith(first.repeat(3), from);
    const start = from + (triple ? 3 : 1);
    const end = closing(text, start, triple ? first.repeat(3) : first, opened.endsWith('\\'));
    if (end < 0 || end === start) return undefined;
    const value = text.slice(start, end);
    // `'"…"'`: a literal that holds a literal
    const inner = /^(["'])([^"']{4,400})\1$/.exec(value)?.[2];
    return inner === undefined ? { quote: first, value, start, end } : { quote: first, value: inner, start: start + 1, end: end - 1 };
  }
  if (opened === '&quot;' || opened === '&#34;') {
    const end = text.indexOf('&', from);
    return end < 0 || end - from > longestValue || end === from ? undefined : { quote: '"', value: text.slice(from, end), start: from, end };
  }
  const braced = /\{(?:[\w.@:-]{1,40} ){0,3}([A-Za-z0-9+/=_.-]{8,600})\}/y;
  braced.lastIndex = from;
  const inner = first === '{' ? braced.exec(text)?.[1] : undefined;
  if (inner !== undefined) return { quote: '', value: inner, start: braced.lastIndex - 1 - inner.length, end: braced.lastIndex - 1 };
  let value = text.slice(from, bareEnd(text, from));
  if (value === '') return wovenAt(text, from);
  const entity = value.includes('&');
  if (entity || /[.:?]/.test(value.charAt(value.length - 1))) value = value.replace(/(?:&(?:quot|#34|amp|lt|gt);?[^]*|[.:?])$/, '');
  // the next one of a query
  if (entity) value = value.replace(/&(?:amp;)?\w[\w.-]{0,40}=.*$/, '');
  // the end of a sentence, not of `Summer2024!`
  if (value.endsWith('!') && !/\d/.test(value)) value = value.slice(0, -1);
  return value === '' ? undefined : { quote: '', value, start: from, end: from + value.length };
}

const bare = /[^\s"'`<>;,(){}[\]|\\]{1,600}/y;
/** The run walked last: where many names stand in one long run, it is walked once, not for each of them. */
let run = { text: '', start: 0, end: 0, isWhole: false };

/** Where the bare value ends that begins at `from`; `from` itself where none does. */
function bareEnd(text: string, from: number): number {
  const most = from + longestValue;
  const isInside = from >= run.start && from < run.end && run.text === text;
  // the same text, maybe another copy of it: the next comparison shall be of one string with itself
  if (isInside) run.text = text;
  if (!isInside || !(run.isWhole || run.end >= most)) {
    const at = isInside ? run.end : from;
    bare.lastIndex = at;
    const length = bare.exec(text)?.[0].length ?? 0;
    run = { text, start: isInside ? run.start : from, end: at + length, isWhole: length < longestValue };
  }
  return Math.min(run.end, most);
}

/** Neither a blank nor a quote, nor what escapes one. */
const unbroken = /[^\s"'`\\]{10,200}/y;

/** What follows such a run: an end tag, the end of a section, the next one of a query or of a list of options. */
const next = /<\/[A-Za-z][^]*$|\]\]>[^]*$|&(?:amp;)?\w[\w.-]{0,40}=[^]*$|[,;][A-Za-z][\w.-]{0,40}=[^]*$/;
/** The end of a list's entry, of a sentence; not of an entity. */
const stop = /[,.]$|(?<!&(?:amp;){0,3}(?:\w{2,4}|#\d{2,3}));$/;
const entity = /&(?:amp;){0,3}(?:lt|gt|amp|apos|#\d{2,3});/g;

/** A run that begins at `from` and looks like made by a generator, whatever signs it holds; as entities they are read. */
export function wovenAt(text: string, from: number): ReturnType<typeof valueAt> {
  unbroken.lastIndex = from;
  const whole = unbroken.exec(text)?.[0];
  // most of what is no value is code, and shorter
  if (whole === undefined) return undefined;
  let run = whole.replace(next, '').replace(stop, '');
  // what was opened in front of it is closed behind it: `{password: …}`, `(pw: …)`, `${NAME:-…}`
  const before = text.slice(Math.max(0, from - 80), from);
  for (const [opening, closing] of Object.entries(closedBy))
    if (run.endsWith(closing) && before.lastIndexOf(opening) > before.lastIndexOf(closing) && run.split(closing).length > run.split(opening).length)
      run = run.slice(0, -1).replace(stop, '');
  const value = run.replace(entity, '&');
  // an element has its value inside it
  return !/^<[A-Za-z][\w:.-]*>/.test(run) && isWoven(value) ? { quote: '', value, start: from, end: from + run.length } : undefined;
}

/** Where no value stands, no more than its line was read, what is joined to it by a backslash, and what follows an entity. */
export function readTo(text: string, from: number): number {
  const most = from + longestValue + longestBridge;
  if (text.charAt(from - 1) === ';') return most;
  const end = Math.min(most, text.length);
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if ((code === 10 || code === 13) && text.charCodeAt(at - 1) !== 92) return at + 3;
  }
  return most;
}

/** The closing quote on the same line, escapes stepped over; -1 where there is none. */
function closing(text: string, start: number, quote: string, escapedQuote: boolean): number {
  const last = Math.min(text.length, start + longestValue);
  const first = quote.charCodeAt(0);
  for (let at = start; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return -1;
    if (code === 92) {
      if (escapedQuote) {
        const from = at;
        while (text.charCodeAt(at + 1) === 92) at += 1;
        if (text.startsWith(quote, at + 1)) return from;
      }
      at += 1;
    } else if (code === first && text.startsWith(quote, at)) return at;
  }
  return -1;
}
