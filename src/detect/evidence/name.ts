// What a name says: which secret word is in it, where in it, and which words take the meaning away again.

/** What a password is called in other languages: in the names of settings, where nearly all else is English. */
export const foreignPasswords: readonly string[] = ['senha', 'contrasena', 'kennwort', 'wachtwoord', 'salasana', 'sifre'];
export const foreignPassword = new RegExp(foreignPasswords.join('|'), 'i');

const secretWords: readonly (readonly [feature: string, pattern: RegExp])[] = [
  [
    'pass',
    new RegExp(
      String.raw`pass(?!ive|ed|ing|enger|age|port\b|es\b|ion|through)|pwd|passw(?:r?d|$)|pass?wd|psw|pssw|pword|(?:^|[^a-z]|bind|root)(?:pw|psk)$|passwort|identified by|contrase|motdepasse|${foreignPassword.source}`,
      'i',
    ),
  ],
  ['secret', /secret/i],
  ['token', /token(?!iz|s\b|ize)/i],
  ['key', /key(?!word|board|stroke|frame|press|down|up\b|s\b|code|event|path|name|hole|note|pair|space|val)/i],
  ['auth', /auth(?!or\b|ors\b|ored|oring)/i],
  ['cred', /cred/i],
];

/** Words at the end of a name that make it the name of something else than a value. */
const tails = new Set(
  'id ids name names path paths file files filename dir directory folder url uri urls host hostname port type types kind field fields label labels hint text title caption regex regexp pattern length len size count min max minimum maximum policy policies expiry expires expiration expire expired ttl timeout lifetime age prefix suffix header headers param params parameter var env column col table index idx map list set array class format version algorithm alg algo provider store storage manager service handler error errors err message messages msg description desc help placeholder input form button btn link page event events code status enabled disabled required valid validity validation validator reset change changed forgot strength rules rule requirement requirements scheme scope scopes method mode source location endpoint usage info data object obj ref reference references value_from exists exist callback fn func function factory builder generator parser reader writer test tests spec date time at on by in for from of is has bytes bits char chars field_name attribute attr property prop props option options config configuration settings hash digest checksum fingerprint thumbprint usages plural singular counts owner ownername username user login email mail address arn alias label1 tag tags template encode decode encoding charset'.split(
    ' ',
  ),
);
const heads = new Set(
  'public pub has is no not use uses get gets set sets forgot reset change min max invalid wrong missing primary foreign sort cache partition hot shortcut keyboard translation i18n require required enable disable show hide check verify validate confirm generate create delete remove update find with without if allow on'.split(
    ' ',
  ),
);

/** Camel, snake, kebab and dotted names as their words, lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The same few names come again and again; what was found out about one is kept, within bounds. */
const told = new Map<string, Readonly<Record<string, number>>>();
const mostTold = 4096;

export function nameFeatures(name: string): Readonly<Record<string, number>> {
  let features = told.get(name);
  if (features === undefined) {
    features = featuresOf(name);
    if (told.size >= mostTold) told.clear();
    told.set(name, features);
  }
  return features;
}

function featuresOf(name: string): Readonly<Record<string, number>> {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const plain = last.replace(/(?<!\d)\d+$/, '');
  const features: Record<string, number> = {};
  for (const [feature, pattern] of secretWords) features[`name.${feature}`] = pattern.test(name) ? 1 : 0;
  return {
    ...features,
    'name.words': words.length,
    'name.length': name.length,
    'name.tail': tails.has(plain) ? 1 : 0,
    'name.head': heads.has(words[0] ?? '') ? 1 : 0,
    'name.lastSecret': secretWords.some(([, pattern]) => pattern.test(plain)) ? 1 : 0,
    'name.only': words.length === 1 ? 1 : 0,
    'name.upper': /^[A-Z0-9_]+$/.test(name) ? 1 : 0,
    'name.api': /api|client|access|private|bearer|oauth|aws|service|account/i.test(name) ? 1 : 0,
    'name.public': /public|pub_?key|publishable|\bpub\b/i.test(name) ? 1 : 0,
    'name.plural': /(?:keys|tokens|secrets|passwords|credentials)$/i.test(name) ? 1 : 0,
    'name.test': /test|example|dummy|fake|mock|sample|invalid|wrong|bad/i.test(name) ? 1 : 0,
    'name.hash': /hash|digest|checksum|sha\d|md5|etag|integrity|finger|salt|nonce|signature|hmac/i.test(name) ? 1 : 0,
    'name.code': /code|verifier|challenge|state|session|cookie/i.test(name) ? 1 : 0,
    'name.dotted': name.includes('.') ? 1 : 0,
    'name.flag': name.startsWith('-') ? 1 : 0,
    'name.id': plain === 'id' || /key_?id$/i.test(name) ? 1 : 0,
    'name.user': /user|login|email|account/i.test(name) ? 1 : 0,
  };
}
