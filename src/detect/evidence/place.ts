// Where a value stands: language, operator, quotes, comment, kind of file, and what its neighbours say.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';
import { isCommentToModel } from './comment.ts';
import { isInString } from './in-string.ts';
import { pathFeatures } from './path.ts';

const is = (condition: boolean): number => (condition ? 1 : 0);
const neighbourhood = 240;
const login = /(?:user(?:_?name)?|login|usr|uid|e?mail|principal)["'\])]{0,2}[ \t]{0,3}(?:=>|:=|[:=,(])[ \t]{0,3}["'`]?[\w.@+-]{2}/i;

export function placeFeatures(scene: Scene, found: Assignment): Record<string, number> {
  const { text, path } = scene;
  // only what is near is looked at: a minified file is one line
  const before = /[^\r\n]*$/.exec(text.slice(Math.max(0, found.nameStart - 200), found.nameStart))?.[0] ?? '';
  const after = /^[^\r\n]*/.exec(text.slice(found.end, found.end + 120))?.[0] ?? '';
  const around = text.slice(Math.max(0, found.nameStart - neighbourhood), found.nameStart) + text.slice(found.end, found.end + neighbourhood);
  const { family } = scene.language;
  const features = {
    'place.quoted': is(found.quote !== ''),
    'place.double': is(found.quote === '"'),
    'place.assign': is(/^:?=$|^\+=$/.test(found.operator)),
    'place.colon': is(found.operator.startsWith(':') && !found.operator.includes('=')),
    'place.compare': is(/^[!=]==?$|^~=$/.test(found.operator)),
    'place.comma': is(found.operator === ','),
    'place.call': is(found.operator === '('),
    'place.arrow': is(/[=-]>/.test(found.operator)),
    'place.blank': is(found.operator === ' '),
    'place.tag': is(found.operator === '>'),
    'place.code': is(family === 'code'),
    'place.config': is(family === 'config'),
    'place.shell': is(family === 'shell'),
    'place.markup': is(family === 'markup'),
    'place.sql': is(family === 'sql'),
    'place.text': is(family === 'text'),
    'place.json': is(scene.language.name === 'json'),
    'place.yaml': is(/^ya?ml$/.test(scene.language.name)),
    'place.declared': is(/\b(?:const|let|var|val|final|static|String|string|char|auto|my|def|private|public)\b[^;=]*$/.test(before)),
    'place.comment': is(isCommentToModel(before)),
    'place.test': is(/(?:^|[/._-])(?:tests?|specs?|fixtures?|mocks?|__tests__|testdata)(?=[/._-]|$)|Tests?\.\w+$|_test\./i.test(path)),
    'place.example': is(/example|sample|demo|template|docs?\//i.test(path)),
    'place.locale': is(/(?:^|[/._-])(?:i18n|locales?|lang(?:uages?)?|translations?|messages?|l10n)(?=[/._-])|strings\.xml|\.(?:po|pot|resx)$/i.test(path)),
    'place.lock': is(/lock(?:file)?(?:\.\w+)?$|\.sum$|\.snap$/i.test(path)),
    'place.minified': is(before.length >= 190 && after.length >= 110),
    'place.depth': scene.depth,
    'place.indent': /^\s*/.exec(before)?.[0].length ?? 0,
    'place.before': before.trim().length,
    'place.after': after.length,
    'place.closed': is(found.quote !== '' || /^[\s,;)\]}]*$/.test(after)),
    'place.followed.call': is(/^["'`]?\s*[(.[]/.test(after)),
    'place.concatenated': is(/^["'`]\s*[+.&%]/.test(after)),
    'place.inString': is(isInString(scene, found.nameStart)),
    'place.environment': is(/export |env|ENV |-e |set /i.test(before)),
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
  return Object.assign(features, pathFeatures(scene, found));
}

/** How often the same value stands within reach: constants of tests do. In sections of one configuration file a copy is a copy (contract row C6). */
function repeats(scene: Scene, found: Assignment): number {
  const { value, name } = found;
  if (value.length < 4) return 0;
  const from = Math.max(0, found.start - 2000);
  const window = scene.text.slice(from, found.end + 2000);
  const isConfigured = scene.language.family === 'config' && value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value);
  const isCopy = (at: number): boolean => {
    const before = window.slice(Math.max(0, at - name.length - 12), at);
    return (isConfigured && named.test(before) && before.includes(name)) || (storing.test(name) && storing.test(before.replace(/["']?[ :=(]{1,4}["']?$/, '')));
  };
  let count = -1;
  for (let at = window.indexOf(value); at >= 0 && count < 5; at = window.indexOf(value, at + value.length))
    if (from + at === found.start || !isCopy(at)) count += 1;
  return count;
}
const named = /[:=]\s{0,3}["']?$/;
/** A key store and the key in it are locked with one password more often than with two. */
const storing = /(?:store|key)_?pass(?:word)?$/i;
