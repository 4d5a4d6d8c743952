// From the text of a policy file to a policy, or to everything that is wrong with it, by line and column.
import { getNodeValue, parseTree, findNodeAtLocation, type Node, type ParseError } from 'jsonc-parser';
import validate, { type SchemaError } from '../generated/policy-validator.js';
import { defaultPolicy, type Policy } from './policy.ts';
import { subjectOf, tooBroad } from './allowing.ts';
import { forbiddenByFloor } from './floor.ts';

/** One thing that is wrong, and the way out. Lines and columns are 1-based. */
export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly wayOut: string;
}

export type Loaded = { readonly policy: Policy } | { readonly problems: readonly PolicyProblem[] };

const known = ['$schema', 'version', 'salt', 'refuse', 'rules', 'allow', 'custom', 'places'];

/** @param text JSON with comments and trailing commas */
export function loadPolicy(text: string): Loaded {
  try {
    return loaded(text);
  } catch (error) {
    // reading goes as deep as the brackets do
    if (!(error instanceof RangeError)) throw error;
    return {
      problems: [
        {
          line: 1,
          column: 1,
          problem: 'brackets stand in brackets, deeper than can be read',
          wayOut: 'A policy has a handful of levels: take the others out.',
        },
      ],
    };
  }
}

function loaded(text: string): Loaded {
  const errors: ParseError[] = [];
  const source = text.replace(/^\ufeff/, '');
  const tree = parseTree(source, errors, { allowTrailingComma: true, disallowComments: false });
  const at = (offset: number): { line: number; column: number } => {
    const before = source.slice(0, offset).split(/\r\n|\n|\r/);
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  if (tree === undefined || errors.length > 0) {
    const offset = errors[0]?.offset ?? 0;
    return {
      problems: [
        {
          ...at(offset),
          problem: 'this is not JSON',
          wayOut: 'Mend the bracket, comma or quote here or just before; comments and trailing commas are accepted.',
        },
      ],
    };
  }
  const repeated = duplicateKey(tree);
  if (repeated !== undefined) return { problems: [{ ...at(repeated.offset), problem: 'this key stands twice', wayOut: 'Keep one of the two.' }] };
  const value: unknown = getNodeValue(tree);
  if (!validate(value)) {
    const problems = (validate.errors ?? []).filter(told).map((error) => ({ ...at(offsetOf(tree, error)), ...worded(error) }));
    return { problems: problems.filter((one, index) => problems.findIndex((other) => other.line === one.line && other.problem === one.problem) === index) };
  }
  const policy = { ...defaultPolicy, ...(value as Partial<Policy>) };
  const doubles = [
    ...twice(policy.allow.map(subjectOf), 'allow'),
    ...twice(
      policy.custom.map((rule) => rule.id),
      'custom',
    ),
  ];
  if (doubles.length > 0)
    return {
      problems: doubles.map((path) => ({
        ...at(findNodeAtLocation(tree, path)?.offset ?? 0),
        problem: `${path.join('.')} stands there before`,
        wayOut: 'Keep one of the two entries.',
      })),
    };
  const floor = forbiddenByFloor(policy).map(({ path, row, what }) => ({
    ...at(findNodeAtLocation(tree, [...path])?.offset ?? 0),
    problem: `${what}: the contract's row ${row} forbids it`,
    wayOut: 'Take this setting out: the floor cannot be switched off.',
  }));
  const broad = policy.allow.flatMap((entry, index) => {
    const why = tooBroad(entry);
    return why === undefined
      ? []
      : [
          {
            ...at(findNodeAtLocation(tree, ['allow', index, 'path'])?.offset ?? 0),
            problem: `allow.${index}.path is too broad: ${why}`,
            wayOut: 'Name one file, or files of one folder by a part of their name: test/vectors/*.pem.',
          },
        ];
  });
  return floor.length + broad.length > 0 ? { problems: [...floor, ...broad] } : { policy };
}

/** A key as a problem may show it: what is long, or woven of letters and digits, could be a value that stands in the wrong place. */
const shown = (key: string): string => (/^[\w$ .:/-]{1,40}$/.test(key) && !(key.length >= 20 && /\d/.test(key)) ? key : '…');

/** Where a name stands that an earlier entry has already. */
const twice = (names: readonly string[], list: string): (string | number)[][] =>
  names.flatMap((name, index) => (names.indexOf(name) < index ? [[list, index]] : []));

function duplicateKey(node: Node): Node | undefined {
  if (node.type === 'object') {
    const seen = new Set<unknown>();
    for (const property of node.children ?? []) {
      const key = property.children?.[0];
      if (key === undefined) continue;
      if (seen.has(key.value) || key.value === '__proto__') return key;
      seen.add(key.value);
    }
  }
  for (const child of node.children ?? []) {
    const found = duplicateKey(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

const pointer = (path: string): (string | number)[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

function offsetOf(tree: Node, error: SchemaError): number {
  const path = pointer(error.instancePath);
  const extra = error.params['additionalProperty'] ?? error.params['propertyName'];
  const node = (typeof extra === 'string' ? findNodeAtLocation(tree, [...path, extra])?.parent : undefined) ?? findNodeAtLocation(tree, path);
  return node?.offset ?? 0;
}

/** What an entry is about is one choice of two: that is told once, not for each of its branches. */
const told = ({ keyword, params }: SchemaError): boolean =>
  keyword !== 'false schema' && !(keyword === 'required' && ['fingerprint', 'rule', 'path'].includes(String(params['missingProperty'])));

function worded(error: SchemaError): { problem: string; wayOut: string } {
  const where =
    pointer(error.instancePath)
      .map((part) => shown(String(part)))
      .join('.') || 'the policy';
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const near = known.find((name) => distance(name, key) <= 2);
      return {
        problem: `"${shown(key)}" is not known in ${where}`,
        wayOut: near === undefined ? 'Take it out, or see docs/policy.md for what there is.' : `Did you mean "${near}"?`,
      };
    }
    case 'required':
      return { problem: `${where} lacks "${String(params['missingProperty'])}"`, wayOut: 'Add it; docs/policy.md says what it holds.' };
    case 'enum':
      return {
        problem: `${where} has a value that is not known`,
        wayOut: `Use one of ${(params['allowedValues'] as readonly unknown[]).map(String).join(', ')}.`,
      };
    case 'const':
      return { problem: `${where} must be ${String(params['allowedValue'])}`, wayOut: 'Set it so.' };
    case 'oneOf':
      return { problem: `${where} is about one value or about one place`, wayOut: 'Give it either "fingerprint", or "rule" and "path".' };
    case 'type':
      return { problem: `${where} must be ${articled(String(params['type']))}`, wayOut: 'Write it so.' };
    default:
      return { problem: `${where} ${error.message ?? 'is not as it must be'}`, wayOut: 'docs/policy.md says what it holds.' };
  }
}

const articled = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

/** Levenshtein's distance, for short names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
