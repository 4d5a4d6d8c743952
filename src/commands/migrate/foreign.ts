// What the configuration of another scanner says, in terms that ours can take up, and what it says besides.
import type { CustomRule } from '../../policy/policy.ts';

/** Files by a regular expression (RE2), by git's ignore syntax, or by their names; a line where one is named. */
export type Exempt =
  | { readonly kind: 'place'; readonly file: string; readonly line?: number; readonly audited?: boolean }
  | { readonly kind: 'regex'; readonly pattern: string }
  | { readonly kind: 'glob'; readonly patterns: readonly string[] };

/** Why something is not carried over: worded in `report/migrate.ts`. */
export type LeftCode =
  | 'rule-off'
  | 'no-keyword'
  | 'no-pattern'
  | 'not-re2'
  | 'too-long'
  | 'value-pattern'
  | 'by-commit'
  | 'looser'
  | 'real-secret'
  | 'other-file'
  | 'program'
  | 'option'
  | 'checksum';

export interface Left {
  readonly what: string;
  readonly why: LeftCode;
}

export interface Foreign {
  readonly rules: readonly CustomRule[];
  readonly exempt: readonly Exempt[];
  /** refuse this and above, where that is stricter than the default */
  readonly refuse?: 'low';
  readonly left: readonly Left[];
}

/** @throws where the text is not what it should be */
export type Reader = (text: string) => Foreign;

export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value]);
export const textsOf = (value: unknown): readonly string[] => listOf(value).filter((one): one is string => typeof one === 'string');
