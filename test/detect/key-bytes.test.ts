// Keys as lists of bytes, and logins that are encoded where they stand: found in code, low in tests, and no table of numbers is one.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const random = randomFrom(41);
/** Sixteen bytes, each another. */
const bytes = [...new Set(Array.from({ length: 90 }, () => Math.floor(random() * 256)))].slice(0, 16);
const hex = bytes.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
const severities = (path: string, text: string): string[] =>
  engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) }).candidates.map((one) => one.severity);

const written: readonly (readonly [path: string, text: string])[] = [
  ['Aes.cs', `private static readonly byte[] Key = new byte[] { ${hex.join(', ')} };`],
  ['Aes.cs', `byte[] aesKey = { ${hex.join(', ')} };`],
  ['Aes.java', `static final byte[] SECRET_KEY = new byte[] { ${hex.map((one) => `(byte) ${one}`).join(', ')} };`],
  ['Aes.java', `byte[] keyBytes = { ${bytes.map((byte) => (byte > 127 ? byte - 256 : byte)).join(', ')} };`],
  ['aes.c', `static const uint8_t aes_key[16] = { ${hex.join(', ')} };`],
  ['aes.h', `const unsigned char secret_key[] = {${hex.join(',\n  ')}};`],
  ['aes.go', `var encryptionKey = []byte{${hex.join(', ')}}`],
  ['aes.py', `AES_KEY = bytes([${bytes.join(', ')}])`],
  ['aes.rs', `const AES_KEY: [u8; 16] = [${hex.join(', ')}];`],
  ['aes.js', `const secretKey = new Uint8Array([${bytes.join(', ')}]);`],
  ['aes.swift', `let secretKey: [UInt8] = [${hex.join(', ')}]`],
  ['aes.kt', `val secretKey = byteArrayOf(${hex.map((one) => `${one}.toByte()`).join(', ')})`],
];

describe('a key that is written as bytes', () => {
  test.each(written)('%s %s', (path, text) => {
    expect(severities(path, text)).toEqual(['medium']);
  });
  test('in a test it is told, and nothing is refused', () => {
    expect(severities('tests/aes.c', `static const uint8_t aes_key[16] = { ${hex.join(', ')} };`)).toEqual(['low']);
  });
  test.each([
    ['public', `byte[] publicKey = { ${hex.join(', ')} };`],
    ['no key', `byte[] table = { ${hex.join(', ')} };`],
    ['counting', `byte[] key = { ${bytes.map((_, at) => at).join(', ')} };`],
    ['zeros', `byte[] key = { ${bytes.map(() => 0).join(', ')} };`],
    ['codes of keys', `int key[] = { ${hex.slice(0, 12).join(', ')} };`],
  ])('what is %s passes', (_what, text) => {
    expect(severities('Aes.java', text)).toEqual([]);
  });
});

describe('a login that is encoded where it stands', () => {
  const password = ['orchard', String(bytes[0]), '!Lamp'].join('');
  test.each([
    ['a.js', `btoa('svc:${password}')`],
    ['a.py', `base64.b64encode(b'svc:${password}')`],
    ['a.cs', `Convert.ToBase64String(Encoding.ASCII.GetBytes("svc:${password}"))`],
    ['a.php', `<?php base64_encode('svc:${password}');`],
  ])('%s %s', (path, text) => {
    expect(severities(path, text).some((one) => one !== 'low')).toBe(true);
  });
  test('the name of a user and a variable pass', () => {
    expect(severities('a.js', "btoa('svc:' + password); btoa('user:user')")).toEqual([]);
  });
});
