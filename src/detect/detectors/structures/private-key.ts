// Private keys of every kind that stand as armoured text: PEM, OpenSSH, SSH2, PGP, PuTTY, also inside strings with `\n`.
import type { Certainty, Rule, Severity } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { crc24 } from '../../shape/checks.ts';

const rotate = 'Make a new key pair, replace the public half wherever it is trusted (servers, accounts, certificate authority), revoke the old one.';
const rule: Rule = {
  id: 'private-key',
  class: 'private-key',
  severity: 'critical',
  title: 'Private key',
  holder: 'Whoever holds it can sign, decrypt or log in as its owner.',
  rotate,
  specificity: 3,
};
const encrypted: Rule = {
  ...rule,
  id: 'encrypted-private-key',
  severity: 'medium',
  title: 'Private key under a passphrase',
  holder: 'Whoever holds it can try passphrases on it for as long as they like.',
};
const putty: Rule = { ...rule, id: 'putty-private-key', title: 'PuTTY private key' };
const pgp: Rule = { ...rule, id: 'pgp-private-key', title: 'PGP private key block' };

/** A key of 16 KiB RSA takes about 13,000 characters; escapes and indentation come on top. */
const longest = 40_000;
const header = /-{4,5} ?BEGIN ((?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?) ?-{4,5}/y;
const bodyNoise = /\\[nrt]|\\\\n|[\s"'+,;\\>#*|`.-]|&#1[03];|<br\s*\/?>/g;

function pem(scene: Scene, at: number): Hit | undefined {
  header.lastIndex = at;
  const begin = header.exec(scene.text);
  if (begin === null) return undefined;
  const kind = begin[1] ?? '';
  const bodyStart = at + begin[0].length;
  const window = scene.text.slice(bodyStart, nextHead(scene.text, bodyStart));
  const close = window.search(/-{4,5} ?END /);
  const whole = close < 0 ? cutOff(window) : window.slice(0, close);
  const raw = unprefixed(whole, scene.text.slice(Math.max(0, at - 120), at));
  const isEncrypted = /ENCRYPTED/.test(kind) || /Proc-Type: ?4,ENCRYPTED|DEK-Info:/.test(raw);
  const headless = raw.replace(/^(?:[A-Za-z][\w-]{0,60}: [^\n\r\\]{0,200}(?:\\n|[\n\r]){1,4}){1,20}/gm, '');
  const body = headless.replace(bodyNoise, '');
  const base64 = /^[A-Za-z0-9+/=_-]*/.exec(body)?.[0] ?? '';
  if (base64.length < 40 || new Set(base64.slice(0, 400)).size < 12) return undefined;
  const end = close < 0 ? bodyStart + whole.length : bodyStart + close + (/^-{4,5} ?END [A-Z0-9 ]{0,60}-{4,5}/.exec(window.slice(close))?.[0].length ?? 0);
  const of = kind.startsWith('PGP') ? pgp : isEncrypted || openSshCipher(base64) === 'some' ? encrypted : rule;
  return {
    start: at,
    end,
    rule: of,
    certainty: kind.startsWith('PGP') && armourHolds(headless) ? 'proven' : certaintyOf(kind, base64),
    prefix: `-----BEGIN ${kind}-----`,
  };
}

/** In a log each line begins alike, times and counts aside: what stands in front of BEGIN is taken from the other lines. */
function unprefixed(raw: string, before: string): string {
  const line = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const escaped = Math.max(before.lastIndexOf('\\n'), before.lastIndexOf('\\r')) + 2;
  const lead = before.slice(escaped > 1 ? Math.max(line, escaped) : line);
  if (!/\w/.test(lead) || !/\d/.test(lead)) return raw;
  const shape = lead.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d/g, '\\d');
  return raw.replace(new RegExp(`(\\r|\\n|\\\\[rn])${shape}`, 'g'), '$1');
}

/** Where the next armour begins, at most `longest` bytes on: of many heads in a row each reads only as far as the next one. */
function nextHead(text: string, from: number): number {
  const most = Math.min(text.length, from + longest);
  for (let at = text.indexOf('BEGIN ', from); at >= 0 && at < most; at = text.indexOf('BEGIN ', at + 6)) {
    const dashes = text.charAt(at - 1) === ' ' ? at - 1 : at;
    if (dashes - 2 >= from && text.startsWith('--', dashes - 2)) return dashes - 2;
  }
  return most;
}

/** Without an END line: as long as lines (or escaped lines) of base64 go on. */
function cutOff(window: string): string {
  return /^(?:\\[nr]|\s|["'+,\\]|[A-Za-z0-9+/=]){0,40000}/.exec(window)?.[0] ?? '';
}

/** DER sequence, OpenSSH magic or a PGP packet: the first bytes are what the header promises. */
function certaintyOf(kind: string, base64: string): Certainty {
  const first = Buffer.from(base64.slice(0, 24), 'base64');
  if (kind.startsWith('OPENSSH')) return first.toString('latin1').startsWith('openssh-key-v1') ? 'structural' : 'shaped';
  if (kind.startsWith('PGP')) return ((first[0] ?? 0) & 0x80) !== 0 ? 'structural' : 'shaped';
  return first[0] === 0x30 ? 'structural' : 'shaped';
}

/** The armour's checksum, `=` and four characters, is that of the bytes before it. */
function armourHolds(text: string): boolean {
  const base64 = text.replace(/\\[nrt]|\s/g, '');
  const [, body = '', sum = ''] = /^([A-Za-z0-9+/]+={0,2})=([A-Za-z0-9+/]{4})$/.exec(base64) ?? [];
  return body !== '' && crc24(Buffer.from(body, 'base64')) === Buffer.from(sum, 'base64').readUIntBE(0, 3);
}

/** OpenSSH keys name their cipher in the clear (PROTOCOL.key): `none` or another one. */
function openSshCipher(base64: string): 'none' | 'some' | undefined {
  const head = Buffer.from(base64.slice(0, 64), 'base64').toString('latin1');
  if (!head.startsWith('openssh-key-v1\0')) return undefined;
  return head.slice(19, 23) === 'none' ? 'none' : 'some';
}

const puttyFile = /PuTTY-User-Key-File-[123]: ?[\w-]+/y;

function ppk(scene: Scene, at: number): Hit | undefined {
  puttyFile.lastIndex = at;
  const begin = puttyFile.exec(scene.text);
  if (begin === null) return undefined;
  const head = at + begin[0].length;
  const body = scene.text.slice(head, head + longest);
  const next = body.indexOf('PuTTY-User-Key-File-');
  const window = begin[0] + (next < 0 ? body : body.slice(0, next));
  const lines = /Private-Lines: ?\d+/.exec(window);
  if (lines === null) return undefined;
  const clear = /Encryption: ?none/.test(window);
  const severity: Severity = clear ? 'critical' : 'medium';
  const mac = /Private-(?:MAC|Hash): ?[0-9a-f]+/.exec(window);
  return {
    start: at,
    end: at + (mac ? mac.index + mac[0].length : lines.index + lines[0].length),
    rule: putty,
    severity,
    certainty: 'structural',
    prefix: begin[0],
  };
}

export const privateKeys: readonly Detector[] = [
  { rule, reach: 'all', anchors: [{ text: '---- BEGIN ' }, { text: '-----BEGIN ' }], find: pem },
  { rule: putty, reach: 'all', anchors: [{ text: 'PuTTY-User-Key-File-' }], find: ppk },
];
export const privateKeyRules: readonly Rule[] = [rule, encrypted, putty, pgp];
