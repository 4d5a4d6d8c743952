// Hashes of passwords: credentials too, because they can be cracked offline (contract, Readings).
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { isShown } from '../../shown.ts';

const rule: Rule = {
  id: 'password-hash',
  class: 'credential',
  severity: 'medium',
  title: 'Hash of a password',
  holder: 'Anyone with this hash can crack the password offline.',
  rotate: 'Change the password that it was made from, everywhere it is used.',
  specificity: 2,
};

const crypt64 = '[./0-9A-Za-z]';
/** Modular crypt formats and their kin, by the documentation of crypt(5), passlib, Django, LDAP and MySQL. */
const shapes: readonly (readonly [anchor: string, pattern: RegExp])[] = [
  ['$2a$', new RegExp(`\\$2a\\$(?:0[4-9]|[12]\\d|3[01])\\$${crypt64}{53}(?!${crypt64})`, 'y')],
  ['$2b$', new RegExp(`\\$2b\\$(?:0[4-9]|[12]\\d|3[01])\\$${crypt64}{53}(?!${crypt64})`, 'y')],
  ['$2y$', new RegExp(`\\$2y\\$(?:0[4-9]|[12]\\d|3[01])\\$${crypt64}{53}(?!${crypt64})`, 'y')],
  ['$argon2', /\$argon2(?:id?|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{11,88}={0,2}\$[A-Za-z0-9+/]{22,172}/y],
  ['$apr1$', new RegExp(`\\$apr1\\$${crypt64}{1,8}\\$${crypt64}{22}(?!${crypt64})`, 'y')],
  ['$1$', new RegExp(`\\$1\\$${crypt64}{1,8}\\$${crypt64}{22}(?!${crypt64})`, 'y')],
  ['$5$', new RegExp(`\\$5\\$(?:rounds=\\d+\\$)?${crypt64}{1,16}\\$${crypt64}{43}(?!${crypt64})`, 'y')],
  ['$6$', new RegExp(`\\$6\\$(?:rounds=\\d+\\$)?${crypt64}{1,16}\\$${crypt64}{86}(?!${crypt64})`, 'y')],
  ['$y$', new RegExp(`\\$y\\$${crypt64}{1,8}\\$${crypt64}{4,86}\\$${crypt64}{43}(?!${crypt64})`, 'y')],
  ['$P$', new RegExp(`\\$P\\$${crypt64}{31}(?!${crypt64})`, 'y')],
  ['$scrypt$', /\$scrypt\$ln=\d+,r=\d+,p=\d+\$[A-Za-z0-9+/]{11,88}={0,2}\$[A-Za-z0-9+/]{22,172}/y],
  ['$pbkdf2', /\$pbkdf2(?:-sha(?:1|256|512))?\$\d+\$[A-Za-z0-9+/.]{8,88}\$[A-Za-z0-9+/.]{22,172}/y],
  ['pbkdf2_sha', /pbkdf2_sha(?:1|256)\$\d{3,7}\$[A-Za-z0-9]{6,64}\$[A-Za-z0-9+/]{27,64}={0,2}/y],
  ['$krb5asrep$', /\$krb5asrep\$\d{1,2}\$[\w.@$*:-]{0,120}?[0-9a-f]{32}\$[0-9a-f]{64,4000}/y],
  ['$krb5tgs$', /\$krb5tgs\$\d{1,2}\$[\w.@$*/-]{0,160}?[0-9a-f]{24,32}\$[0-9a-f]{64,4000}/y],
  ['{SSHA', /\{SSHA(?:256|512)?\}[A-Za-z0-9+/]{27,140}={0,2}/y],
];

/** MySQL's own hash: `IDENTIFIED WITH 'mysql_native_password' AS '*…'`, `IDENTIFIED BY PASSWORD '*…'`. */
const mysql = /(?:mysql_native_password['"`]?\s{1,4}(?:AS|USING|BY PASSWORD)|BY PASSWORD|SET PASSWORD[^=;\n]{0,120}=)\s{0,4}['"](\*[0-9A-F]{40})['"]/iy;

const mysqlHashes: Detector = {
  rule,
  anchors: [
    { text: 'mysql_native_password', caseless: true },
    { text: 'by password', caseless: true },
    { text: 'set password', caseless: true },
  ],
  find(scene: Scene, at: number): Hit | undefined {
    mysql.lastIndex = at;
    const hash = mysql.exec(scene.text)?.[1];
    if (hash === undefined || new Set(hash).size < 9) return undefined;
    const end = mysql.lastIndex - 1;
    return { start: end - hash.length, end, certainty: 'structural', severity: isShown(scene) ? 'low' : 'medium', prefix: '*' };
  },
};

const crypts: readonly Detector[] = shapes.map(([anchor, pattern]) => ({
  rule,
  reach: 'wide',
  anchors: [{ text: anchor }],
  find(scene: Scene, at: number): Hit | undefined {
    pattern.lastIndex = at;
    const match = pattern.exec(scene.text);
    if (match === null || new Set(match[0].slice(-22)).size < 9) return undefined;
    // hashes of passwords that everybody knows are still told, not refused
    const severity = isShown(scene) ? 'low' : 'medium';
    return { start: at, end: at + match[0].length, certainty: 'structural', severity, prefix: anchor };
  },
}));

export const passwordHashes: readonly Detector[] = [...crypts, mysqlHashes];
