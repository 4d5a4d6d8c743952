// DER (X.690), as far as private keys need it: elements, and what kind of key or key store they make.

export const [integer, octets, sequence, objectId] = [0x02, 0x04, 0x30, 0x06];

/** Tag and extent of a DER element (X.690). */
export interface Head {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}
export interface Element extends Head {
  readonly content: Uint8Array;
}

export function headAt(bytes: Uint8Array, at: number): Head | undefined {
  const tag = bytes[at];
  let length = bytes[at + 1];
  if (tag === undefined || length === undefined) return undefined;
  let start = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4) return undefined;
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[start + index] ?? 0);
    start += count;
  }
  return { tag, start, end: start + length };
}

/** Undefined if the element is cut off. */
export function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const head = headAt(bytes, at);
  return head === undefined || head.end > bytes.length ? undefined : { ...head, content: bytes.subarray(head.start, head.end) };
}

/** A multi-prime RSA key has ten; no structure that is read here has more. */
const MAX_ELEMENTS = 20;

/** The elements of a sequence's content; empty if one of them is cut off. */
export function elementsOf(content: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < content.length && elements.length < MAX_ELEMENTS;) {
    const element = elementAt(content, at);
    if (element === undefined) return [];
    elements.push(element);
    at = element.end;
  }
  return elements;
}

const oid = (element: Element | undefined): string => (element?.tag === objectId ? Buffer.from(element.content).toString('hex') : '');
/** PKCS#5 and PKCS#12: encryption under a password. PKCS#7: data, signed data. */
const [encryption, contents] = [/^2a864886f70d01(?:05|0c01)/, /^2a864886f70d01070[12]$/];

/** A private key (PKCS#8, PKCS#1, SEC 1, DSA), one under a password (PKCS#8), or a key store (PKCS#12). */
export type KeyKind = 'private' | 'encrypted' | 'store';

/** What whole structure begins here, and its length. */
export function keyKindOf(bytes: Uint8Array): { readonly kind: KeyKind; readonly length: number } | undefined {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== sequence) return undefined;
  const elements = elementsOf(outer.content);
  const [first, second, third] = elements;
  const is = (kind: KeyKind): { readonly kind: KeyKind; readonly length: number } => ({ kind, length: outer.end });
  if (first === undefined || second === undefined) return undefined;
  if (first.tag === sequence)
    return elements.length === 2 && second.tag === octets && encryption.test(oid(elementsOf(first.content)[0])) ? is('encrypted') : undefined;
  if (first.tag !== integer || first.content.length !== 1) return undefined;
  const version = first.content[0];
  if (version === 3) return second.tag === sequence && contents.test(oid(elementsOf(second.content)[0])) ? is('store') : undefined;
  if (version !== 0 && version !== 1) return undefined;
  if (second.tag === octets) return version === 1 && second.content.length >= 20 && elements.length <= 4 ? is('private') : undefined;
  if (second.tag === sequence) return third?.tag === octets && oid(elementsOf(second.content)[0]) !== '' ? is('private') : undefined;
  return (elements.length === 6 || elements.length >= 9) && elements.every(({ tag }, index) => tag === integer || index === 9) ? is('private') : undefined;
}

const length = String.raw`(?:[\x28-\x80]|\x81[^]|\x82[^]{2}|\x83[^]{3})`;
const pkcs12 = new RegExp(String.raw`^0${length}\x02\x01\x030${length}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x01\x02]`);
/** PKCS#12 (RFC 7292, 4), in DER or in BER of unknown length: version 3, then PKCS#7 data or signed data. @param text the first 40 bytes */
export const isPkcs12 = (text: string): boolean => text.startsWith('0') && pkcs12.test(text);
