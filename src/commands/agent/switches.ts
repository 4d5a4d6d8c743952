// Environment variables that turn hooks off, or give git another configuration.
import type { Evasion } from '../../report/agent.ts';
import { isKnown } from './expand.ts';

/** Switches of hook managers, and the values that turn hooks off. */
const switches: Readonly<Record<string, (value: string) => boolean>> = {
  HUSKY: (value) => value === '0',
  HUSKY_SKIP_HOOKS: (value) => value !== '' && value !== '0',
  LEFTHOOK: (value) => value === '0' || value === 'false',
  LEFTHOOK_EXCLUDE: (value) => value.includes('secrets'),
  SKIP_SIMPLE_GIT_HOOKS: (value) => value !== '' && value !== '0',
  SKIP: (value) => value.includes('secrets'),
};

/** @param value with marks where it cannot be known */
export function judgeVariable(name: string, value: string): Evasion | undefined {
  const upper = name.toUpperCase();
  if (Object.hasOwn(switches, upper)) {
    if (!isKnown(value)) return { code: 'unknown', about: upper };
    return switches[upper]?.(value) === true ? { code: 'switch', about: /^(?:\d|true|false)$/.test(value) ? `${upper}=${value}` : upper } : undefined;
  }
  if (!upper.startsWith('GIT_CONFIG')) return undefined;
  if (/hookspath|hook\.|include/i.test(value)) return { code: 'hooks-path', about: upper };
  // a file of settings may name other hooks
  return /^GIT_CONFIG(?:_GLOBAL|_SYSTEM)?$/.test(upper) && value !== '/dev/null' ? { code: 'unknown', about: upper } : undefined;
}
