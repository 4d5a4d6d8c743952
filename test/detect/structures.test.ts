// Structures that are secret by what they are: found in every dress, and let through where they are references.
import { randomBytes, generateKeyPairSync, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { crc24 } from '../../src/detect/shape/checks.ts';
import { isWeakWord } from '../../src/detect/weak-word.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const look = (text: string | Buffer, path = 'src/config.txt') =>
  engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text as string) }).candidates.map(
    (candidate) => `${candidate.rule.id} ${candidate.severity}`,
  );
const word = (length: number): string => randomBytes(length).toString('base64url').replace(/[-_]/g, 'k').slice(0, length);
const seal = (head: object, body: object): string => {
  const text = [head, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', randomBytes(16)).update(text).digest('base64url')}`;
};
const pem = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

describe('Private keys', () => {
  test.each([
    ['as they are', pem.privateKey],
    ['with CRLF', pem.privateKey.replaceAll('\n', '\r\n')],
    ['indented in YAML', `key: |\n  ${pem.privateKey.replaceAll('\n', '\n  ')}`],
    ['on one line of JSON', JSON.stringify({ private_key: pem.privateKey })],
    ['in a comment', pem.privateKey.replace(/^/gm, '# ')],
    ['cut off before the end line', pem.privateKey.slice(0, 400)],
  ])('are found %s', (_, text) => {
    expect(look(text)).toContain('private-key critical');
  });
  test.each([
    ['a public key', pem.publicKey],
    ['a header with nothing behind it', '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----'],
    ['a pattern that looks for one', "if (/-----BEGIN (RSA )?PRIVATE KEY-----/.test(line)) throw new Error('no')"],
  ])('%s passes', (_, text) => {
    expect(look(text)).toEqual([]);
  });
});

describe('Private keys in hex', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const edwards = generateKeyPairSync('ed25519');
  test.each([
    ['RSA, PKCS#8', rsa.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['RSA, PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'der' })],
    ['EC, PKCS#8', curve.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['EC, SEC 1', curve.privateKey.export({ type: 'sec1', format: 'der' })],
    ['Ed25519', edwards.privateKey.export({ type: 'pkcs8', format: 'der' })],
  ])('%s', (_, der) => {
    const text = der.toString('hex');
    expect(look(`SIGNING = "${text}"`)).toEqual(['private-key-der critical']);
    expect(look(`bytes: ${text.toUpperCase()}\n`)).toEqual(['private-key-der critical']);
    // too short for what it says of itself
    expect(look(`bytes: ${text.slice(0, -4)}\n`)).toEqual([]);
  });
  test('public ones pass', () => {
    for (const { publicKey } of [rsa, curve, edwards])
      expect(look(`VERIFY_KEY = "${publicKey.export({ type: 'spki', format: 'der' }).toString('hex')}"`)).toEqual([]);
  });
});

test('the checksum of a PGP armour proves it, and a wrong one hides nothing', () => {
  const bytes = Buffer.concat([Buffer.from([0x95, 0x03]), randomBytes(300)]);
  const sum = Buffer.alloc(3);
  sum.writeUIntBE(crc24(bytes), 0, 3);
  const lines = (bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  const block = (tail: Buffer): string =>
    ['-----BEGIN', 'PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n'].join(' ') + `${lines}\n=${tail.toString('base64')}\n-----END PGP PRIVATE KEY BLOCK-----\n`;
  const told = (text: string) =>
    engine({ path: 'a.asc' as Path, origin: 'file', bytes: Buffer.from(text) }).candidates.map((one) => `${one.rule.id} ${one.certainty}`);
  expect(told(block(sum))).toEqual(['pgp-private-key proven']);
  expect(told(block(Buffer.from([sum[0]! ^ 1, sum[1]!, sum[2]!])))).toEqual(['pgp-private-key structural']);
});

describe('Tokens and headers', () => {
  test('a service role token is critical, a session is medium, an anonymous key is low', () => {
    expect(look(`k = "${seal({ alg: 'HS256' }, { role: 'service_role' })}"`)).toEqual(['json-web-token critical']);
    expect(look(`k = "${seal({ alg: 'HS256' }, { sub: '1', exp: 1 })}"`)).toEqual(['json-web-token medium']);
    expect(look(`k = "${seal({ alg: 'HS256' }, { role: 'anon' })}"`)).toEqual(['json-web-token low']);
  });
  test('basic and bearer authorization', () => {
    const basic = Buffer.from(`deploy:${word(12)}`).toString('base64');
    expect(look(`curl -H "Authorization: Basic ${basic}" https://a.example`)).toEqual(['basic-authorization high']);
    expect(look(`headers: { Authorization: 'Bearer ${word(32)}9z8Y7' }`)).toEqual(['bearer-authorization high']);
    for (const text of [
      'Authorization: Bearer <token>',
      'Authorization: Bearer ${TOKEN}',
      "'Bearer ' + token",
      'Authorization: Basic login_and_password_removed',
      'basic authentication',
    ])
      expect(look(text)).toEqual([]);
  });
});

describe('URLs and connection strings', () => {
  const password = word(14);
  test.each([
    [`DATABASE_URL=postgres://app:${password}@db.internal:5432/app`, 'database-connection-url critical'],
    [`see https://ci:${password}@git.internal/x.git`, 'url-credentials high'],
    [`redis://:${password}@cache:6379/0`, 'database-connection-url critical'],
    [`"Server=tcp:db;Database=a;User ID=sa;Password=${password};Encrypt=true"`, 'database-connection-string critical'],
    [`jdbc:mysql://db/app?user=root&password=${password}`, ''],
  ])('%#', (text, expected) => {
    expect(look(text).filter((found) => found.startsWith('database') || found.startsWith('url'))).toEqual(expected === '' ? expect.anything() : [expected]);
  });
  test.each(['postgres://user:password@localhost/db', 'https://user:test123@example.com'])('a word for a password is low: %s', (text) => {
    expect(look(text).every((found) => found.endsWith(' low'))).toBe(true);
  });
  test.each([
    'postgres://${USER}:${PASS}@host/db',
    'https://<user>:<pass>@host',
    'http://host:8080/@scope/pkg',
    'https://{{ user }}:{{ password }}@h',
    'amqp://%s:%s@%s',
  ])('a reference passes: %s', (text) => {
    expect(look(text)).toEqual([]);
  });
});

describe('Logins that tools keep in places of their own', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const salt = (): string => `${word(20)}#*]%?~$ [9>;=^!@|+(${word(24)}`;
  test.each([
    [
      'Google',
      JSON.stringify({ type: 'service_account', private_key: pem.privateKey, client_email: 'a@b.iam.gserviceaccount.com' }),
      'google-service-account-key critical',
    ],
    ['Docker', JSON.stringify({ auths: { 'r.example': { auth: base64(`bot:${word(14)}`) } } }), 'docker-registry-login high'],
    ['WordPress', `define('SECURE_AUTH_SALT',  '${salt()}');`, 'wordpress-salt high'],
    ['NuGet', `<add key="ClearTextPassword" value="${word(9)}" />`, 'nuget-feed-password high'],
    [
      'App Configuration',
      `Endpoint=https://a.azconfig.io;Id=x-l0-s0:y;Secret=${randomBytes(32).toString('base64')}`,
      'azure-app-configuration-string critical',
    ],
    ['curl', `curl -H 'Authorization: ${word(30)}9z8' https://a.example`, 'bearer-authorization high'],
    ['libcurl', `curl_easy_setopt(h, CURLOPT_XOAUTH2_BEARER, "${word(30)}9z8");`, 'command-line-login high'],
  ])('%s', (_, text, expected) => {
    expect(look(text)).toContain(expected);
  });
  test.each([
    `define('AUTH_KEY', 'put your unique phrase here');`,
    '<add key="ClearTextPassword" value="%FEED_PASSWORD%" />',
    '{"auths": {"r.example": {"auth": "${DOCKER_AUTH}"}}}',
    `curl -H 'Authorization: $TOKEN' https://a.example`,
  ])('a reference passes: %s', (text) => {
    expect(look(text)).toEqual([]);
  });
});

describe('Files by their names', () => {
  test.each([
    ['.env', 'dotenv-file high'],
    ['deep/er/.ENV', 'dotenv-file high'],
    ['.env.production', 'dotenv-file high'],
    ['instances/eu/.env', 'dotenv-file critical'],
    ['a/instances/eu/.env.local', 'dotenv-file critical'],
    ['certs/ca.crt', 'ignored-file low'],
    ['instances/eu/secrets.yml', 'ignored-file critical'],
  ])('%s is %s, also when it is empty', (path, expected) => {
    expect(look('', path)).toEqual([expected]);
  });
  test.each(['.env.example', 'instances/eu/.env.example', 'src/env.ts', 'docs/.environment', 'keyboard.ts', 'monkey.keyword'])('%s passes', (path) => {
    expect(look('', path)).toEqual([]);
  });
});

test('weak words are words for passwords and nothing else', () => {
  for (const value of ['password123', 'test_user', 'MyPassword', 'p@ssw0rd', '123456', 'letmein']) expect(isWeakWord(value)).toBe(true);
  for (const value of ['kxmyqk', 'hurafaed', '679662', word(12)]) expect(isWeakWord(value)).toBe(false);
});

describe('Seed phrases', () => {
  const list = 'velvet ocean hobby crane absorb ribbon maple tunnel fiscal orbit kitten giant arrow slender cube vivid lunar trophy spice dolphin'.split(' ');
  const phrase = (count: number): string =>
    [...list, ...list.map((one) => one.slice(0, -1))]
      .map((one) => [randomBytes(4).readUInt32BE(), one] as const)
      .sort(([a], [b]) => a - b)
      .slice(0, count)
      .map(([, one]) => one)
      .join(' ');
  test.each([
    ['.env.example', 'MNEMONIC="', 12, '"\n'],
    ['hardhat.config.ts', "accounts: { mnemonic: '", 12, "', count: 10 },\n"],
    ['wallet.ts', 'const wallet = Wallet.fromMnemonic("', 24, '");\n'],
    ['deploy.ts', "const mnemonic: string = process.env.MNEMONIC || '", 12, "';\n"],
    ['notes.txt', 'seed phrase: ', 18, '\n'],
    ['config.yml', 'wallet:\n  recovery_phrase: ', 15, '\n'],
  ])('%s', (path, before, count, after) => {
    const words = phrase(count);
    expect(look(`${before}${words}${after}`, path)).toEqual(['wallet-seed-phrase critical']);
  });
  test.each([
    ['eleven words', `mnemonic: "${phrase(11)}"`],
    ['prose', 'mnemonic: every good boy does fine and the cat sat down upon all of these'],
    ['a capital', `mnemonic: "${phrase(12).replace(/^./, (one) => one.toUpperCase())}"`],
    ['zeros in place of chance', `mnemonic: "${'velvet '.repeat(11)}ocean"`],
    ['what stands for words', 'MNEMONIC="your twelve secret words should go here they stand one behind another"'],
  ])('not: %s', (_, text) => {
    expect(look(text)).toEqual([]);
  });
});

test.each(['пароль: ', 'Пароль: "', '密码：', '默认密码是', 'パスワード: ', '비밀번호 = ', 'Contraseña: ', 'hasło: '])(
  'A password is found behind %s',
  (label) => {
    const value = `${word(6)}4K${word(4)}7`;
    expect(look(`${label}${value}${label.endsWith('"') ? '"' : ''}\n`, 'README.md')).toEqual([expect.stringMatching(/^generic-password (?:medium|high)$/)]);
  },
);
test.each(['密码：8-20位', 'пароль: ', '密码：请输入', 'Contraseña: <su-contraseña>', 'пароль: ${DB_PASSWORD}'])('Nothing is found in %s', (text) => {
  expect(look(`${text}\n`, 'README.md')).toEqual([]);
});

test('What is made to satisfy a rule for passwords may be in force', () => {
  expect(['Admin', 'Test', 'P@ssw0rd'].map((one) => isWeakWord(`${one}@123`))).toEqual([false, false, false]);
  expect(['admin123', 'Password123', 'test_user', 'P@ssword'].map(isWeakWord)).toEqual([true, true, true, true]);
});
