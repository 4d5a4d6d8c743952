// Private keys of every kind that stand as armoured text: PEM, OpenSSH, SSH2, PGP, PuTTY, also inside strings with `\n`.
import { MAX_KEY_BLOCK_BYTES } from '../../../limits.ts';
import type { Certainty, Rule, Severity } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { crc24 } from '../../shape/checks.ts';
import { armourBody } from './armour.ts';
import { isWholeKey, keyIdentity } from './key-identity.ts';

const rotate = 'Make a new key pair, replace the public half wherever it is trusted (servers, accounts, certificate authority), revoke the old one.';
const rule: Rule = {
  id: 'private-key',
  class: 'private-key',
  severity: 'critical',
  title: 'Private key',
  holder: 'Anyone with it can sign, decrypt or log in as its owner.',
  rotate,
  specificity: 3,
};
const encrypted: Rule = {
  ...rule,
  id: 'encrypted-private-key',
  severity: 'medium',
  title: 'Private key under a passphrase',
  holder: 'Anyone with this key can crack its passphrase offline.',
};
const putty: Rule = { ...rule, id: 'putty-private-key', title: 'PuTTY private key' };
const pgp: Rule = { ...rule, id: 'pgp-private-key', title: 'PGP private key block' };

/** A key of 16 KiB RSA takes about 13,000 characters; escapes and indentation come on top. */
const longest = MAX_KEY_BLOCK_BYTES;
const header = /-{4,5} ?BEGIN ((?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?) ?-{4,5}/y;

function pem(scene: Scene, at: number): Hit | undefined {
  header.lastIndex = at;
  const begin = header.exec(scene.text);
  if (begin === null) return undefined;
  const kind = begin[1] ?? '';
  const bodyStart = at + begin[0].length;
  const window = upTo(scene.text.slice(bodyStart, bodyStart + longest), '-- BEGIN ', '--BEGIN ');
  const close = window.search(/-{4,5} ?END /);
  const whole = close < 0 ? cutOff(window) : window.slice(0, close);
  const lead = leadOf(scene.text.slice(Math.max(0, at - 120), at));
  const raw = unprefixed(whole, lead);
  const isEncrypted = /ENCRYPTED/.test(kind) || /Proc-Type: ?4,ENCRYPTED|DEK-Info:/.test(raw);
  const body = armourBody(raw, lead);
  const base64 = /^[A-Za-z0-9+/=_-]*/.exec(body)?.[0] ?? '';
  if (base64.length < 40 || new Set(base64.slice(0, 400)).size < 12) return undefined;
  const end = close < 0 ? bodyStart + whole.length : bodyStart + close + (/^-{4,5} ?END [A-Z0-9 ]{0,60}-{4,5}/.exec(window.slice(close))?.[0].length ?? 0);
  const of = kind.startsWith('PGP') ? pgp : isEncrypted || openSshCipher(base64) === 'some' ? encrypted : rule;
  const bytes = Buffer.from(/^[A-Za-z0-9+/_-]*/.exec(base64)?.[0] ?? '', 'base64');
  // a block that its own END line cuts short of the private number cannot work, for instance in documentation
  const isCut = of === rule && close >= 0 && base64.length === body.length && !isWholeKey(bytes);
  return {
    start: at,
    end,
    rule: of,
    ...(isCut ? { severity: 'low' as const } : {}),
    certainty: kind.startsWith('PGP') && checksumHolds(body) ? 'proven' : certaintyOf(kind, base64),
    prefix: `-----BEGIN ${kind}-----`,
    identity: keyIdentity(bytes),
  };
}

/** What is in front of the BEGIN line, as far back as its line goes, be the line break escaped or not. */
function leadOf(before: string): string {
  const line = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const escaped = Math.max(before.lastIndexOf('\\n'), before.lastIndexOf('\\r')) + 2;
  return before.slice(escaped > 1 ? Math.max(line, escaped) : line);
}

/** In a log every line begins alike, except for times and counts: such a lead is removed from each line. */
function unprefixed(raw: string, lead: string): string {
  if (!/\w/.test(lead) || !/\d/.test(lead)) return raw;
  const shape = lead.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d/g, '\\d');
  return raw.replace(new RegExp(`(\\r|\\n|\\\\[rn])${shape}`, 'g'), '$1');
}

/** The window as far as the next key begins: many heads in a row are each looked behind once. */
function upTo(window: string, ...heads: readonly string[]): string {
  const ends = heads.map((head) => window.indexOf(head)).filter((at) => at >= 0);
  return ends.length === 0 ? window : window.slice(0, Math.min(...ends));
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

/** Whether the armour's checksum, `=` and four characters, is that of the bytes before it. */
function checksumHolds(body: string): boolean {
  const [, base64 = '', sum = ''] = /^([A-Za-z0-9+/]+={0,2})=([A-Za-z0-9+/]{4})$/.exec(body) ?? [];
  return base64 !== '' && crc24(Buffer.from(base64, 'base64')) === Buffer.from(sum, 'base64').readUIntBE(0, 3);
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
  const window = begin[0] + upTo(scene.text.slice(head, head + longest), 'PuTTY-User-Key-File-');
  const lines = /Private-Lines: ?\d+/.exec(window);
  if (lines === null) return undefined;
  const clear = /Encryption: ?none/.test(window);
  const severity: Severity = clear ? 'critical' : 'medium';
  const mac = /Private-(?:MAC|Hash): ?[0-9a-f]+/.exec(window);
  const end = mac ? mac.index + mac[0].length : lines.index + lines[0].length;
  const identity = window.slice(0, end).replace(/\\{1,4}[rn]|\s/g, '');
  return { start: at, end: at + end, rule: putty, severity, certainty: 'structural', prefix: begin[0], identity };
}

export const privateKeys: readonly Detector[] = [
  { rule, reach: 'all', anchors: [{ text: '---- BEGIN ' }, { text: '-----BEGIN ' }], find: pem },
  { rule: putty, reach: 'all', anchors: [{ text: 'PuTTY-User-Key-File-' }], find: ppk },
];
export const privateKeyRules: readonly Rule[] = [rule, encrypted, putty, pgp];
