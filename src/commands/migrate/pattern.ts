// A pattern of another scanner as one of ours: RE2, the value in the first group, and a literal that wakes it.
import { RE2JS } from 're2js';
import type { CustomRule } from '../../policy/policy.ts';
import type { Left } from './foreign.ts';

export interface ForeignRule {
  readonly id: string;
  readonly title: string;
  readonly pattern: string;
  readonly keywords: readonly string[];
  /** which group holds the value, where it is not the first one */
  readonly group?: number;
  readonly entropy?: number;
}

const longest = 500;

/** @param taken ids that are in use */
export function ruleOf(rule: ForeignRule, taken: ReadonlySet<string>): CustomRule | Left {
  const what = `rule ${rule.id}`;
  const pattern = withFirst(rule.pattern, rule.group ?? 1);
  if (pattern.length < 3) return { what, why: 'no-pattern' };
  if (pattern.length > longest) return { what, why: 'too-long' };
  try {
    RE2JS.compile(pattern);
  } catch {
    return { what, why: 'not-re2' };
  }
  const named = rule.keywords.filter((word) => word.length >= 3 && word.length <= 60);
  const literal = literalOf(pattern);
  const keywords = named.length > 0 ? named.slice(0, 20) : literal === undefined ? [] : [literal];
  if (keywords.length === 0) return { what, why: 'no-keyword' };
  const title = rule.title.trim().length >= 3 ? rule.title.trim().slice(0, 200) : `Rule ${rule.id}`;
  const entropy = rule.entropy !== undefined && rule.entropy > 0 && rule.entropy <= 8 ? { minEntropy: rule.entropy } : {};
  return { id: freeId(rule.id, taken), title, keywords, pattern, ...entropy };
}

export function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 70) || 'rule';
  if (!taken.has(plain)) return plain;
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? `${plain}-own` : `${plain}-own-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** Groups before the one that holds the value no longer capture. */
function withFirst(pattern: string, group: number): string {
  if (group < 2) return pattern;
  let seen = 0;
  let out = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at] ?? '';
    if (sign === '\\') {
      out += sign + (pattern[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    if (sign !== '(' || inClass || /^\(\?(?!P?<[A-Za-z])/.test(pattern.slice(at, at + 5))) {
      out += sign;
      continue;
    }
    seen += 1;
    const name = /^\(\?P?<\w+>/.exec(pattern.slice(at))?.[0] ?? '(';
    out += seen < group ? '(?:' : name;
    at += name.length - 1;
  }
  return out;
}

/** What every match begins with, where that is plain text. */
function literalOf(pattern: string): string | undefined {
  const body = pattern.replace(/^(?:\(\?[a-z]+\)|\\b|\^|\(\?:|\((?!\?))+/, '');
  if (/\)(?:[?*]|\{0)/.test(body)) return undefined;
  if (/\|/.test(body.replace(/\\.|\[[^\]]*\]/g, ''))) return undefined;
  const found = /^(?:[A-Za-z0-9_:;,/@#%&=~<>"' -]|\\[._/-])+/.exec(body)?.[0] ?? '';
  const rest = body.slice(found.length);
  const text = (/^[?*{]/.test(rest) ? found.slice(0, -1) : found).replace(/\\(.)/g, '$1');
  return text.length >= 3 ? text.slice(0, 60) : undefined;
}
