// Calls that take a secret by its place: `jwt.sign(payload, "…")`, `getConnection(url, user, "…")`, `createHmac("sha256", "…")`.
import type { Detector, Hit } from '../../detector.ts';
import { nothingWide } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

/** What a call is named, which of its arguments (from 1) is the secret, and what that is called. */
const calls: readonly (readonly [call: string, argument: number, name: string])[] = [
  // jsonwebtoken, jjwt, PyJWT, ruby-jwt, firebase/php-jwt
  ['jwt.sign(', 2, 'jwt_secret'],
  ['jwt.verify(', 2, 'jwt_secret'],
  ['jwt.encode(', 2, 'jwt_secret'],
  ['jwt.decode(', 2, 'jwt_secret'],
  ['JWT::encode(', 2, 'jwt_secret'],
  ['JWT::decode(', 2, 'jwt_secret'],
  ['JWT.encode(', 2, 'jwt_secret'],
  ['JWT.decode(', 2, 'jwt_secret'],
  ['jsonwebtoken.sign(', 2, 'jwt_secret'],
  // node:crypto, hashlib, PHP, CryptoJS
  ['createHmac(', 2, 'hmac_secret'],
  ['hmac.new(', 1, 'hmac_secret'],
  ['hash_hmac(', 3, 'hmac_secret'],
  ['AES.encrypt(', 2, 'secret'],
  ['AES.decrypt(', 2, 'secret'],
  ['cookieParser(', 1, 'cookie_secret'],
  ['Fernet(', 1, 'secret_key'],
  // smtplib, ftplib and what logs in like them; JDBC, PHP's database and directory calls, pymysql
  ['.login(', 2, 'password'],
  ['DriverManager.getConnection(', 3, 'password'],
  ['mysql_connect(', 3, 'password'],
  ['mysql_pconnect(', 3, 'password'],
  ['mysqli_connect(', 3, 'password'],
  ['mysqli(', 3, 'password'],
  ['PDO(', 3, 'password'],
  ['pymysql.connect(', 3, 'password'],
  ['MySQLdb.connect(', 3, 'password'],
  ['ldap_bind(', 3, 'password'],
  ['ftp_login(', 3, 'password'],
  ['imap_open(', 3, 'password'],
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
    else if (depth === 0 && (sign === ',' || sign === ')')) {
      if (place === wanted) return { start, end: at };
      if (sign === ')') return undefined;
      place += 1;
      start = at + 1;
    }
  }
  return undefined;
}

const literal = /^\s{0,80}[bru]{0,2}(["'`])([^"'`\r\n\\]{4,200})\1\s{0,80}$/;

function find(scene: Scene, at: number, call: string, place: number, name: string): Hit | readonly Hit[] | undefined {
  if (/\w/.test(scene.text.charAt(at - 1)) && /\w/.test(call.charAt(0))) return undefined;
  const span = argumentAt(scene.text, at + call.length, place);
  if (span === undefined) return undefined;
  const match = literal.exec(scene.text.slice(span.start, span.end));
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const start = span.start + match[0].indexOf(match[1]) + 1;
  return weigh(scene, { name, nameStart: at, operator: '=', quote: match[1], value: match[2], start, end: start + match[2].length }) ?? nothingWide;
}

export const callArguments: readonly Detector[] = calls.map(([call, place, name]) => ({
  rule: passwordRule,
  anchors: [{ text: call }],
  find: (scene, at) => find(scene, at, call, place, name),
}));
