// Names of algorithms, and numbers that say how much or how long, not what.
import { masked } from '../../placeholder.ts';
import type { Reason } from './reason.ts';

const cipher =
  /^(?:PBKDF2|HMAC|AES|RSA|DSA|EC|ECDSA|Ed25519|SHA|MD5|DES|DESede|Blowfish|ChaCha20)(?:[-_/]?(?:With|Hmac|SHA|RSA|AES|ECDSA|CBC|GCM|CTR|ECB|PKCS|OAEP|NoPadding|Padding|And|MGF1|Poly1305|\d{1,4})){0,8}$/i;
/** How passwords are hashed, and tokens signed. */
const hashing =
  /^(?:encrypt=)?(?:scram-sha-\d{1,3}(?:-plus)?|pbkdf2[:_]sha\d{1,3}|[bs]crypt|argon2(?:id|i|d)?|yescrypt|(?:sha\d{3}|md5|des)[-_]?crypt|hs256|rs256)\/?$/i;
/** JOSE (RFC 7518). */
const jose = /^(?:PBES2|RSA-OAEP|ECDH-ES|A\d{3}(?:GCM)?KW|[HRPE]S\d{3})(?:[-+]\w{1,10}){0,3}$/;
/** `password.encode("utf8")` */
const encoding = /^(?:utf-?(?:8|16)(?:-?[bl]e)?|us-ascii|ascii|latin-?1|iso-?8859-\d{1,2}|windows-125\d|base64(?:url)?)$/i;
const isAlgorithm: Reason = ({ value }) => cipher.test(value) || hashing.test(value) || jose.test(value) || encoding.test(value);

/** Names that end with what chooses among kinds; what is chosen is a word, also where `sed` puts another one in its place. */
const isChosen: Reason = ({ name, value }) =>
  /(?:mechanism|backend|type|encryption|method|algorithm|[-_]api)$/i.test(name) && /^[A-Za-z]{2,16}\d{0,3}(?:\/.*)?$/.test(value);

const measured =
  /(?:iterations?|length|len|size|count|sum|ttl|timeout|interval|days|hours|minutes|seconds|secs|millis|ms|rounds|cost|attempts|retries|expir\w*|age|limit|bits|version|threshold|period|port|time|date|timestamp|[-_]at)$/i;
const isMeasured: Reason = ({ name, value }) => /^\d[\d.,_]*(?:(?:ms|[smhdwy])\d{0,6}){0,4}$/.test(value) && measured.test(name);

/** A number with its unit, between two signs of emphasis; one that counts. */
const isAmount: Reason = ({ name, value }) =>
  (/^\*{0,2}\d+(?:\.\d+)?[KMGkmg]?\*{0,2}$/.test(value) && !/^\d{4,}$/.test(value)) || (/token|key/i.test(name) && /^\d{1,20}$/.test(value) && masked(value));

/** The width of a pulse. */
const isPulse: Reason = ({ name }) => /pwm$/i.test(name);

export const algorithms: readonly Reason[] = [isAlgorithm, isChosen, isMeasured, isAmount, isPulse];
