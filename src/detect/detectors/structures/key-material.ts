// Private keys that are not armoured: JWK (RFC 7517), XML `RSAKeyValue`, WireGuard, base64 of DER, OpenVPN static keys.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { masked } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';

const key: Rule = {
  id: 'json-web-key',
  class: 'private-key',
  severity: 'critical',
  title: 'Private JSON Web Key',
  holder: 'Anyone with this key can sign or decrypt as its owner.',
  rotate: 'Publish a new key set, sign with the new key, take the old one out of the set.',
  specificity: 3,
};
const xmlKey: Rule = { ...key, id: 'xml-rsa-private-key', title: 'RSA private key in XML' };
const wireGuard: Rule = {
  ...key,
  id: 'wireguard-private-key',
  title: 'WireGuard private key',
  holder: 'Anyone with this key can join the private network as that peer.',
  rotate: 'Make a new key with `wg genkey`, give its public half to the peers, take the old one out.',
};
const derKey: Rule = {
  ...key,
  id: 'private-key-der',
  title: 'Private key as base64 of DER',
  rotate: 'Make a new key pair and replace the public half wherever it is trusted.',
};
const openVpn: Rule = {
  ...key,
  id: 'openvpn-static-key',
  title: 'OpenVPN static key',
  rotate: 'Make a new one with `openvpn --genkey` and hand it to both ends.',
};

const reach = 6000;
const member = /"(d|p|q|dp|dq|qi|k)"\s{0,8}:\s{0,8}"([A-Za-z0-9_-]{20,2000})"/g;

const kindOfKey = /\\?"kty\\?"\s{0,8}:\s{0,8}\\?"(RSA|EC|OKP|oct)\\?"/iy;

/** `"kty"` with a private member in the same object. */
function jwk(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  kindOfKey.lastIndex = at;
  const kind = kindOfKey.exec(text)?.[1]?.toLowerCase();
  if (kind === undefined) return undefined;
  const left = Math.max(0, at - reach);
  const from = text.slice(left, at).lastIndexOf('{');
  const open = from < 0 ? left : left + from;
  const close = text.slice(at, at + reach).indexOf('}');
  const end = close < 0 ? Math.min(text.length, at + reach) : at + close;
  const body = text.slice(open, end).replaceAll('\\"', ' "');
  for (const match of body.matchAll(member)) {
    if ((match[1] === 'k') !== (kind === 'oct')) continue;
    const value = match[2] ?? '';
    if (masked(value)) continue;
    const start = open + match.index + match[0].length - 1 - value.length;
    return { start, end: start + value.length, rule: key, certainty: 'structural' };
  }
  return undefined;
}

function xml(scene: Scene, at: number): Hit | undefined {
  const window = scene.text.slice(at, at + reach);
  const end = window.indexOf('</RSAKeyValue>');
  const d = /<D>([A-Za-z0-9+/=\s]{60,2000})<\/D>/.exec(end < 0 ? window : window.slice(0, end));
  if (d?.[1] === undefined) return undefined;
  const start = at + d.index + 3 + d[1].length - d[1].trimStart().length;
  return { start, end: start + d[1].trim().length, rule: xmlKey, certainty: 'structural' };
}

const wgLine = /(?:PrivateKey|PresharedKey)[ \t]{0,8}=[ \t]{0,8}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)(?![A-Za-z0-9+/=])/y;

function wg(scene: Scene, at: number): Hit | undefined {
  wgLine.lastIndex = at;
  const value = wgLine.exec(scene.text)?.[1];
  if (value === undefined || masked(value)) return undefined;
  const start = wgLine.lastIndex - value.length;
  return { start, end: start + value.length, rule: wireGuard, certainty: 'structural' };
}

/** PKCS#8 and PKCS#1 begin with a DER sequence, a version and, for PKCS#8, the algorithm's identifier. */
const derBody = /MI[I-L][A-Za-z0-9+/]{2}[A-Za-z0-9+/\\nr\s"+]{60,6000}={0,2}/y;

function der(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  if (at > 0 && /[A-Za-z0-9+/=_-]/.test(text.charAt(at - 1)) && !/\\[nr]$/.test(text.slice(at - 2, at))) return undefined;
  if (text.slice(Math.max(0, at - 40), at).includes('KEY-----')) return undefined;
  const head = Buffer.from(text.slice(at, at + 60), 'base64').toString('latin1');
  // 30 82 LL LL 02 01 00 then PKCS#8 (30 0d 06 09 rsaEncryption) or PKCS#1 (02 82 LL LL modulus)
  const pkcs8 = head.startsWith('\x02\x01\0\x30', 4) && head.includes('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01', 4);
  const pkcs1 = head.startsWith('\x02\x01\0\x02\x82', 4) || head.startsWith('\x02\x01\0\x02\x81', 4);
  if (head.charCodeAt(0) !== 0x30 || !(pkcs8 || pkcs1)) return undefined;
  derBody.lastIndex = at;
  const match = derBody.exec(text);
  if (match === null) return undefined;
  return { start: at, end: at + match[0].trimEnd().length, rule: derKey, certainty: 'structural' };
}

/** What a private key's structure begins with behind its length, in hex: PKCS#8 of RSA, EC and Ed25519 (RFC 5208, RFC 8410), PKCS#1 (RFC 8017), SEC 1 (RFC 5915). */
const hexHeads = ['020100300d06092a864886f70d010101', '020100301306072a8648ce3d0201', '020100300506032b6570', '020100028', '0201010420'];

/** The same structure in hex: it must say its own length, and be as long. */
function hexDer(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  const head = /30(?:82([\da-f]{4})|81([\da-f]{2})|([2-7][\da-f]))$/i.exec(text.slice(Math.max(0, at - 8), at));
  if (head === null) return undefined;
  const start = at - head[0].length;
  const end = at + Number.parseInt(head[1] ?? head[2] ?? head[3] ?? '', 16) * 2;
  if (end > text.length || /[\da-f]/i.test(text.charAt(start - 1)) || /[\da-f]/i.test(text.charAt(end))) return undefined;
  const body = text.slice(at, end);
  return /^[\da-f]{56,10000}$/i.test(body) && !masked(body.slice(40)) ? { start, end, rule: derKey, certainty: 'structural' } : undefined;
}

const staticKey = /-----BEGIN OpenVPN Static key V1-----[\s\\nr]{1,8}([0-9a-f]{16,64}[\s\\nr]{1,4}){8,32}/y;

function vpn(scene: Scene, at: number): Hit | undefined {
  staticKey.lastIndex = at;
  const match = staticKey.exec(scene.text);
  return match === null ? undefined : { start: at, end: at + match[0].trimEnd().length, rule: openVpn, certainty: 'structural' };
}

export const keyMaterial: readonly Detector[] = [
  { rule: key, reach: 'all', anchors: [{ text: '"kty"' }, { text: '\\"kty\\"' }], find: jwk },
  { rule: xmlKey, reach: 'all', anchors: [{ text: '<RSAKeyValue>' }], find: xml },
  { rule: wireGuard, anchors: [{ text: 'PrivateKey' }, { text: 'PresharedKey' }], find: wg },
  { rule: derKey, anchors: [{ text: 'MIIC' }, { text: 'MIIE' }, { text: 'MIIJ' }, { text: 'MIIG' }, { text: 'MIIB' }], find: der },
  { rule: derKey, reach: 'all', anchors: hexHeads.map((text) => ({ text, caseless: true as const })), find: hexDer },
  { rule: openVpn, reach: 'wide', anchors: [{ text: '-----BEGIN OpenVPN Static key' }], find: vpn },
];
export const keyMaterialRules: readonly Rule[] = [key, xmlKey, wireGuard, derKey, openVpn];
