// Keys written as lists of bytes: `byte[] aesKey = { 0x2b, … }`, `[]byte{…}`, `bytes([…])`, and logins that are encoded where they stand.
import type { Detector, Hit } from '../../detector.ts';
import { nothingWide } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { isShown } from '../../shown.ts';
import { passwordRule, secretRule, weigh } from '../generic.ts';

/** The name that is assigned to, or stands behind its type. */
const assigned = /(?<!\w)([A-Za-z_]\w{0,40})(?:\[\d{0,4}\])?(?::[ ]?[\w<>[\]; ]{0,24})?[ ]{0,3}[:=]{1,2}[ ]{0,3}(?:new |&)?\w{0,24}[([]?$/;
const typed = /byte\[\] {1,2}(\w{1,40})/y;
const sounds = /(?<!pub|public_?)(?:key|secret|password|passwd|psk)(?:_?(?:bytes|data))?_?\d{0,2}$/i;
const item = String.raw`(?:\(byte\)\s?)?-?(?:0x[\da-f]{1,2}|\d{1,3})(?:\.toByte\(\))?`;
const list = new RegExp(String.raw`[\w[\];:= ]{0,60}[{([]{1,2}\s{0,20}(${item}(?:,\s{0,40}${item}){15,63}),?\s{0,40}[}\])]`, 'iy');

function findBytes(scene: Scene, at: number): Hit | readonly Hit[] {
  const { text } = scene;
  // `key[16] = {`: what wakes is the end of the name itself
  const isName = text.charAt(at + 3) === '[';
  const before = text.slice(scene.lineStart(at, 120), isName ? at + 3 : at);
  typed.lastIndex = list.lastIndex = at;
  const named = isName ? /\w{1,40}$/.exec(before)?.[0] : (assigned.exec(before)?.[1] ?? typed.exec(text)?.[1]);
  const body = named === undefined || !sounds.test(named) ? undefined : list.exec(text)?.[1];
  if (body === undefined) return nothingWide;
  const bytes = (body.replace(/\(byte\)|\.toByte\(\)/g, '').match(/-?\w+/g) ?? []).map(Number);
  // as long as keys of AES, ChaCha20 and HMAC are
  if (![16, 24, 32, 48, 64].includes(bytes.length) || !random(bytes)) return nothingWide;
  const start = text.indexOf(body, at);
  return { start, end: start + body.length, rule: secretRule, certainty: 'likely', ...(isShown(scene) ? { severity: 'low' as const } : {}) };
}

/** As many different bytes as chance gives, and no counting. */
const random = (bytes: readonly number[]): boolean =>
  new Set(bytes).size >= bytes.length * 0.7 && new Set(bytes.map((byte, at) => byte - (bytes[at - 1] ?? 0))).size >= bytes.length * 0.6;

/** `btoa('user:…')`, `base64_encode("user:…")`, `Encoding.ASCII.GetBytes("user:…")`: RFC 7617's pair before it is encoded. */
const pair = /\([b@]?(["'`])([\w.@-]{2,60}):([^\s"'`:${}/\\]{4,100})\1[ ]?[),]/y;

function findPair(scene: Scene, at: number, call: string): Hit | readonly Hit[] {
  pair.lastIndex = at + call.length - 1;
  const match = pair.exec(scene.text);
  if (match?.[1] === undefined || match[3] === undefined || match[2] === match[3]) return nothingWide;
  const start = at + call.length + match[0].indexOf(':');
  const value = match[3];
  return weigh(scene, { name: 'password', nameStart: at, operator: '=', quote: match[1], value, start, end: start + value.length }) ?? nothingWide;
}

const lists = ['byte[]', '[]byte{', 'bytes([', 'Array([', 'byteArrayOf(', '[UInt8]', '[u8;'];
const encoders = ['btoa(', '64encode(', '64_encode(', 'encode64(', '.GetBytes(', 'Buffer.from('];

export const keyBytes: readonly Detector[] = [
  { rule: secretRule, anchors: [...lists.map((text) => ({ text })), { text: 'key[', caseless: true }], find: findBytes },
  ...encoders.map((text): Detector => ({ rule: passwordRule, anchors: [{ text }], find: (scene, at) => findPair(scene, at, text) })),
];
