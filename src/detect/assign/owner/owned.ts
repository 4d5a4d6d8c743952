// The literals that a secret-named owner has: its default, what it returns, the members of its map or list.
import type { Scene } from '../../scene.ts';
import { keysOf, type Pair } from '../formats/outline.ts';
import { firstAt } from '../pairs.ts';
import { isDescribing, ownerOf, type OwnerName } from './owner-name.ts';
import { owningRows } from './rows.ts';
import { tupleElement } from './tuple.ts';
import { closingQuote, walkContainer, type Literal } from './walk.ts';

export interface Owned {
  readonly owner: OwnerName;
  readonly nameStart: number;
  readonly literals: readonly Literal[];
  /** members of a container: several values under one name */
  readonly isContainer: boolean;
  /** where reading stopped */
  readonly end: number;
}

const MAX_NAME_CHARACTERS = 80;
const MAX_MEMBERS = 512;

const nameCode = /[\w$.-]/;

/** Type annotations and constructors between a name and the bracket of its container. */
const container = new RegExp(
  String.raw`["'${'`'}]?\]?(?:\.(?:put|set|add|push|append)(?=\(["'])|\[\]|[ ]\w{1,20}\[\])?` +
    String.raw`(?:[ ]?:[ ]?[\w<>[\]., |&?*']{1,60}?(?=[ ]?=))?[ \t]{0,40}(?:(?:\+?=>|:=|\+?=|:|->|<-)[ \t]{0,40})?` +
    String.raw`(?:(?:new[ ][\w.]{0,24}(?:Dictionary|List|Set|Map|Hashtable|string|String|Array|Collection)(?:<[\w<>, .?]{0,40}>)?(?:\[\])?(?:\(\))?|new(?:\[\]|\(\)(?=[ \t\r\n]{0,40}\{))|new[ ](?:Map|Set)\(|` +
    String.raw`(?:Map|List|Set|Seq|Array|Vector|ImmutableMap|ImmutableList|ImmutableSet|Arrays|Collections)(?:\.(?:of|asList|ofEntries|from|singletonList))?(?=\()|` +
    String.raw`\w{0,12}(?:Hash|BTree)?(?:Map|Set)::from\(|(?:dict|set|frozenset|list|tuple|OrderedDict|array|Object\.freeze)(?=\()|vec!|(?:mutable|hash|linked)?(?:[mM]apOf|[lL]istOf|[sS]etOf|arrayOf)|` +
    String.raw`map\[\w{1,20}\][\w.*]{1,30}|\[\d{0,3}\](?:string|byte)|&|%w|%|@|#|<[\w ,?]{1,40}>)(?:\[\])?[ \t]{0,40}|\[\][ \t]{0,40})?(?:\r?\n[ \t]{0,200})?[{[(]`,
  'y',
);

/** The container that was read last: what stands in it has been given to its owner. */
let read: { text: string; from: number; to: number } = { text: '', from: 0, to: 0 };

/** The name that holds the word at `at`. */
export function nameAround(text: string, at: number, length: number): { readonly start: number; readonly end: number } {
  let start = at;
  while (start > 0 && at - start < MAX_NAME_CHARACTERS && nameCode.test(text.charAt(start - 1))) start -= 1;
  let end = at + length;
  while (end < text.length && end - at < MAX_NAME_CHARACTERS && nameCode.test(text.charAt(end))) end += 1;
  while (end > at + length && /[.-]/.test(text.charAt(end - 1))) end -= 1;
  // `passwords.put("alice", "…")`
  const method = text.charAt(end) === '(' ? /\.(?:put|set|add|push|append)$/.exec(text.slice(at + length, end)) : null;
  return { start, end: end - (method?.[0].length ?? 0) };
}

/** What the name at this place owns beyond what an ordinary assignment gives it; undefined where it owns nothing. */
export function ownedBy(scene: Scene, start: number, end: number): Owned | undefined {
  const { text } = scene;
  const owner = ownerOf(text.slice(start, end));
  if (owner === undefined) return undefined;
  const direct = ownedByRow(text, start, end) ?? ownedByTemplate(text, start) ?? tupleElement(scene, start, end);
  if (direct !== undefined) return { owner, nameStart: start, literals: [direct], isContainer: false, end: direct.end };
  const members = scene.language.family !== 'code' && scene.pairs.length > 0 ? membersOf(scene, owner, start, end) : undefined;
  // arrays of shells, and what a reader took for one long value
  return members ?? containedIn(scene, owner, start, end);
}

function ownedByRow(text: string, start: number, end: number): Literal | undefined {
  // every row begins with one of these
  if (!/[\s(=:,"'|\\<>{[]/.test(text.charAt(end))) return undefined;
  const before = text.slice(Math.max(0, start - 40), start);
  for (const row of owningRows) {
    row.between.lastIndex = end;
    if (!row.between.test(text) || (row.before !== undefined && !row.before.test(before))) continue;
    const literal = literalAt(text, row.between.lastIndex, row.bare);
    if (literal !== undefined && (row.ends === 'anything' || endsStatement.test(text.slice(literal.end + 1, literal.end + 80)))) return literal;
  }
  return undefined;
}

/** Nothing follows but a conversion, a second result and the end of the statement or the block. */
const endsStatement = /^(?:\.to\w{2,16}\(\)|\.into\(\)|\.encode\(\)|, (?:nil|true)|\)){0,3}(?:[ \t]*;)?[ \t]*(?:\r?\n|\}|$|#|\/\/|,[ \t]*(?:\r?\n|$))/;

function literalAt(text: string, from: number, bare: RegExp | undefined): Literal | undefined {
  if (bare !== undefined) {
    bare.lastIndex = from;
    const value = bare.exec(text)?.[0].trimEnd();
    return value === undefined ? undefined : { key: '', quote: '', value, start: from, end: from + value.length };
  }
  const triple = text.startsWith('"""', from) ? 3 : 1;
  const open = from + triple - 1;
  const close = closingQuote(text, open, Math.min(text.length, open + 602));
  return close <= open + 1 ? undefined : { key: '', quote: text.charAt(open), value: text.slice(open + 1, close), start: open + 1, end: close };
}

/** `{{ default "…" .Values.db.password }}`: the default stands before the name. */
const templateDefault = /\{\{-?[ ]{0,3}default[ ]{1,3}"([^"\n]{4,200})"[ ]{1,3}$/;
function ownedByTemplate(text: string, start: number): Literal | undefined {
  if (text.charAt(start) !== '.') return undefined;
  const before = text.slice(Math.max(0, start - 230), start);
  const value = before.includes('default') ? templateDefault.exec(before)?.[1] : undefined;
  if (value === undefined) return undefined;
  const from = start - before.length + before.lastIndexOf(`"${value}"`) + 1;
  return { key: '', quote: '"', value, start: from, end: from + value.length };
}

/** In a format with a structure: what stands below the key, up to the next key that names secrets itself. */
function membersOf(scene: Scene, owner: OwnerName, start: number, end: number): Owned | undefined {
  const { pairs, text } = scene;
  const literals: Literal[] = [];
  const first = firstAt(pairs, end);
  let last = end;
  for (let index = first; index < pairs.length && literals.length < MAX_MEMBERS; index += 1) {
    const pair = pairs[index] as Pair;
    const path = keysOf(pair);
    const at = path.findLastIndex((node) => node.start >= 0 && node.start < end && node.end >= end);
    if (at < 0) break;
    last = pair.end;
    const below = path.slice(at + 1);
    // one value of its own is an ordinary assignment, several are a list
    if (below.length === 0 && index === first && pairs[index + 1]?.node !== pair.node) continue;
    if (below.some(({ key, start: from }) => from >= 0 && (isDescribing(key) || ownerOf(key) !== undefined))) continue;
    const raw = text.slice(pair.start, Math.min(pair.end, pair.start + 700));
    const value = raw.trim();
    if (value === '' || /[\r\n]/.test(value) || raw.length > 600) continue;
    const from = pair.start + raw.indexOf(value);
    const key = below.findLast((node) => node.start >= 0)?.key ?? '';
    literals.push({ key, quote: /["'`]/.exec(text.charAt(pair.start - 1))?.[0] ?? '', value, start: from, end: from + value.length });
  }
  return literals.length === 0 ? undefined : { owner, nameStart: start, literals, isContainer: true, end: last };
}

/** `passwords['alice'] = '…'` */
const subscript = /\[(?:"[^"\n]{1,60}"|'[^'\n]{1,60}'|:?\w{1,60})\][ ]?=[ ]?(?=["'])/y;

function containedIn(scene: Scene, owner: OwnerName, start: number, end: number): Owned | undefined {
  const { text } = scene;
  if (read.text === text && end > read.from && end < read.to) return undefined;
  subscript.lastIndex = end;
  if (subscript.test(text)) {
    const literal = literalAt(text, subscript.lastIndex, undefined);
    return literal === undefined ? undefined : { owner, nameStart: start, literals: [literal], isContainer: true, end: literal.end };
  }
  container.lastIndex = end;
  const head = container.exec(text)?.[0];
  // a plain call: `getPassword("name")`
  if (head === undefined || /^["'`]?\($/.test(head)) return undefined;
  const from = container.lastIndex;
  const isBare = head.endsWith('%w[') || head.endsWith('%w(') || (head.endsWith('(') && scene.language.family === 'shell');
  const { literals, end: to } = walkContainer(text, from, isBare);
  read = { text, from, to };
  return literals.length === 0 ? undefined : { owner, nameStart: start, literals, isContainer: true, end: to };
}
