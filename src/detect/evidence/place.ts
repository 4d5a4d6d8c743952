// Where a value stands: language, operator, quotes, comment, kind of file, and what else is on its line.
import type { Assignment } from '../assign/assignment.ts';
import type { Scene } from '../scene.ts';
import { isCommentToModel } from './comment.ts';
import { isInString } from './in-string.ts';

const is = (condition: boolean): number => (condition ? 1 : 0);

export function placeFeatures(scene: Scene, found: Assignment): Record<string, number> {
  const { text, path } = scene;
  // only what is near is looked at: a minified file is one line
  const before = text.slice(scene.lineStart(found.nameStart, 200), found.nameStart);
  const after = text.slice(found.end, scene.lineEnd(found.end, 120));
  const { family } = scene.language;
  return {
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
  };
}
