// What a value looks like: length, alphabet, randomness by several measures, and the many shapes that are no secret.
import { isPlaceholder, masked } from '../placeholder.ts';
import { isWeakWord } from '../weak-word.ts';
import { likelihood } from './bigrams.ts';
import { entropy } from './entropy.ts';
import { wordsOf } from './name.ts';

const is = (condition: boolean): number => (condition ? 1 : 0);
const pairsOf = (letters: string): number => {
  let least = 9;
  for (let at = 1; at < letters.length; at += 1) least = Math.min(least, likelihood(letters.slice(at - 1, at + 1)));
  return letters.length < 2 ? 0 : least;
};
const ratio = (value: string, pattern: RegExp): number => (value.match(pattern)?.length ?? 0) / value.length;

export function valueFeatures(value: string, name: string): Record<string, number> {
  const { length } = value;
  const letters = value.replace(/[^A-Za-z]/g, '');
  const digits = ratio(value, /\d/g);
  const upper = ratio(value, /[A-Z]/g);
  const lower = ratio(value, /[a-z]/g);
  const nameWords = wordsOf(name);
  const valueWords = wordsOf(value);
  const shared = valueWords.filter((word) => word.length > 2 && nameWords.includes(word)).length;
  return {
    'value.length': length,
    'value.entropy': entropy(value),
    'value.digits': digits,
    'value.upper': upper,
    'value.lower': lower,
    'value.special': 1 - digits - upper - lower,
    'value.classes': is(digits > 0) + is(upper > 0) + is(lower > 0) + is(digits + upper + lower < 0.999),
    'value.distinct': new Set(value).size / length,
    'value.english': likelihood(letters),
    'value.letters': letters.length,
    // what no word has: a rare pair of letters, many consonants in a row, few vowels
    'value.rarest': pairsOf(letters.slice(0, 40)),
    'value.consonants': Math.max(0, ...(letters.match(/[^aeiouy]+/gi) ?? []).map((run) => run.length)),
    'value.vowels': letters === '' ? 0 : ratio(letters, /[aeiouy]/gi),
    'value.signs': new Set(value.match(/[^\w\s]/g) ?? []).size,
    'value.changes': (value.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) / length,
    // as rules for passwords ask for it, and as people fulfil them: a word, digits, a sign
    'value.mixed': is(/^[\w!@#$%^&*?+.~=-]{6,24}$/.test(value) && /\d/.test(value) && /[!@#$%^&*?+~]/.test(value) && /[A-Za-z]{2}/.test(value)),
    'value.wordDigits': is(/^[A-Z]?[a-z]{2,14}[\W_]{0,2}(?:[A-Z]?[a-z]{2,14}[\W_]?)?\d{1,5}[\W_]{0,2}$/.test(value)),
    'value.longestWord': Math.max(0, ...(value.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) => word.length)),
    'value.words': valueWords.length,
    'value.hex': is(/^(?:0x)?[0-9a-fA-F]{8,}$/.test(value)),
    'value.hashLength': is(/^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$/i.test(value)),
    'value.uuid': is(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)),
    'value.base64': is(length >= 16 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(value)),
    'value.padded': is(value.endsWith('=')),
    'value.placeholder': is(isPlaceholder(value)),
    'value.masked': is(masked(value)),
    // one letter among digits makes no word
    'value.weak': is(isWeakWord(value) && (letters.length === 0 || letters.length > 2)),
    'value.reference': is(
      /\$\{[\w.:-]{1,60}\}|\{\{[^{}]{1,60}\}\}|%[sd]|\$\(|<[a-z]|#\{\w|^\$|^%|^&|^@|process\.env|getenv|environ|\bENV\b|secrets?\.|vault|^arn:|^ssm:|^op:/i.test(
        value,
      ),
    ),
    'value.login': is(/^[A-Za-z][\w.@-]{1,30}:[^\s:/]{3,40}$/.test(value)),
    'value.spaces': (value.match(/\s/g) ?? []).length,
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
    'value.code': (value.match(/[(){}[\];|&<>]/g) ?? []).length,
    'value.colon': is(value.includes(':')),
    'value.at': is(/^[^@\s]+@[^@\s]+\.\w+$/.test(value)),
    'value.punctuated': is(/[.?!:…]$/.test(value)),
    'value.nonAscii': ratio(value, /[\x80-\xff]/g),
    'value.date': is(/^\d{4}-\d\d-\d\d|^\d+\.\d+\.\d+/.test(value)),
    'value.like.name': is(shared > 0),
    'value.is.name': is(value.toLowerCase().replace(/[^a-z]/g, '') === name.toLowerCase().replace(/[^a-z]/g, '')),
    'value.wildcard': is(/[*^]|\\[dws]|\.\+/.test(value)),
    'value.colour': is(/^#?[0-9a-f]{3,8}$/i.test(value) && length <= 8),
    'value.publicKey': is(/^(?:ssh-|ecdsa-|AAAAB3|AAAAC3|MI[GI]|LS0tLS1CRUdJTi|-----BEGIN)/.test(value)),
    'value.integrity': is(/^sha\d{3}[-:]|^md5:|^[a-z0-9]+:[0-9a-f]{32,}$/i.test(value)),
  };
}
