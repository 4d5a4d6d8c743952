// What a value looks like: length, alphabet, randomness by several measures, and the many shapes that are no secret.
import { isPlaceholder, masked } from '../placeholder.ts';
import { uuid } from '../uuid.ts';
import { isWeakWord } from '../weak-word.ts';
import { lettersOf } from './letters.ts';
import { wordsOf } from './name.ts';

const is = (condition: boolean): number => (condition ? 1 : 0);
export function valueFeatures(value: string, name: string): Record<string, number> {
  const { length } = value;
  const told = lettersOf(value);
  const [digits, upper, lower] = [told.digits / length, told.upper / length, told.lower / length];
  const letters = told.upper + told.lower;
  const nameWords = wordsOf(name);
  const valueWords = wordsOf(value);
  const shared = valueWords.filter((word) => word.length > 2 && nameWords.includes(word)).length;
  return {
    'value.length': length,
    'value.entropy': told.entropy,
    'value.digits': digits,
    'value.upper': upper,
    'value.lower': lower,
    'value.special': 1 - digits - upper - lower,
    'value.classes': is(digits > 0) + is(upper > 0) + is(lower > 0) + is(digits + upper + lower < 0.999),
    'value.distinct': told.distinct / length,
    'value.english': told.english,
    'value.letters': letters,
    // what no word has: a rare pair of letters, many consonants in a row, few vowels
    'value.rarest': told.rarest,
    'value.consonants': told.consonants,
    'value.vowels': letters === 0 ? 0 : told.vowels / letters,
    'value.signs': told.signs,
    'value.changes': told.changes / length,
    // as rules for passwords ask for it, and as people fulfil them: a word, digits, a sign
    'value.mixed': is(/^[\w!@#$%^&*?+.~=-]{6,24}$/.test(value) && /\d/.test(value) && /[!@#$%^&*?+~]/.test(value) && /[A-Za-z]{2}/.test(value)),
    'value.wordDigits': is(/^[A-Z]?[a-z]{2,14}[\W_]{0,2}(?:[A-Z]?[a-z]{2,14}[\W_]?)?\d{1,5}[\W_]{0,2}$/.test(value)),
    'value.longestWord': told.longestWord,
    'value.words': valueWords.length,
    'value.hex': is(/^(?:0x)?[0-9a-fA-F]{8,}$/.test(value)),
    'value.hashLength': is(/^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$/i.test(value)),
    'value.uuid': is(uuid.test(value)),
    'value.base64': is(length >= 16 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(value)),
    'value.padded': is(value.endsWith('=')),
    'value.placeholder': is(isPlaceholder(value)),
    'value.masked': is(masked(value)),
    // one letter among digits makes no word
    'value.weak': is(isWeakWord(value) && (letters === 0 || letters > 2)),
    'value.reference': is(
      /\$\{[\w.:-]{1,60}\}|\{\{[^{}]{1,60}\}\}|%[sd]|\$\(|<[a-z]|#\{\w|^\$|^%|^&|^@|process\.env|getenv|environ|\bENV\b|secrets?\.|vault|^arn:|^ssm:|^op:/i.test(
        value,
      ),
    ),
    'value.login': is(/^[A-Za-z][\w.@-]{1,30}:[^\s:/]{3,40}$/.test(value)),
    'value.spaces': told.spaces,
    'value.sentence': is(/^[A-Z]?[a-z']+(?:[ ,]+[A-Za-z'`]+){2,}/.test(value)),
    'value.titleWords': is(/^[A-Z][a-z]+(?: [A-Z]?[a-z]+)+$/.test(value)),
    'value.path': is(/^\.{0,2}\/|^~\/|^[A-Za-z]:\\|\/[a-z]+\/|\.(?:json|ya?ml|pem|key|txt|js|ts|py|html?|php|xml|crt|cfg|conf|md|java|go|rb)$/i.test(value)),
    'value.url': is(/^[a-z][a-z+.-]*:\/\//i.test(value)),
    'value.dotted': is(/^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+\(?\)?$/.test(value)),
    'value.identifier': is(/^[A-Za-z_$][\w$]*$/.test(value) && !/\d{2,}/.test(value)),
    'value.camel': is(/^[a-z]+(?:[A-Z][a-z]+)+$/.test(value)),
    'value.snake': is(/^[a-z]+(?:_[a-z]+)+$|^[A-Z]+(?:_[A-Z]+)+$/.test(value)),
    'value.kebab': is(/^[a-z]+(?:-[a-z]+)+$/.test(value)),
    'value.title': is(/^[A-Z][a-z]+$/.test(value)),
    'value.lowerWord': is(/^[a-z]+$/.test(value)),
    'value.number': is(/^[\d.,_]+$/.test(value)),
    'value.code': told.code,
    'value.colon': is(value.includes(':')),
    'value.at': is(/^[^@\s]+@[^@\s]+\.\w+$/.test(value)),
    'value.punctuated': is(/[.?!:…]$/.test(value)),
    'value.nonAscii': told.nonAscii / length,
    'value.date': is(/^\d{4}-\d\d-\d\d|^\d+\.\d+\.\d+/.test(value)),
    'value.like.name': is(shared > 0),
    'value.is.name': is(value.toLowerCase().replace(/[^a-z]/g, '') === name.toLowerCase().replace(/[^a-z]/g, '')),
    'value.wildcard': is(/[*^]|\\[dws]|\.\+/.test(value)),
    'value.colour': is(/^#?[0-9a-f]{3,8}$/i.test(value) && length <= 8),
    'value.publicKey': is(/^(?:ssh-|ecdsa-|AAAAB3|AAAAC3|MI[GI]|LS0tLS1CRUdJTi|-----BEGIN)/.test(value)),
    'value.integrity': is(/^sha\d{3}[-:]|^md5:|^[a-z0-9]+:[0-9a-f]{32,}$/i.test(value)),
  };
}
