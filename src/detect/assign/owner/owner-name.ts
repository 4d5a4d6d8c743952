// Which names own secrets: `passwords`, `apiKeys`, `getClientSecret`, `SECRET_KEY_FALLBACKS`; and what one of their values is called.

/** `password`: chosen by people or generated. `key`: always generated, so only values that look random count. */
export type OwnerKind = 'password' | 'key';
export interface OwnerName {
  readonly kind: OwnerKind;
  /** what one value is called: `apiKeys` → `apiKey`, `get_password` → `password` */
  readonly name: string;
}

const passwordWord =
  /^(?:(?:\w*pass(?:word|wd|wrd|phrase|code))|(?:db|user|root|admin|require|master|bind|mail|smtp|ftp|ssh|key|store|my)?pass|pwd?|pword|pss?w(?:r?d)?|passwrd|userpw|psk|secret)s?$|^(?:credentials|creds)$/;
const keyWord = /^(?:(?:\w*token)|(?:\w*apikey)|(?:access|secret|private|auth)key)s?$/;
/** What makes a key the name of a secret: `api_keys`, `signingKey`; a bare `keys` is a map of anything. */
const keyQualifier =
  /^(?:api|secret|access|private|auth|authentication|encryption|signing|client|license|licence|service|session|master|account|bot|webhook|hmac|aes|jwt|fallback|previous|old|admin|deploy|app|consumer|subscription)$/;
/** Words that describe a collection; what is collected stands before them. */
const collection =
  /^(?:list|lists|map|maps|dict|array|set|table|fallbacks?|by|for|per|user|users|env|environment|name|pool|values?|string|default|str|as[y]nc|base64|b64|encoded|plain|raw)$/;
const verb = /^(?:get|fetch|read|load|default|find|provide|make|build|set)$/;
/** Words anywhere in a name that turn it into something else than a secret's name. */
const disowning =
  /^(?:public|pub|publishable|site|hash|hashed|hashes|sha\d*|md5|csrf|xsrf|design|css|theme|lexer|syntax|parser|token(?:izer)?type|special|added|stop|cache|query|storage|sort|primary|foreign|partition|object|translation|test|reset|forgot|image|pull|common|weak|allowed|reserved|no|not|is|has|should|use|require[sd]?|validate|check|verify|invalid|wrong|missing|encrypted|sealed|masked|next|prev|current|count|max|min)$/;

const known = new Map<string, OwnerName | undefined>();
const MAX_KNOWN_NAMES = 4096;

/** @param name as it stands in the text */
export function ownerOf(name: string): OwnerName | undefined {
  if (name.length < 2 || name.length > 80) return undefined;
  if (known.has(name)) return known.get(name);
  if (known.size >= MAX_KNOWN_NAMES) known.clear();
  const owner = readName(name);
  known.set(name, owner);
  return owner;
}

function readName(name: string): OwnerName | undefined {
  // a framework's own map of users to passwords
  if (name === 'gin.Accounts') return { kind: 'password', name: 'password' };
  const parts = name
    .replace(/^(?:.*\.(?=\w)|[-$@]+)/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1_')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const words = parts.map((word) => word.toLowerCase());
  while (words.length > 1 && verb.test(words[0] ?? '')) {
    words.shift();
    parts.shift();
  }
  let last = words.length - 1;
  while (last > 0 && (collection.test(words[last] ?? '') || /^\d+$/.test(words[last] ?? ''))) last -= 1;
  const word = words[last] ?? '';
  if (words.some((one) => disowning.test(one))) return undefined;
  const kind = kindOf(word, words[last - 1] ?? '');
  if (kind === undefined) return undefined;
  const single = (parts[last] ?? '').replace(/(?<=[A-RT-Za-rt-z])[sS]$/, '');
  return { kind, name: [...parts.slice(0, last), single].join('_') };
}

function kindOf(word: string, before: string): OwnerKind | undefined {
  if (passwordWord.test(word)) return 'password';
  if (keyWord.test(word)) return 'key';
  // chosen by people as often as generated
  if (/^keys?$/.test(word) && before === 'secret') return 'password';
  return /^keys?$/.test(word) && keyQualifier.test(before) ? 'key' : undefined;
}

/** Keys inside a container that say about secrets, not what they are. */
const describing =
  /^(?:\w*data(?:json)?|challenge|attestation\w*|authenticator\w*|signature|rawid|userhandle|(?:min|max)[-_]?\w*|\w*(?:length|size|count|pattern|regex|label|message|error|hint|title|text|description|desc|placeholder|type|format|policy|rule|charset|algorithm|alg|hash|hasher|strategy|provider|region|path|file|url|uri|host|port|name|username|user|email|id|ids|uuid|kind|mode|sha\d*|md5|digest|checksum|etag|commit|rev|version|date|at|expires?|expiry|ttl|created|updated|prefix|suffix|header|scope|scopes|ref|color|colour|icon|help|example|field|column|index|event|route|action)|required|enabled|reset|sent|throttled|token_type|salt|nonce|iv|public[-_]?key|pub[-_]?key|fingerprint|issuer|audience|charset|source|target|property|command)$/i;

/** Whether a key says something about the secrets of its container rather than naming one of them. */
export const isDescribing = (key: string): boolean => describing.test(key);
