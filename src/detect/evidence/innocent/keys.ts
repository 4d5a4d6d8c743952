// Keys made to be public, and what is locked with a key that lies elsewhere.
import { leftOf, type Reason } from './reason.ts';

const publicKey =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-[\w-]+|sk-(?:ssh|ecdsa)-\S+)\s|^AAAA[BCE]3NzaC1|^RW[A-Za-z\d+/]{54}$|^MI(?:GfMA0G|IBI[jT]ANBg|ICIjANBg)|^MFwwDQYJ|^MFkwEwYHKoZIzj0/;
/** A public key as a certificate's own structure has it (RFC 5280, SubjectPublicKeyInfo), in hex: a sequence of a sequence that begins with an identifier. */
const publicInHex = /^30(?:[0-7][\da-f]|81[\da-f]{2}|82[\da-f]{4})30(?:[0-7][\da-f]|81[\da-f]{2})06[\da-f]{20}/i;
/** `publicKeyEncoded`, `pub_key_b64` */
const publicName = /pub(?:lic)?[-_]?key[-_]?(?:encoded|base64|b64|pem|hex|str(?:ing)?|der)?$/i;
const isPublicKey: Reason = ({ name, value }) => publicInHex.test(value) || publicKey.test(value) || publicName.test(name);

/** `the public key "…"`, `pubkey, err := ParseKey("…")` */
const isCalledPublic: Reason = ({ name, nameStart }, { text }) => {
  const before = leftOf(text, nameStart, 80);
  return (
    (/^key/i.test(name) && /public[ _-]$/i.test(before)) ||
    (/key$/i.test(name) && /\bpub(?:lic)?_?key\w{0,12}(?:, ?\w{1,12})? ?:?= ?\w{0,20}\.?$/i.test(before))
  );
};

/** A page or an app shows them to everybody. */
const isKeyOfPage: Reason = ({ name, value }) =>
  /(?:site|publishable|public[-_]?api)[-_]?key$/i.test(name) || /^(?:appl|goog|amzn)_[A-Za-z]{27,32}$/.test(value);

/** A key that is locked with another key is ciphertext. */
const isLocked: Reason = ({ name }) => /(?:sealed|wrapped|encrypted)[-_]?(?:data[-_]?)?key/i.test(name);

/** Maven encrypts passwords with a master password that lies elsewhere. */
const isLockedByMaven: Reason = ({ start, end }, { text, path }) =>
  text.charAt(start - 1) === '{' && text.charAt(end) === '}' && /settings[\w-]{0,40}\.xml$/i.test(path);

/** crypt(3) and its kin; the detector of password hashes judges them. */
const hash =
  /^(?:\{[A-Z0-9.-]{3,20}\})?\$(?:\d[abxy]?|argon2\w{0,2}|pbkdf2[\w-]*|scrypt|bcrypt[\w-]*|y|gy|sha1|md5)\$|^\{(?:S?SHA\d{0,3}|S?MD5|CRYPT|PBKDF2[\w-]*|ARGON2)\}|^(?:pbkdf2:\w{1,12}|scrypt):\d/i;
const isHash: Reason = ({ value }) => hash.test(value);
/** Hashed, and plainly by nobody. */
const isHashOfNobody: Reason = ({ name, value }) => /hash(?:ed)?_?pass|pass(?:word)?_?hash/i.test(name) && /^[a-z]{1,24}\d{0,4}$/i.test(value);
/** Integrity fields of package managers. */
const isIntegrity: Reason = ({ value }) => /^sha(?:1|224|256|384|512)(?:[-:]|\/\/)/i.test(value);

/** The key of a handshake that anybody may see; its constant (RFC 6455, section 1.3). */
const isOfHandshake: Reason = ({ name, value }) => /sec-?web-?socket-?(?:key|accept)$/i.test(name) || /^258EAFA5-E914-47DA-95CA-C5AB0DC85B11$/i.test(value);

export const keys: readonly Reason[] = [
  isPublicKey,
  isCalledPublic,
  isKeyOfPage,
  isLocked,
  isLockedByMaven,
  isHash,
  isHashOfNobody,
  isIntegrity,
  isOfHandshake,
];
