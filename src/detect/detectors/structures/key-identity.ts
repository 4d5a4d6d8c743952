// What makes two private keys the same key: its private number, in whatever container, encoding or layout it is written.
import { elementAt, elementsOf, headAt, integer, objectId, octets, sequence } from './der.ts';

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(?:00)+/, '');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const rsaPrivateExponent = (d: Uint8Array): string => `RSA\n${hex(d)}`;
const scalar = (kind: 'EC' | 'OKP', d: Uint8Array): string => `${kind}\n${hex(d)}`;

/** Algorithms of PKCS#8 whose private key is a bare octet string: X25519, X448, Ed25519, Ed448 (RFC 8410). */
const isOctetKey = (algorithm: Uint8Array): boolean => /^2b65(?:6e|6f|70|71)$/.test(Buffer.from(algorithm).toString('hex'));

/** PKCS#8 (RFC 5208), PKCS#1 (RFC 8017) or SEC 1 (RFC 5915). */
function fromDer(bytes: Uint8Array): string | undefined {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== sequence) return undefined;
  const elements = elementsOf(outer.content);
  const [version, second, third, fourth] = elements;
  if (version?.tag !== integer || second === undefined) return undefined;
  if (second.tag === sequence && third?.tag === octets) {
    const algorithm = elementsOf(second.content)[0];
    const inner = algorithm?.tag === objectId && isOctetKey(algorithm.content) ? elementAt(third.content, 0) : undefined;
    return inner === undefined ? fromDer(third.content) : scalar('OKP', inner.content);
  }
  if (second.tag === octets) return scalar('EC', second.content);
  if (second.tag !== integer || fourth?.tag !== integer) return undefined;
  // the parameters of DSA are shared between keys, its last number is the private one
  return elements.length >= 9
    ? rsaPrivateExponent(fourth.content)
    : elements.length === 6
      ? `DSA\n${hex(elements[5]?.content ?? new Uint8Array())}`
      : undefined;
}

const openSshMagic = 'openssh-key-v1\0';

/** Reads length-prefixed strings one after the other; each is empty behind the end. */
function stringsOf(bytes: Uint8Array, from: number): () => Uint8Array {
  let at = from;
  return () => {
    const length = at + 4 <= bytes.length ? Buffer.from(bytes.buffer, bytes.byteOffset + at, 4).readUInt32BE() : 0;
    const content = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return content;
  };
}

/** A key without a passphrase in OpenSSH's own format (PROTOCOL.key); saving it again changes its check numbers and its padding. */
function fromOpenSsh(bytes: Uint8Array): string | undefined {
  if (!latin1(bytes.subarray(0, openSshMagic.length)).startsWith(openSshMagic)) return undefined;
  if (latin1(stringsOf(bytes, openSshMagic.length)()) !== 'none') return undefined;
  const skip = (next: () => Uint8Array, count: number): void => {
    for (let index = 0; index < count; index += 1) next();
  };
  // without a cipher what precedes the keys has a fixed length: "none", "none", no options, the number of keys
  const keys = stringsOf(bytes, openSshMagic.length + 8 + 8 + 4 + 4);
  skip(keys, 1);
  const next = stringsOf(keys(), 8);
  const kind = latin1(next());
  if (kind === 'ssh-rsa') {
    skip(next, 2);
    return rsaPrivateExponent(next());
  }
  if (kind === 'ssh-ed25519') {
    skip(next, 1);
    return scalar('OKP', next().subarray(0, 32));
  }
  if (!kind.startsWith('ecdsa-sha2-')) return undefined;
  skip(next, 2);
  return scalar('EC', next());
}

/** The shortest private number by which a key is identified: a shorter one could be guessed, and its bytes are used instead. */
const MIN_NUMBER_DIGITS = 40;

/** The identity of a key by its bytes: its private number if they can be parsed, otherwise the bytes themselves. */
export function keyIdentity(bytes: Uint8Array): string {
  const number = fromDer(bytes) ?? fromOpenSsh(bytes);
  if (number !== undefined && number.length >= MIN_NUMBER_DIGITS) return number;
  const outer = elementAt(bytes, 0);
  return `bytes\n${latin1(outer?.tag === sequence ? bytes.subarray(0, outer.end) : bytes)}`;
}

/** False if the DER says that it is longer than these bytes, and its private number isn't whole either. */
export function isWholeKey(bytes: Uint8Array): boolean {
  const outer = headAt(bytes, 0);
  return outer?.tag !== sequence || outer.end <= bytes.length || numberEnd(bytes, 0) <= bytes.length;
}

/** Where a key's private number ends, by the lengths of what precedes it. */
function numberEnd(bytes: Uint8Array, at: number): number {
  const outer = headAt(bytes, at);
  const version = outer?.tag === sequence ? headAt(bytes, outer.start) : undefined;
  const second = version === undefined ? undefined : headAt(bytes, version.end);
  const third = second === undefined ? undefined : headAt(bytes, second.end);
  if (second?.tag === octets) return second.end;
  if (second?.tag === sequence && third?.tag === octets) {
    const inner = headAt(bytes, third.start);
    return inner?.tag === sequence ? numberEnd(bytes, third.start) : (inner?.end ?? Infinity);
  }
  return (third === undefined ? undefined : headAt(bytes, third.end)?.end) ?? Infinity;
}

/** The identity of a JSON Web Key by its private member `d` (RFC 7518, 6.2.2 and 6.3.2; RFC 8037): the same as of that key in PEM. */
export function jwkIdentity(kind: string, d: string): string | undefined {
  const bytes = Buffer.from(d, 'base64url');
  if (kind === 'oct' || bytes.length < MIN_NUMBER_DIGITS / 2) return undefined;
  return kind === 'rsa' ? rsaPrivateExponent(bytes) : scalar(kind === 'ec' ? 'EC' : 'OKP', bytes);
}

/** The identity of an RSA key by its private exponent in base64. */
export const exponentIdentity = (base64: string): string => rsaPrivateExponent(Buffer.from(base64.replace(/\s/g, ''), 'base64'));
