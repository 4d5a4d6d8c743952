// Places where credentials are mostly shown, not used: tests and documents. What stands there as a plain word opens nothing in particular.
import { likelihood } from './evidence/bigrams.ts';
import type { Scene } from './scene.ts';
import { isWeakWord } from './weak-word.ts';

const places =
  /(?:^|[/._-])(?:tests?|testcases?|specs?|fixtures?|testdata|mocks?|examples?|__tests__|docs?|libtest|tunit|units?)(?=[/._-]|$)|_test\.|Tests?\.|(?:^|\/)test_|\.(?:md|mdx|rst|adoc|html?)$/;

/** Whether a path is one of tests or documents. */
export const isShown = (scene: Scene): boolean => places.test(scene.path);

/** `webpwd`, `secured_password`, `wrongPass1`: it says what it is, and no more. */
const named = /^(?:[A-Za-z]{1,12}[_-]?){0,2}(?:password|passwd|passphrase|passwort|pwd|pass)[_-]?\d{0,3}$/i;

/** A password that in a test or a document says what it is, or is only a word for one: `p@ssw0rd`, `%40secret`. */
export const isShownName = (scene: Scene, password: string): boolean => saysItself(password) && isShown(scene);
/** Numbers alone are no word. */
const saysItself = (password: string): boolean => named.test(password) || (/[A-Za-z]{2}/.test(password) && isWeakWord(password.replace(/%[\dA-F]{2}/g, '-')));

/** A password of one plain word, in a test or a document. */
export const isShownWord = (scene: Scene, password: string): boolean =>
  (saysItself(password) || ((/^[a-z]{1,16}$/.test(password) || /^\d{1,4}$/.test(password)) && (password.length < 8 || likelihood(password) > 0))) &&
  isShown(scene);
