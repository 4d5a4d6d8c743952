// Files that say the words of a program in another language: what stands under `password` there is that language's word for it.
import type { Path } from '../../model.ts';

/** ISO 639-1, the languages that programs are translated into. */
const language =
  '(?:af|ar|az|be|bg|bn|bs|ca|cs|cy|da|de|el|en|eo|es|et|eu|fa|fi|fil|fr|ga|gl|gu|he|hi|hr|hu|hy|id|is|it|ja|ka|kk|km|kn|ko|ku|ky|lb|lo|lt|lv|mk|ml|mn|mr|ms|my|nb|ne|nl|nn|no|pa|pl|ps|pt|ro|ru|si|sk|sl|sq|sr|sv|sw|ta|te|tg|th|tk|tl|tr|uk|ur|uz|vi|yi|zh|zu)';
const region = '(?:[_-](?:[A-Z][a-z]{3}|[A-Za-z]{2}|\\d{3}))?';
const folder = /(?:^|[/._-])(?:i18n|l10n|locales?|lang|languages?|translations?)[/._-]/i;
const file = new RegExp(
  `(?:^|[/._-])${language}${region}\\.(?:properties|json|jsonc|ya?ml|php|ts|js|mjs|arb|ftl|toml|ini|xml|strings|lang|txt|rb|ex)$|${language}${region}\\.lproj/`,
);
const format =
  /\.(?:po|pot|resx|arb|ftl|xlf|xliff|strings|stringsdict)$|(?:^|\/)values(?:-[\w-]{2,12})?\/strings\.xml$|(?:^|\/)(?:messages|strings)[._-]?\w{0,8}\.properties$/i;

export const isTranslation = (path: Path): boolean => folder.test(path) || file.test(path) || format.test(path);

/** Letters of any alphabet, and what stands between the words of a sentence: nothing that a machine made. */
export const isWords = (value: string): boolean =>
  /^[A-Za-z\x80-\xff][A-Za-z\x80-\xff .,;:!?()'"/&…-]*$/.test(value) && !/[a-z][A-Z]{2}|[A-Z][a-z][A-Z]/.test(value);
