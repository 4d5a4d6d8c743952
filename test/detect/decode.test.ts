// Secrets under encodings and in containers are found, and their place is that of the raw text.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { positionsOf } from '../../src/detect/lines.ts';
import { base62, crc32 } from '../../src/detect/shape/checks.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const body = Array.from(randomBytes(30), (byte) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[byte % 62]).join('');
const token = `ghp_${body}${base62(crc32(body))}`;
const look = (text: string | Uint8Array, path = 'config.txt') => {
  const seen = engine({ path: path as Path, origin: 'file', bytes: typeof text === 'string' ? Buffer.from(text) : text });
  const place = positionsOf(seen.view.text);
  return {
    unread: seen.unread.map((one) => one.reason),
    found: seen.candidates.map((one) => ({
      rule: one.rule.id,
      certainty: one.certainty,
      from: one.decodedFrom.join('>'),
      line: place(one.start).line,
      column: place(one.start).column,
    })),
  };
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('One secret in every dress', () => {
  test.each([
    ['plain', token, ''],
    ['base64', base64(`token: ${token}`), 'base64'],
    ['base64 twice', base64(`x: ${base64(`token: ${token}`)}`), 'base64>base64'],
    ['gzip in base64', gzipSync(`token: ${token}`).toString('base64'), 'base64'],
    ['hex', Buffer.from(`token: ${token}`).toString('hex'), 'hex'],
    ['percent', encodeURIComponent(`token: "${token}"`).replace(/_/g, '%5F'), 'percent'],
    ['HTML entities', [...token].map((character) => `&#${character.charCodeAt(0)};`).join(''), 'html'],
    ['unicode escapes', `"${[...token].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`, 'unicode'],
    ['\\x escapes', `"${[...token].map((character) => `\\x${character.charCodeAt(0).toString(16)}`).join('')}"`, 'string'],
    ['concatenation', `"${token.slice(0, 12)}" + "${token.slice(12)}"`, 'concatenation'],
    ['concatenation over lines', `"${token.slice(0, 12)}" +\n  "${token.slice(12, 20)}" +\n  "${token.slice(20)}"`, 'concatenation'],
  ])('%s', (_, dress, from) => {
    const { found } = look(`first line\nvalue = ${dress}\nlast line\n`);
    expect(found).toContainEqual(expect.objectContaining({ rule: 'github-personal-access-token', certainty: 'proven', from, line: 2 }));
  });
  test('UTF-16, with and without a mark, line and column as an editor counts', () => {
    const text = `é first\ntoken = "${token}"\n`;
    for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()])
      expect(look(bytes).found).toContainEqual(expect.objectContaining({ rule: 'github-personal-access-token', line: 2, column: 10 }));
  });
  test('a line of base64 below one that is no text', () => {
    const lines = `${randomBytes(60).fill(0x80, 0, 18).toString('base64')}\n${base64(`token: ${token}`)}\n`;
    expect(look(lines).found).toContainEqual(expect.objectContaining({ rule: 'github-personal-access-token', from: 'base64', line: 2 }));
  });
  test('the values of a Kubernetes Secret', () => {
    const password = randomBytes(9).toString('base64url');
    const { found } = look(`apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${base64(password)}\n`, 'secret.yaml');
    expect(found).toContainEqual(expect.objectContaining({ line: 6, from: 'base64' }));
  });
});

describe('Secrets of Kubernetes', () => {
  const password = randomBytes(9).toString('base64url');
  const other = randomBytes(9).toString('base64url');
  test('each item of a list, data in front of the kind too', () => {
    const item = (value: string): string => `- apiVersion: v1\n  data:\n    password: ${base64(value)}\n  kind: Secret\n`;
    const { found } = look(`apiVersion: v1\nkind: List\nitems:\n${item(password)}${item(other)}`, 'list.yaml');
    expect(found.map((one) => [one.from, one.line])).toEqual([
      ['base64', 6],
      ['base64', 10],
    ]);
  });
  test('JSON on one line, minified or with blanks', () => {
    const object = (value: string): object => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, data: { password: base64(value) } });
    const minified = JSON.stringify({ items: [object(password), { kind: 'ConfigMap', data: { password: base64(other) } }] });
    for (const text of [minified, minified.replace(/[:,](?=["{[])/g, '$& ')]) {
      const { found } = look(text, 'list.json');
      expect(found.filter((one) => one.from === 'base64')).toEqual([expect.objectContaining({ line: 1 })]);
    }
  });
  test('an anchor that is no escape wakes no stretch, an escape behind it does', () => {
    const entities = (value: string): string => [...value].map((sign) => `&#${sign.charCodeAt(0)};`).join('');
    const { found } = look(`&#x&#x &#x password="${entities(password)}"`, 'a.html');
    expect(found.filter((one) => one.from === 'html')).toHaveLength(1);
  });
  test('data of a neighbour that is no Secret is left alone', () => {
    const { found } = look(`kind: Secret\nmetadata:\n  name: x\n---\nkind: ConfigMap\ndata:\n  password: ${base64(password)}\n`, 'two.yaml');
    expect(found.filter((one) => one.from === 'base64')).toEqual([]);
  });
});

describe('Containers', () => {
  const inner = Buffer.from(`token = "${token}"\n`);
  const folder = mkdtempSync(join(tmpdir(), 'containers-'));
  writeFileSync(join(folder, 'a.txt'), inner);
  const tarball = (flags: string): Buffer => {
    execFileSync('tar', [flags, join(folder, 'x.tar'), '-C', folder, 'a.txt']);
    return readFileSync(join(folder, 'x.tar'));
  };
  test.each([
    ['zip', zipSync({ 'deep/a.txt': inner })],
    ['stored zip', zipSync({ 'a.txt': [inner, { level: 0 }] })],
    ['zip in a zip', zipSync({ 'b.zip': zipSync({ 'a.txt': inner }) })],
    ['gz', gzipSync(inner)],
    ['tar', tarball('-cf')],
    ['tar.gz', tarball('-czf')],
  ])('%s is opened', (_, bytes) => {
    expect(look(bytes, 'x.bin')).toEqual({ unread: [], found: [expect.objectContaining({ rule: 'github-personal-access-token' })] });
  });
  test('what cannot be opened is said, never passed over', () => {
    expect(look(zipSync({ 'a.txt': inner }).subarray(0, 40), 'cut.zip').unread).toEqual(['damaged']);
    expect(look(Buffer.from('377abcaf271c0004', 'hex'), 'x.7z').unread).toEqual(['unsupported']);
    let nested: Uint8Array = inner;
    for (let depth = 0; depth < 9; depth += 1) nested = zipSync({ 'x.zip': nested });
    expect(look(nested, 'deep.zip').unread).toEqual(['too-deep']);
  });
  test('a bomb ends at the limit', () => {
    expect(look(gzipSync(Buffer.alloc(200 * 1024 * 1024)), 'bomb.gz').unread).toEqual(['too-large']);
  });
});
