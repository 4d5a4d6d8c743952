// Builds formats from terse rows: provider, what it is, shape; the words follow from the class unless a row says better.
import type { Rule, SecretClass, Severity } from '../../model.ts';
import type { Companion } from './companion.ts';
import type { ContextFormat } from './detect-context.ts';
import type { Format } from './detect-shape.ts';

/** id · provider · what · class · severity · shape, or several · check · words to the left */
export type Row = readonly [
  id: string,
  provider: string,
  what: string,
  kind: Kind,
  severity: Severity,
  shape: string | readonly string[],
  check?: string,
  context?: readonly string[],
];
/** id · provider · what · class · severity · shape · keywords · words of which one must also stand there */
export type ContextRow = readonly [
  id: string,
  provider: string,
  what: string,
  kind: Kind,
  severity: Severity,
  shape: string,
  keywords: readonly string[],
  also?: readonly string[],
];
/** Short for the contract's classes. */
export type Kind = 'api' | 'cred' | 'pay' | 'third' | 'key';

const classOf: Readonly<Record<Kind, SecretClass>> = { api: 'api-key', cred: 'credential', pay: 'payment', third: 'third-party', key: 'private-key' };
const holders: Readonly<Record<Kind, (provider: string) => string>> = {
  api: (provider) => `Anyone with it can act as its owner on ${provider}.`,
  cred: (provider) => `Anyone with this credential can log in to ${provider} as its owner.`,
  pay: (provider) => `Anyone with this key can move money or read customers' payments at ${provider}.`,
  third: (provider) => `Anyone with this credential can read and send data through ${provider} as its owner.`,
  key: (provider) => `Anyone with this key can sign or decrypt at ${provider} as its owner.`,
};

export function ruleOf(id: string, provider: string, what: string, kind: Kind, severity: Severity, specificity: 1 | 2): Rule {
  return {
    id,
    class: classOf[kind],
    severity,
    title: `${provider} ${what}`,
    holder: holders[kind](provider),
    rotate: `Revoke it in the settings of ${provider} where keys and tokens are listed, issue a new one, and hand that to what needs it through its environment.`,
    specificity,
  };
}

/** @param companions by the id's rule: rule, shape and reach of the secret that belongs to it */
export const formatsOf = (rows: readonly Row[], companions: Readonly<Record<string, Companion>> = {}): readonly Format[] =>
  rows.flatMap(([id, provider, what, kind, severity, shapes, check, context]) => {
    const rule = ruleOf(id, provider, what, kind, severity, 2);
    const companion = companions[id];
    return (typeof shapes === 'string' ? [shapes] : shapes).map((shape) => ({
      rule,
      shape,
      ...(check === undefined || check === '' ? {} : { check }),
      ...(context === undefined ? {} : { context }),
      ...(companion === undefined ? {} : { companion }),
    }));
  });

export const contextFormatsOf = (rows: readonly ContextRow[]): readonly ContextFormat[] =>
  rows.map(([id, provider, what, kind, severity, shape, keywords, also]) => ({
    rule: ruleOf(id, provider, what, kind, severity, 1),
    shape,
    keywords,
    ...(also === undefined ? {} : { also }),
  }));
