// Private keys that are not armoured: JWK (RFC 7517), XML `RSAKeyValue`, WireGuard, OpenVPN static keys.
import { MAX_JWK_BYTES } from '../../../limits.ts';
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { masked } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { exponentIdentity, jwkIdentity } from './key-identity.ts';

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
const openVpn: Rule = {
  ...key,
  id: 'openvpn-static-key',
  title: 'OpenVPN static key',
  rotate: 'Make a new one with `openvpn --genkey` and hand it to both ends.',
};

const reach = MAX_JWK_BYTES;
const member = /"(d|p|q|dp|dq|qi|k)"\s{0,8}:\s{0,8}"([A-Za-z0-9_-]{20,})"/g;

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
  const d = [...body.matchAll(member)].find((match) => match[1] === 'd')?.[2];
  const identity = d === undefined ? undefined : jwkIdentity(kind, d);
  for (const match of body.matchAll(member)) {
    if ((match[1] === 'k') !== (kind === 'oct')) continue;
    const value = match[2] ?? '';
    if (masked(value)) continue;
    const start = open + match.index + match[0].length - 1 - value.length;
    return { start, end: start + value.length, rule: key, certainty: 'structural', identity };
  }
  return undefined;
}

function xml(scene: Scene, at: number): Hit | undefined {
  const window = scene.text.slice(at, at + reach);
  const end = window.indexOf('</RSAKeyValue>');
  const d = /<D>([A-Za-z0-9+/=\s]{60,})<\/D>/.exec(end < 0 ? window : window.slice(0, end));
  if (d?.[1] === undefined) return undefined;
  const start = at + d.index + 3 + d[1].length - d[1].trimStart().length;
  return { start, end: start + d[1].trim().length, rule: xmlKey, certainty: 'structural', identity: exponentIdentity(d[1]) };
}

const wgLine = /(?:PrivateKey|PresharedKey)[ \t]{0,8}=[ \t]{0,8}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)(?![A-Za-z0-9+/=])/y;

function wg(scene: Scene, at: number): Hit | undefined {
  wgLine.lastIndex = at;
  const value = wgLine.exec(scene.text)?.[1];
  if (value === undefined || masked(value)) return undefined;
  const start = wgLine.lastIndex - value.length;
  return { start, end: start + value.length, rule: wireGuard, certainty: 'structural' };
}

const staticKey = /-----BEGIN OpenVPN Static key V1-----[\s\\nr]{1,8}([0-9a-f]{16,64}[\s\\nr]{1,4}){8,32}/y;

function vpn(scene: Scene, at: number): Hit | undefined {
  staticKey.lastIndex = at;
  const match = staticKey.exec(scene.text);
  if (match === null) return undefined;
  const identity = (match[0].match(/[0-9a-f]{16,64}/g) ?? []).join('');
  return { start: at, end: at + match[0].trimEnd().length, rule: openVpn, certainty: 'structural', identity };
}

export const keyMaterial: readonly Detector[] = [
  { rule: key, reach: 'all', anchors: [{ text: '"kty"' }, { text: '\\"kty\\"' }], find: jwk },
  { rule: xmlKey, reach: 'all', anchors: [{ text: '<RSAKeyValue>' }], find: xml },
  { rule: wireGuard, anchors: [{ text: 'PrivateKey' }, { text: 'PresharedKey' }], find: wg },
  { rule: openVpn, reach: 'wide', anchors: [{ text: '-----BEGIN OpenVPN Static key' }], find: vpn },
];
export const keyMaterialRules: readonly Rule[] = [key, xmlKey, wireGuard, openVpn];
