// What a policy file gets wrong, in words, with the way out and where it stands. No problem quotes a value.
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { SchemaError } from '../generated/policy-validator.js';

/** One thing that is wrong, and the way out. Lines and columns are 1-based. */
export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly wayOut: string;
  /** where it stands in another file than the policy's own */
  readonly file?: string;
}

const known = [
  '$schema',
  'version',
  'extends',
  'salt',
  'refuse',
  'tell',
  'remoteRefs',
  'classes',
  'certainties',
  'rules',
  'sections',
  'allow',
  'custom',
  'places',
  'paths',
  'reason',
  'severity',
  'enabled',
];

/** A key as a problem may show it: what is long, or woven of letters and digits, could be a value that stands in the wrong place. */
const shown = (key: string): string => (/^[\w$ .:/-]{1,40}$/.test(key) && !(key.length >= 20 && /\d/.test(key)) ? key : '…');

/** A key that stands twice in one object, or one that reaches into every object. */
export function duplicateKey(node: Node): Node | undefined {
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

export function offsetOf(tree: Node, error: SchemaError): number {
  const path = pointer(error.instancePath);
  const extra = error.params['additionalProperty'] ?? error.params['propertyName'];
  const node = (typeof extra === 'string' ? findNodeAtLocation(tree, [...path, extra])?.parent : undefined) ?? findNodeAtLocation(tree, path);
  return node?.offset ?? 0;
}

/** What an entry is about is one choice of two: that is told once, not for each of its branches. */
export const told = ({ keyword, params }: SchemaError): boolean =>
  keyword !== 'false schema' && !(keyword === 'required' && ['fingerprint', 'rule', 'path'].includes(String(params['missingProperty'])));

export function worded(error: SchemaError): { problem: string; wayOut: string } {
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
