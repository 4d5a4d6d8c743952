// Names of other things that are handed over: variables, settings that are looked up, keys of dictionaries, places in a page.
import { leftOf, type Reason } from './reason.ts';

/** Calls whose only argument is the name of a setting: `os.getenv("…")`, `config.get("…")`, `GetArgumentOrDefault("…")`. */
const lookup =
  /(?:env(?:iron(?:ment)?)?(?:_?variable|_?var)?|(?:^|\W)config|settings?|(?:get|read|fetch|lookup|find|load|require|resolve|has|contains)_?[A-Za-z]*(?:env|config|setting|propert(?:y|ies)|arguments?|args?|option|param(?:eter)?|header|cookie|attribute|field|variable|string|value|key|item|default|credentials?|secret|password|token)s?(?:or_?default|or_?null|or_?throw)?|(?:environ|env|headers?|cookies?|params?|config(?:uration)?|options?|session|properties|props|args|settings|data|form|request|req|body|json|preferences|storage|\w*map|\w*dict)\.(?:get|fetch|has|at|getItem|contains|containsKey|require|pop))\(\s{0,3}["'`]?$/i;
const isLookedUp: Reason = ({ quote, start, end }, { text }) =>
  quote !== '' && /^\s{0,3}\)/.test(text.slice(end + 1, end + 12)) && lookup.test(leftOf(text, start, 60));

/** Calls that look for something in a page: their argument is the name of a place. */
const selecting =
  /(?:querySelector(?:All)?|getElements?By\w{2,12}|\$\$?|\.(?:closest|locator|matches|find)|By\.(?:id|css|name|xpath|cssSelector|className|linkText))\(\s{0,2}["'`]$/;
const isPlaceInPage: Reason = ({ quote, start }, { text }) => quote !== '' && selecting.test(leftOf(text, start, 40));

/** The string is a key itself: `"password" => …`, `["auth"]["token"]`, `password: {"write_only": …}`; or the first of several words in a list. */
const isKeyOfDictionary: Reason = ({ quote, value, operator, start, end }, { text }) => {
  if (quote === '') return false;
  const after = text.slice(end + 1, end + 12);
  const opened = text.charAt(start - 2);
  if (opened === '[') return (/^[a-z]+$/.test(value) && /^\s{0,3},/.test(after)) || (operator === ' ' && after.startsWith(']')) || /^\s{0,3}=>/.test(after);
  return (opened === '{' && /^\s{0,3}:/.test(after)) || /^\s{0,3}=>/.test(after);
};

/** The key of a property list, whose value follows. */
const isKeyOfPropertyList: Reason = ({ name, end }, { text }) =>
  name === 'key' && /^<\/key>\s{0,40}<(?:string|array|dict|true|false|integer|real|date|data)\b/.test(text.slice(end, end + 40));

/** Resources of XAML are named by `x:Key`. */
const isResourceOfXaml: Reason = ({ nameStart }, { text }) => nameStart >= 2 && text.startsWith('x:', nameStart - 2);

/** The name of a variable, one of a list of names, names parted by a bar, keys of a keyboard one after the other. */
const isName: Reason = ({ name, value }) =>
  /^(?:[A-Z][A-Z0-9]*_)+(?:PASS(?:WORD|WD)?|PWD|TOKEN|SECRET|KEY|AUTH|CREDENTIALS?)$/.test(value) ||
  /^@[A-Z][A-Z0-9]*_[A-Z0-9_]+@?$|^[A-Z]{2,12}(?:PASSWORD|PASSWD|PASSFILE|KEY|TOKEN|SECRET)$/.test(value) ||
  (/^keys?$/i.test(name) && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(value)) ||
  /^\w{1,6}(?:\|\w{1,6}){3,}|^[\w-]{1,6}(?:\/[\w-]{1,6}){4,}$/.test(value);

/** It is called as it is; `auth_psk='PSK1'`: the name itself, and a number. */
const isOwnName: Reason = ({ name, value, quote }) =>
  (value.length === name.length && value.toLowerCase() === name.toLowerCase()) ||
  (quote !== '' &&
    /^[a-z]*(?:key|psk)s?\d{0,2}$/i.test(value) &&
    name
      .toLowerCase()
      .replace(/[-_]/g, '')
      .endsWith(value.toLowerCase().replace(/\d{1,2}$/, '')));

/** An object, whose members are judged by their own names. */
const isObject: Reason = ({ value }) => /^\[?\{ ?\\*["']?\w+\\*["']? ?[:=](?!.*[A-Za-z0-9]{16}).*[\]}]$/i.test(value);

/** Why SQL refuses a login (SQLSTATE, class 28). */
const isErrorOfSql: Reason = ({ value }) => /^28(?:000|P01)$/.test(value);

/** An alphabet: every character once. */
const isAlphabet: Reason = ({ name, value }) =>
  value.length >= 30 && new Set(value).size === value.length && (value.length >= 62 || /char|alphabet|letters|digits|symbols/i.test(name));

export const names: readonly Reason[] = [
  isName,
  isOwnName,
  isObject,
  isErrorOfSql,
  isAlphabet,
  isKeyOfDictionary,
  isKeyOfPropertyList,
  isResourceOfXaml,
  isPlaceInPage,
  isLookedUp,
];
