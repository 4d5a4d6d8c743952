// From the text of a policy file, and of what it extends, to a policy, or to everything that is wrong with it, by line and column.
import { getNodeValue, parseTree, findNodeAtLocation, type Node, type ParseError } from 'jsonc-parser';
import validate from '../generated/policy-validator.js';
import { defaultPolicy, policyFile, type Policy } from './policy.ts';
import { subjectOf, tooBroad } from './allowing.ts';
import { baseFile, basesNamed, deepest, looserThan, merged, packageOf, type Bases, type WrittenPolicy } from './extends.ts';
import { forbiddenByFloor } from './floor.ts';
import { duplicateKey, offsetOf, told, worded, type PolicyProblem } from './problems.ts';

export type { PolicyProblem } from './problems.ts';
/** `written`: what stands in the file itself, without what it extends. */
export type Loaded = { readonly policy: Policy; readonly written: WrittenPolicy } | { readonly problems: readonly PolicyProblem[] };

type Place = readonly (string | number)[];
interface Read {
  readonly written: WrittenPolicy;
  readonly at: (path: Place) => { readonly line: number; readonly column: number };
}

/**
 * @param text JSON with comments and trailing commas
 * @param bases texts of what it extends, by path; what is missing there is an error
 */
export function loadPolicy(text: string, bases: Bases = new Map()): Loaded {
  const loaded = withBases(text, policyFile, bases, []);
  return 'problems' in loaded ? loaded : { policy: { ...defaultPolicy, ...loaded.whole }, written: loaded.written };
}

/** The files that a policy's text extends, as far as it can be read: to be fetched before it is loaded. */
export function basesOf(text: string, file: string = policyFile): readonly string[] {
  if (!text.includes('"extends"')) return [];
  const read = reading(text);
  if (!('written' in read)) return [];
  return basesNamed(read.written).flatMap((name) => {
    const base = baseFile(name, file);
    return 'file' in base ? [base.file] : [];
  });
}

type Put = { readonly whole: WrittenPolicy; readonly written: WrittenPolicy } | { readonly problems: readonly PolicyProblem[] };

function withBases(text: string, file: string, bases: Bases, above: readonly string[]): Put {
  const read = reading(text);
  const inside = (problem: PolicyProblem): PolicyProblem => (file === policyFile ? problem : { ...problem, file });
  if (!('written' in read)) return { problems: read.problems.map(inside) };
  const { written, at } = read;
  const wrong = (path: Place, problem: string, wayOut: string): { readonly problems: readonly PolicyProblem[] } => ({
    problems: [inside({ ...at(path), problem, wayOut })],
  });
  let base: WrittenPolicy = {};
  for (const [index, name] of basesNamed(written).entries()) {
    const place: Place = typeof written.extends === 'string' ? ['extends'] : ['extends', index];
    const found = baseFile(name, file);
    if (!('file' in found))
      return wrong(place, `what this extends ${found.refused}`, 'Name a file of the repository, or a package: docs/policy.md, "Extending".');
    if (found.file === file || above.includes(found.file))
      return wrong(place, 'this extends itself, by way of others', 'Take one of the files out of the round.');
    if (above.length >= deepest) return wrong(place, `more than ${deepest} files extend each other`, 'Put some of them together.');
    const inner = bases.get(found.file);
    if (inner === undefined) return wrong(place, `${found.file} is not there`, wayOutFor(name));
    const loaded = withBases(inner, found.file, bases, [...above, file]);
    if ('problems' in loaded) return loaded;
    if (loaded.written.salt !== undefined) return wrong(place, `${found.file} brings a salt`, "A salt is one repository's own: take it out there.");
    const [looser] = looserThan(base, loaded.whole);
    if (index > 0 && looser !== undefined)
      return wrong(place, `in ${found.file}, ${looser.what} before it`, 'Take it out there, or name the stricter file last.');
    base = merged(base, loaded.whole);
  }
  const whole = merged(base, written);
  const problems = [...selfContradictions(written, whole, at), ...(basesNamed(written).length === 0 ? [] : looserProblems(base, written, at))];
  return problems.length > 0 ? { problems: problems.map(inside) } : { whole, written };
}

const wayOutFor = (name: string): string =>
  packageOf(name) === undefined
    ? 'Name a file that is committed together with the policy.'
    : "Install the package, then run `secrets-hooks policy pull`: it copies the package's policy here, to be committed.";

const looserProblems = (base: WrittenPolicy, written: WrittenPolicy, at: Read['at']): PolicyProblem[] =>
  looserThan(base, written).map(({ path, what }) => ({
    ...at(path),
    problem: what,
    wayOut: 'What is extended is the least: be as strict, or take this line out.',
  }));

function selfContradictions(written: WrittenPolicy, whole: WrittenPolicy, at: Read['at']): PolicyProblem[] {
  const allow = whole.allow ?? [];
  const doubles = [
    ...twice(allow.map(subjectOf)).map((index) => ['allow', index, allow[index]?.fingerprint === undefined ? 'path' : 'fingerprint']),
    ...twice((whole.custom ?? []).map((rule) => rule.id)).map((index) => ['custom', index, 'id']),
  ];
  if (doubles.length > 0)
    return doubles.map((path) => ({ ...at(path), problem: `${path.join('.')} stands there before`, wayOut: 'Keep one of the two entries.' }));
  const floor = forbiddenByFloor(written).map(({ path, row, what }) => ({
    ...at(path),
    problem: `${what}: the contract's row ${row} forbids it`,
    wayOut: 'Take this setting out: the floor cannot be switched off.',
  }));
  const broad = (written.allow ?? []).flatMap((entry, index) => {
    const why = tooBroad(entry);
    if (why === undefined) return [];
    const problem = `allow.${index}.path is too broad: ${why}`;
    return [{ ...at(['allow', index, 'path']), problem, wayOut: 'Name one file, or files of one folder by a part of their name: test/vectors/*.pem.' }];
  });
  return [...floor, ...broad];
}

/** One text by itself: is it JSON, and what the schema asks for? */
function reading(text: string): Read | { readonly problems: readonly PolicyProblem[] } {
  try {
    return readingAll(text);
  } catch (error) {
    // it goes as deep as the brackets do
    if (!(error instanceof RangeError)) throw error;
    const wayOut = 'A policy has a handful of levels: take the others out.';
    return { problems: [{ line: 1, column: 1, problem: 'brackets stand in brackets, deeper than can be read', wayOut }] };
  }
}

function readingAll(text: string): ReturnType<typeof reading> {
  const plain = plainlyRead(text);
  return plain ?? readingTree(text);
}

/**
 * Plain JSON that the schema has nothing against, read by what node has built in; undefined where anything is to be said, which takes the tree.
 * No key stands twice where there are as many keys as colons behind quotes. Where a text holds such a colon too, the tree counts.
 */
function plainlyRead(text: string): Read | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const colons = text.match(/"\s{0,20}:/g)?.length ?? 0;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || /"\s{21}/.test(text) || /__proto__|\\u/.test(text)) return undefined;
  if (colons !== keysIn(value) || !validate(value)) return undefined;
  let at: Read['at'] | undefined;
  return {
    written: withoutMarks(value as Record<string, unknown>),
    // where something stands is asked for only where it is wrong
    at: (path) => {
      if (at === undefined) {
        const read = readingTree(text);
        at = 'written' in read ? read.at : () => ({ line: 1, column: 1 });
      }
      return at(path);
    },
  };
}

const keysIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>((sum, inner) => sum + keysIn(inner), Array.isArray(value) ? 0 : Object.keys(value).length);

function readingTree(text: string): ReturnType<typeof reading> {
  const errors: ParseError[] = [];
  const source = text.replace(/^\ufeff/, '');
  const tree = parseTree(source, errors, { allowTrailingComma: true, disallowComments: false });
  const spot = (offset: number): { line: number; column: number } => {
    const before = source.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  if (tree === undefined || errors.length > 0) {
    const wayOut = 'Mend the bracket, comma or quote here or just before; comments and trailing commas are accepted.';
    return { problems: [{ ...spot(errors[0]?.offset ?? 0), problem: 'this is not JSON', wayOut }] };
  }
  const repeated = duplicateKey(tree);
  if (repeated !== undefined) return { problems: [{ ...spot(repeated.offset), problem: 'this key stands twice', wayOut: 'Keep one of the two.' }] };
  const value: unknown = getNodeValue(tree);
  if (!validate(value)) {
    const problems = (validate.errors ?? []).filter(told).map((error) => ({ ...spot(offsetOf(tree, error)), ...worded(error) }));
    return { problems: problems.filter((one, index) => problems.findIndex((other) => other.line === one.line && other.problem === one.problem) === index) };
  }
  return { written: withoutMarks(value as Record<string, unknown>), at: (path) => spot(nearest(tree, path)) };
}

/** The editor's line and the form's number are no part of what is meant. */
function withoutMarks(value: Readonly<Record<string, unknown>>): WrittenPolicy {
  const { $schema: _, version: __, ...written } = value;
  return written;
}

/** Where a path stands; what is not in this file is told at the closest that is. */
function nearest(tree: Node, path: Place): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return tree.offset;
}

/** Where a name stands that an earlier entry has already. */
const twice = (names: readonly string[]): readonly number[] => names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
