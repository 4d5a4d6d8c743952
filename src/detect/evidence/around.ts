// What stands around a value, further than its line: neighbours that speak of a login or of an example, copies of it.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';

const is = (condition: boolean): number => (condition ? 1 : 0);
const neighbourhood = 240;
const login = /(?:user(?:_?name)?|login|usr|uid|e?mail|principal)["'\])]{0,2}[ \t]{0,3}(?:=>|:=|[:=,(])[ \t]{0,3}["'`]?[\w.@+-]{2}/i;

export function aroundFeatures(scene: Scene, found: Assignment): Record<string, number> {
  const { text } = scene;
  const around = text.slice(Math.max(0, found.nameStart - neighbourhood), found.nameStart) + text.slice(found.end, found.end + neighbourhood);
  return {
    'near.user': is(/user|login|email|account/i.test(around)),
    // a login that is given beside it: the two open something together
    'near.login': is(login.test(text.slice(Math.max(0, found.nameStart - 160), found.nameStart)) || login.test(text.slice(found.end, found.end + 160))),
    'near.host': is(/host|server|endpoint|url|port\b/i.test(around)),
    'near.example': is(/example|placeholder|your|replace|dummy|fake|sample/i.test(around)),
    'near.assert': is(/assert|expect|should|toBe|Equal/i.test(around)),
    'near.label': is(/label|placeholder|title|message|translate|i18n|\bt\(/i.test(around)),
    'near.curl': is(/curl|wget|http|request|header/i.test(around)),
    'near.same': repeats(scene, found),
  };
}

/** How often the same value stands within reach: constants of tests do. In sections of one configuration file a copy is a copy (contract row C6). */
function repeats(scene: Scene, found: Assignment): number {
  const { value, name } = found;
  if (value.length < 4) return 0;
  const from = Math.max(0, found.start - 2000);
  const window = scene.text.slice(from, found.end + 2000);
  const isConfigured = scene.language.family === 'config' && value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value);
  const isCopy = (at: number): boolean => {
    const before = window.slice(Math.max(0, at - name.length - 12), at);
    return (
      (isConfigured && named.test(before) && (before.includes(name) || /pass|secret|_pw/i.test(before))) ||
      (storing.test(name) && storing.test(before.replace(/["']?[ :=(]{1,4}["']?$/, '')))
    );
  };
  let count = -1;
  for (let at = window.indexOf(value); at >= 0 && count < 5; at = window.indexOf(value, at + value.length))
    if (from + at === found.start || !isCopy(at)) count += 1;
  return count;
}
const named = /[:=]\s{0,3}["']?$/;
/** A key store and the key in it are locked with one password more often than with two. */
const storing = /(?:store|key)_?pass(?:word)?$/i;
