// Places where credentials are mostly shown, not used: tests and documents. What stands there as a plain word opens nothing in particular.
import { likelihood } from './evidence/bigrams.ts';
import type { Scene } from './scene.ts';

const places =
  /(?:^|[/._-])(?:tests?|specs?|fixtures?|testdata|mocks?|examples?|__tests__|docs?|libtest|tunit|units?)(?=[/._-]|$)|_test\.|Tests?\.|(?:^|\/)test_|\.(?:md|mdx|rst|adoc|html?)$/;

/** Whether a path is one of tests or documents. */
export const isShown = (scene: Scene): boolean => places.test(scene.path);

/** A password of one plain word, in a test or a document. */
export const isShownWord = (scene: Scene, password: string): boolean =>
  (/^[a-z]{1,16}$/.test(password) || /^\d{1,4}$/.test(password)) && (password.length < 8 || likelihood(password) > 0) && isShown(scene);
