// Private keys and key stores in DER without armour: as bytes, in base64 and in hex.
import type { Rule } from '../../../model.ts';
import { nothingHere, type Detector, type Hit } from '../../detector.ts';
import { MAX_KEY_BLOCK_BYTES } from '../../../limits.ts';
import { masked } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { headAt, isPkcs12, keyKindOf, type KeyKind } from './der.ts';
import { keyFileRule, passwordStoreRule } from './file-rules.ts';
import { keyIdentity } from './key-identity.ts';

const derKey: Rule = {
  id: 'private-key-der',
  class: 'private-key',
  severity: 'critical',
  title: 'Private key in DER',
  holder: 'Whoever holds it can sign or decrypt as its owner.',
  rotate: 'Make a new key pair and replace the public half wherever it is trusted.',
  specificity: 3,
};
const ruleOf: Readonly<Record<KeyKind, Rule>> = { private: derKey, encrypted: keyFileRule, store: keyFileRule };

/** A sequence in base64, in one piece, wrapped, or joined from string literals. */
const body = /M[A-Za-z0-9+/]{4}[A-Za-z0-9+/\\nr\s"]{50,40000}={0,2}/y;
const separators = /"\s*\+\s*"|\\[nr]|[\s"]/y;

/** The end of that many characters of base64 behind `from`, whatever separates them. */
function endOf(text: string, from: number, characters: number): number {
  let at = from;
  for (let left = characters; left > 0 && at < text.length;) {
    separators.lastIndex = at;
    if (separators.test(text)) at = separators.lastIndex;
    else {
      at += 1;
      left -= 1;
    }
  }
  return at;
}

function base64(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const { text } = scene;
  if (at > 0 && /[A-Za-z0-9+/_-]/.test(text.charAt(at - 1)) && !/\\[nr]$/.test(text.slice(at - 2, at))) return nothingHere;
  if (text.slice(Math.max(0, at - 40), at).includes('KEY-----')) return nothingHere;
  const head = Buffer.from(text.slice(at, at + 60), 'base64').toString('latin1');
  // a private key that is cut off: 30 82 LL LL 02 01 00, then PKCS#8 of RSA or the modulus of PKCS#1
  const isPrivate = /^0\x82[^]{2}\x02\x01\0(?:0[^]\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01|\x02[\x81\x82])/.test(head);
  // a certificate's first element has no version in front: most of what is woken ends here
  if (!isPrivate && !/^0(?:\x81[^]|\x82[^]{2}|[\x28-\x7f])(?:\x02\x01[\0\x01\x03]|0)/.test(head)) return nothingHere;
  body.lastIndex = at;
  const match = body.exec(text);
  if (match === null) return undefined;
  const bytes = Buffer.from(match[0].replace(new RegExp(separators, 'g'), ''), 'base64');
  const key = keyKindOf(bytes);
  if (key === undefined && !isPrivate) return undefined;
  const end = key === undefined ? at + match[0].trimEnd().length : endOf(text, at, Math.ceil(key.length / 3) * 4);
  return { start: at, end, rule: ruleOf[key?.kind ?? 'private'], certainty: 'structural', identity: keyIdentity(bytes) };
}

/** What a private key's structure begins with behind its length, in hex: PKCS#8 of RSA, EC and Ed25519 (RFC 5208, RFC 8410), PKCS#1 (RFC 8017), SEC 1 (RFC 5915). */
const hexHeads = [
  '020100300d06092a864886f70d010101',
  '020100301306072a8648ce3d0201',
  '020100301006072a8648ce3d0201',
  '020100300506032b65',
  '020100028',
  '02010104',
];

/** The same structure in hex: it must say its own length, and be as long. */
function hex(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  const head = /30(?:82([\da-f]{4})|81([\da-f]{2})|([2-7][\da-f]))$/i.exec(text.slice(Math.max(0, at - 8), at));
  if (head === null) return undefined;
  const start = at - head[0].length;
  const end = at + Number.parseInt(head[1] ?? head[2] ?? head[3] ?? '', 16) * 2;
  if (end > text.length || /[\da-f]/i.test(text.charAt(start - 1)) || /[\da-f]/i.test(text.charAt(end))) return undefined;
  const digits = text.slice(at, end);
  if (!/^[\da-f]{56,}$/i.test(digits) || masked(digits.slice(40))) return undefined;
  return { start, end, rule: derKey, certainty: 'structural', identity: keyIdentity(Buffer.from(text.slice(start, end), 'hex')) };
}

/** The same heads as bytes, more sizes of them, and: PBES2, PKCS#12's own schemes, PKCS#12 itself. */
const binaryHeads = [
  ...hexHeads.slice(0, 4),
  ...['020100028201', '020100028202', '0201000281', '0201010420', '0201010430', '0201010442'],
  ...['06092a864886f70d01050d', '060a2a864886f70d010c01', '0201033082'],
].map((digits) => Buffer.from(digits, 'hex').toString('latin1'));

/** The head is behind the lengths of one sequence or of two. */
const lengthsInFront = [2, 3, 4, 6, 7];

function binary(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const { text } = scene;
  let nothing: readonly Hit[] | undefined = nothingHere;
  for (const back of lengthsInFront) {
    const start = at - back;
    if (start < 0 || text.charCodeAt(start) !== 0x30) continue;
    const end = headAt(Buffer.from(text.slice(start, start + 8), 'latin1'), 0)?.end ?? Infinity;
    if (end > MAX_KEY_BLOCK_BYTES || start + end > text.length) continue;
    nothing = undefined;
    const bytes = Buffer.from(text.slice(start, start + end), 'latin1');
    const key = keyKindOf(bytes);
    // a key store that is a file of its own is found by the rules for files, with the keys in it
    if (key === undefined || (key.kind !== 'private' && isPkcs12(text.slice(0, 40)))) continue;
    return { start, end: start + key.length, rule: ruleOf[key.kind], certainty: 'structural', identity: keyIdentity(bytes) };
  }
  return nothing;
}

const storeBody = /[A-Za-z0-9+/\\nr\s"]{200,}={0,2}/y;

/** A key store that is recognised by its first bytes, in base64. */
function storeIn(scene: Scene, at: number, rule: Rule): Hit | undefined {
  if (at > 0 && /[A-Za-z0-9+/]/.test(scene.text.charAt(at - 1))) return undefined;
  storeBody.lastIndex = at;
  const match = storeBody.exec(scene.text)?.[0].trimEnd();
  if (match === undefined) return undefined;
  const bytes = Buffer.from(match.replace(new RegExp(separators, 'g'), ''), 'base64');
  return { start: at, end: at + match.length, rule, certainty: 'structural', identity: keyIdentity(bytes) };
}

/** As many characters as the first bytes decide. */
const base64Head = (digits: string): string =>
  Buffer.from(digits, 'hex')
    .toString('base64')
    .slice(0, Math.floor((digits.length * 4) / 6));
const base64Heads = ['MII', 'MIG', 'MIH', 'MHc', 'MHQ', 'MC4'];

export const derKeys: readonly Detector[] = [
  { rule: derKey, reach: 'all', anchors: base64Heads.map((text) => ({ text })), find: base64 },
  { rule: derKey, reach: 'all', anchors: hexHeads.map((text) => ({ text, caseless: true as const })), find: hex },
  { rule: derKey, reach: 'all', anchors: binaryHeads.map((text) => ({ text })), find: binary },
  // Java's JKS in version 2, KeePass
  { rule: keyFileRule, reach: 'all', anchors: [{ text: base64Head('feedfeed00000002') }], find: (scene, at) => storeIn(scene, at, keyFileRule) },
  { rule: passwordStoreRule, reach: 'all', anchors: [{ text: base64Head('03d9a29a67fb4bb5') }], find: (scene, at) => storeIn(scene, at, passwordStoreRule) },
];
