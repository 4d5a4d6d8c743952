// What stands around a value, further than its line: neighbours that speak of a login or of an example, copies of it.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';
import { isShown } from '../shown.ts';
import { isWeakWord } from '../weak-word.ts';
import { likelihood } from './bigrams.ts';

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

/**
 * How often the same value stands within reach. Only words are constants because they are repeated, and whatever code of tests repeats:
 * elsewhere one password for several accounts is worse than one, not better.
 */
function repeats(scene: Scene, found: Assignment): number {
  const { value, name } = found;
  if (value.length < 4 || !(isWord(value) || (scene.language.family === 'code' && (found.quote === '' || isShown(scene))))) return 0;
  const from = Math.max(0, found.start - 2000);
  const window = scene.text.slice(from, found.end + 2000);
  // a key store and the key in it are locked with one password more often than with two
  const isStored = (at: number): boolean =>
    storing.test(name) && storing.test(window.slice(Math.max(0, at - name.length - 12), at).replace(/["']?[ :=(]{1,4}["']?$/, ''));
  let count = -1;
  for (let at = window.indexOf(value); at >= 0 && count < 5; at = window.indexOf(value, at + value.length))
    if (from + at === found.start || !isStored(at)) count += 1;
  return count;
}
const storing = /(?:store|key)_?pass(?:word)?$/i;

/** Letters only or words with separators, and names that say they are passwords. */
const isWord = (value: string): boolean => (/^[A-Za-z][A-Za-z_. -]*\d?$/.test(value) ? likelihood(value) > 0 : isWeakWord(value));
