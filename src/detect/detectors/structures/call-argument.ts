// Calls that take a secret by its place: `jwt.sign(payload, "…")`, `getConnection(url, user, "…")`, `createHmac("sha256", "…")`.
import type { Detector, Hit } from '../../detector.ts';
import { nothingNear, nothingWide } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

/** What the secret is called, which of the arguments (from 1) it is, the calls that take it there, and how they are told apart where that is only what wakes. */
const calls: readonly (readonly [name: string, argument: number, calls: string, pattern?: RegExp])[] = [
  // jsonwebtoken, PyJWT, ruby-jwt, firebase/php-jwt, jjwt, golang-jwt, java-jwt
  ['jwt_secret', 2, 'jwt. jwt:: jsonwebtoken.', /\w{3,12}[.:]{1,2}(?:sign|verify|encode|decode)\(/iy],
  ['jwt_secret', 2, '.signWith('],
  ['jwt_secret', 1, '.SignedString( Algorithm.HMAC', /\S{9,14}(?:256|384|512|g)\(/y],
  // Go, OpenSSL, hashlib, node:crypto, PHP, CryptoJS
  ['hmac_secret', 2, 'hmac.', /hmac\.New\(|HMAC\.\w{0,3}digest\(/y],
  ['hmac_secret', 2, 'createHmac('],
  ['hmac_secret', 1, 'hmac.', /hmac\.new\(/y],
  ['hmac_secret', 3, 'hash_hmac('],
  ['secret', 2, 'AES.encrypt( AES.decrypt( pheriv('],
  ['cookie_secret', 1, 'cookieParser( NewCookieStore('],
  // OmniAuth: `provider :github, "id", "secret"`
  ['client_secret', 3, 'provider', /provider[ (]{1,2}:\w{2,24}(?=,)/y],
  ['client_secret', 3, 'omniauth', /omniauth[ (]{1,2}:\w{2,24}(?=,)/y],
  ['secret_key', 1, 'Fernet( Wallet( hmacShaKeyFor('],
  // mail, accounts, certificates, Wi-Fi, databases
  ['password', 1, 'Hash::make( hashSync('],
  ['password', 2, '.login( ->login( .basic( UsernamePasswordToken( mailAndPassword( .Authenticate( CreateAsync( X509Certificate2( WiFi.begin('],
  ['password', 2, 'connect(', /(?<=Oracle\.|oracledb\.|wlan\.|oci_p?)connect\(/y],
  ['password', 3, 'connect(', /(?<=mysqli?_p?|pymysql\.|MySQLdb\.|transport\.|(?:DBI|driver|db)->|env:)connect\(/y],
  ['password', 4, 'connect(', /(?<=real_|DBInterface\.|ssh\.)connect\(/y],
  ['password', 4, 'ConnectServer('],
  [
    'password',
    3,
    'DriverManager.getConnection( mysqli( PDO( ldap_bind( ftp_login( imap_open( ftplib.FTP( .create_user( Sequelize( create_superuser( PlainAuth( CreateCredential( DirectoryEntry(',
  ],
];
const longest = 400;

/** The stretch of one argument; undefined where the call ends before it, or is longer than anybody writes. */
function argumentAt(text: string, from: number, wanted: number): { readonly start: number; readonly end: number } | undefined {
  let depth = 0;
  let quote = '';
  let place = 1;
  let start = from;
  const last = Math.min(text.length, from + longest);
  for (let at = from; at < last; at += 1) {
    const sign = text.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '(' || sign === '[' || sign === '{') depth += 1;
    else if (depth > 0 && (sign === ')' || sign === ']' || sign === '}')) depth -= 1;
    // without brackets a call ends with its line
    else if (sign === '\n' && depth === 0 && place === wanted && text.slice(start, at).trim() !== '') return { start, end: at };
    else if (depth === 0 && (sign === ',' || sign === ')')) {
      if (place === wanted) return { start, end: at };
      if (sign === ')') return undefined;
      place += 1;
      start = at + 1;
    }
  }
  return undefined;
}

/** The literal alone, or made bytes: `[]byte("…")`, `Encoding.UTF8.GetBytes("…")`, `"…".getBytes()`. */
const literal =
  /^\s{0,80}(?:\[\]byte\(|new [\w.]{1,40}\(|Encoding\.\w{1,12}\.GetBytes\(){0,2}[bru]{0,2}(["'`])([^"'`\r\n\\]{4,200})\1(?:\)|\.\w{1,20}\([\w."-]{0,40}\)?){0,2}\s{0,80}$/;

function literalIn(scene: Scene, nameStart: number, name: string, from: number, to: number): Hit | undefined {
  const match = literal.exec(scene.text.slice(from, to));
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const start = from + match[0].indexOf(match[1]) + 1;
  return weigh(scene, { name, nameStart, operator: '=', quote: match[1], value: match[2], start, end: start + match[2].length });
}

function find(scene: Scene, at: number, call: string, place: number, name: string, pattern?: RegExp): Hit | readonly Hit[] {
  let from = at + call.length;
  if (pattern !== undefined) {
    pattern.lastIndex = at;
    if (!pattern.test(scene.text)) return nothingNear;
    from = pattern.lastIndex;
  }
  // the end of a longer word
  if (/^\w\w/.test(scene.text.slice(at - 1, at + 1)) && !/^(?:connect|pheriv|mail)/.test(call)) return nothingNear;
  const span = argumentAt(scene.text, from, place);
  return span === undefined ? nothingNear : (literalIn(scene, at, name, span.start, span.end) ?? nothingWide);
}

/** What opens a key store, or is stretched to a key: `load(in, "…".toCharArray())`. */
const opens = /(?:load|init|store|getKey|KeyEntry|KeySpec|Protection|[Pp]assword)\([^()"]{0,80}(?:\([^()]{0,80}\)[^()"]{0,40})?("[^"\\]{4,80}")$/;

function findCharacters(scene: Scene, at: number): Hit | readonly Hit[] {
  const from = scene.lineStart(at, 260);
  const match = opens.exec(scene.text.slice(from, at));
  return (match?.[1] === undefined ? undefined : literalIn(scene, from + match.index, 'password', at - match[1].length, at)) ?? nothingWide;
}

export const callArguments: readonly Detector[] = [
  ...calls.flatMap(([name, place, words, pattern]) =>
    words.split(' ').map((text): Detector => ({
      rule: passwordRule,
      anchors: [/^(?:jwt|hmac)/.test(text) ? { text, caseless: true } : { text }],
      find: (scene, at) => find(scene, at, text, place, name, pattern),
    })),
  ),
  { rule: passwordRule, anchors: [{ text: '.toCharArray()' }], find: findCharacters },
];
