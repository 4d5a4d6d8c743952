// The shape language: a token format as data, from which matcher, anchor and samples are derived.
import { setOf } from './alphabet.ts';

/** A literal, or so many characters of an alphabet. */
export type Part = string | { readonly set: string; readonly min: number; readonly max: number };

/**
 * Reads a shape: literals as they are, bodies as `{alphabet:length}` or `{alphabet:min-max}`; a literal brace is doubled.
 * `ghp_{n:36}` is the prefix `ghp_` and 36 characters of base 62.
 */
export function partsOf(shape: string): readonly Part[] {
  const parts: Part[] = [];
  for (const match of shape.matchAll(/\{(\w):(\d+)(?:-(\d+))?\}|([^{]+)/g)) {
    const [, set, min, max, literal] = match;
    if (literal !== undefined) parts.push(literal);
    else if (set !== undefined) parts.push({ set, min: Number(min), max: Number(max ?? min) });
  }
  return parts;
}

/** The longest literal: what the gate looks for. */
export function anchorOf(parts: readonly Part[]): { readonly text: string; readonly index: number } {
  let best = { text: '', index: -1 };
  parts.forEach((part, index) => {
    if (typeof part === 'string' && part.length > best.text.length) best = { text: part, index };
  });
  return best;
}

/** A literal as a pattern; an equals sign may stand escaped, as in URLs, property files and JSON. */
const plain = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const escaped = (text: string): string => plain(text).replaceAll('=', '(?:\\\\{0,2}=|%3[dD]|\\\\u003[dD])');

/** What `escaped` let through, undone. */
export const unescaped = (token: string): string => token.replace(/\\{0,2}=|%3[dD]|\\u003[dD]/g, '=');

const bodyOf = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? escaped(part) : `[${setOf(part.set)}]{${part.min},${part.max}}`)).join('');

/** Sticky, linear: bodies are counted runs of one set, and what follows must not go on with the last one. */
export function matcherOf(parts: readonly Part[]): RegExp {
  const last = parts.at(-1);
  const end = last === undefined || typeof last === 'string' ? '(?![A-Za-z0-9])' : `(?![${setOf(last.set)}])`;
  return new RegExp(`${bodyOf(parts)}${end}`, 'y');
}

const most = 600;

/**
 * The same with a last body longer than was ever issued: providers lengthen their tokens (GitHub's `ghs_` went from 40 to 520
 * characters in 2026). Only where the prefix is the provider's own (four characters and a separator), because nothing else
 * vouches for it, and only where it is markedly longer: one or two characters more are something else.
 */
export function grownMatcherOf(parts: readonly Part[]): RegExp | undefined {
  const first = parts[0];
  const last = parts.at(-1);
  if (typeof first !== 'string' || first.length < 5 || !/[-_.]$/.test(first)) return undefined;
  if (last === undefined || typeof last === 'string' || last.max > 250) return undefined;
  return new RegExp(`${bodyOf(parts.slice(0, -1))}[${setOf(last.set)}]{${last.max + 4},${most}}`, 'y');
}

/** How many characters stand before the anchor: least and most. */
export function before(parts: readonly Part[], index: number): { readonly min: number; readonly max: number; readonly set: string } {
  let min = 0;
  let max = 0;
  let set = '';
  for (const part of parts.slice(0, index)) {
    min += typeof part === 'string' ? part.length : part.min;
    max += typeof part === 'string' ? part.length : part.max;
    set += typeof part === 'string' ? plain(part) : setOf(part.set);
  }
  return { min, max, set };
}
