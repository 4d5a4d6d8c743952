// What the keys above a value say, in formats that have a structure: settings of a connection, or words for people.
import type { Assignment } from '../assign/assignment.ts';
import { pairAt } from '../assign/pairs.ts';
import { keysOf } from '../assign/formats/outline.ts';
import type { Scene } from '../scene.ts';

const sounding = /pass|pwd|secret|token|cred|auth|login|account|database|datasource|(?:^|_)db(?:_|$)|connection|smtp|ldap|redis|vault/i;
/** Keys under which stand words, types and names, and no values. */
const telling =
  /^(?:properties|definitions|schemas?|components|messages?|translations?|labels?|errors?|descriptions?|columns|fields|i18n|locales?|strings|texts?|enum|dependencies|\w+dependencies|scripts|keywords|parameters|required|rules|validations?|help|tooltips?|placeholders?|titles?|permissions?|routes?|paths)$/i;

export function pathFeatures(scene: Scene, found: Assignment): Record<string, number> {
  const pair = scene.language.family === 'code' ? undefined : pairAt(scene.pairs, found.start, found.end);
  if (pair === undefined) return { 'path.keys': 0, 'path.secret': 0, 'path.telling': 0, 'path.list': 0, 'path.whole': 0 };
  const above = keysOf(pair).slice(0, -1);
  return {
    'path.keys': above.length + 1,
    'path.secret': above.some(({ key }) => sounding.test(key)) ? 1 : 0,
    'path.telling': above.some(({ key }) => telling.test(key)) ? 1 : 0,
    'path.list': pair.node.start < 0 ? 1 : 0,
    // all of what stands under the key, not a part of a longer text
    'path.whole': pair.end - pair.start <= found.end - found.start + 2 ? 1 : 0,
  };
}
