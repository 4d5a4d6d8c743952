// One key is one secret, however it is written: a change of layout or of encoding neither makes a new finding nor a new fingerprint.
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { crc24 } from '../../src/detect/shape/checks.ts';
import { memoryOf } from '../../src/ledger/memory.ts';
import type { Document, Path } from '../../src/model.ts';
import { covers } from '../../src/policy/allowing.ts';
import type { AllowEntry } from '../../src/policy/policy.ts';
import { seal } from '../../src/seal.ts';
import { subtract } from '../../src/subtract.ts';

const engine = engineOf(catalogue);
const sha = (value: string): string => createHash('sha256').update(value, 'latin1').digest('hex');
const look = (text: string, path = 'src/config.txt') => {
  const document: Document = { path: path as Path, origin: 'file', bytes: Buffer.from(text) };
  const { candidates, view } = engine(document);
  return { candidates, findings: seal(candidates, document, view, { fast: sha, slow: sha }) };
};
const keysIn = (text: string, path?: string) => look(text, path).findings.filter((one) => one.class === 'private-key' && one.detail.code === 'value');
const fingerprintsIn = (text: string, path?: string): readonly string[] => [...new Set(keysIn(text, path).map((one) => one.fingerprint))];

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const edwards = generateKeyPairSync('ed25519').privateKey;
const pkcs8 = (key: typeof rsa): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const prefixed = (text: string, mark: string): string => text.trim().replace(/^/gm, mark);

const layouts: readonly (readonly [string, (pem: string) => string])[] = [
  ['CRLF', (pem) => pem.replaceAll('\n', '\r\n')],
  ['indented in YAML', (pem) => `tls:\n  key: |\n${prefixed(pem, '    ')}\n`],
  ['indented by tabs', (pem) => prefixed(pem, '\t\t')],
  ['escaped in JSON', (pem) => JSON.stringify({ key: pem })],
  ['escaped twice', (pem) => JSON.stringify({ key: JSON.stringify({ key: pem }) })],
  ['escaped with CRLF', (pem) => JSON.stringify({ key: pem.replaceAll('\n', '\r\n') })],
  ['behind #', (pem) => prefixed(pem, '# ')],
  ['behind //', (pem) => prefixed(pem, '// ')],
  ['behind // without a blank', (pem) => prefixed(pem, '//')],
  ['behind *', (pem) => `/**\n${prefixed(pem, ' * ')}\n */`],
  ['behind --', (pem) => prefixed(pem, '-- ')],
  ['in a patch', (pem) => prefixed(pem, '+')],
  ['quoted in mail', (pem) => prefixed(pem, '> ')],
  ['quoted line by line', (pem) => pem.trim().replace(/^(.*)$/gm, '    "$1\\n"')],
  [
    'joined by +',
    (pem) =>
      `const key = ${pem
        .trim()
        .split('\n')
        .map((line) => `'${line}\\n'`)
        .join(' +\n  ')};`,
  ],
  [
    'joined by + in front',
    (pem) =>
      `key = ${pem
        .trim()
        .split('\n')
        .map((line) => `"${line}\\n"`)
        .join('\n  + ')};`,
  ],
  [
    'in a list',
    (pem) =>
      `[${pem
        .trim()
        .split('\n')
        .map((line) => `"${line}"`)
        .join(',\n  ')}].join("\\n")`,
  ],
  [
    'wrapped at 76',
    (pem) => pem.replace(/(KEY-----\n)([^-]+)/, (_, head: string, body: string) => `${head}${body.replaceAll('\n', '').replace(/.{76}/g, '$&\n')}\n`),
  ],
  ['on one line', (pem) => pem.trim().replaceAll('\n', ' ')],
  [
    'in a log',
    (pem) =>
      pem
        .trim()
        .split('\n')
        .map((line, index) => `2024-05-01 10:00:0${index % 10} INFO ${line}`)
        .join('\n'),
  ],
];

describe('A private key in PEM', () => {
  test.each(layouts)('%s: the same fingerprint, and nothing new', (_, layout) => {
    for (const key of [rsa, curve, edwards]) {
      const pem = pkcs8(key);
      const before = look(pem);
      const after = look(`${layout(pem)}\n`);
      expect(fingerprintsIn(`${layout(pem)}\n`)).toEqual([before.findings[0]!.fingerprint]);
      expect(subtract(after.candidates, [before.candidates])).toEqual([]);
      expect(after.findings.map((one) => one.severity)).toContain('critical');
    }
  });
  test('another key in its place is new', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(subtract(look(pkcs8(other)).candidates, [look(pkcs8(rsa)).candidates])).toHaveLength(1);
  });
  test('a second copy is new', () => {
    expect(subtract(look(`${pkcs8(rsa)}\n${prefixed(pkcs8(rsa), '  ')}`).candidates, [look(pkcs8(rsa)).candidates])).toHaveLength(1);
  });
  test('PKCS#8, PKCS#1, SEC 1, JWK, hex and base64 of DER are one key', () => {
    const forms = (key: typeof rsa, old: 'pkcs1' | 'sec1'): readonly string[] => [
      pkcs8(key),
      key.export({ type: old, format: 'pem' }) as string,
      JSON.stringify(key.export({ format: 'jwk' })),
      JSON.stringify(Object.fromEntries(Object.entries(key.export({ format: 'jwk' })).reverse()), null, 2),
      `KEY = "${key.export({ type: 'pkcs8', format: 'der' }).toString('hex')}"`,
      `KEY=${key.export({ type: old, format: 'der' }).toString(old === 'pkcs1' ? 'base64' : 'hex')}\n`,
    ];
    for (const [key, old] of [
      [rsa, 'pkcs1'],
      [curve, 'sec1'],
    ] as const)
      expect(forms(key, old).map((form) => fingerprintsIn(form))).toEqual(forms(key, old).map(() => fingerprintsIn(pkcs8(key))));
    expect(fingerprintsIn(JSON.stringify(edwards.export({ format: 'jwk' })))).toEqual(fingerprintsIn(pkcs8(edwards)));
  });
  test('an encrypted key keeps its fingerprint over a change of layout', () => {
    const locked = rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: randomBytes(9).toString('hex') }) as string;
    const old = rsa.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: randomBytes(9).toString('hex') }) as string;
    for (const pem of [locked, old])
      for (const [name, layout] of layouts.slice(0, 16)) {
        const found = keysIn(`${layout(pem)}\n`);
        expect(found.map((one) => one.ruleId)).toEqual(['encrypted-private-key']);
        expect([name, ...found.map((one) => one.fingerprint)]).toEqual([name, ...fingerprintsIn(pem)]);
      }
  });
  test('a block that is cut short of its private number is of little use: low; with the number whole it is not', () => {
    const cut = (pem: string, characters: number): string => {
      const [, head = '', body = '', tail = ''] = /^(-+BEGIN [A-Z ]+-+\n)([^-]+)(-+END .*)$/s.exec(pem) ?? [];
      return `${head}${body.replaceAll('\n', '').slice(0, characters)}\n${tail}`;
    };
    expect(keysIn(cut(pkcs8(rsa), 500)).map((one) => one.severity)).toEqual(['low']);
    expect(keysIn(cut(pkcs8(rsa), 1200)).map((one) => one.severity)).toEqual(['critical']);
    expect(keysIn(cut(pkcs8(curve), 48)).map((one) => one.severity)).toEqual(['low']);
    expect(keysIn(cut(pkcs8(curve), 100)).map((one) => one.severity)).toEqual(['critical']);
  });
});

describe('What earlier versions fingerprinted', () => {
  const [finding] = keysIn(pkcs8(rsa));
  test('is still told: over the text as it is written', () => {
    expect(finding?.formerFingerprint).toBe(`v1f-${sha(pkcs8(rsa).trim()).slice(0, 32)}`);
    expect(finding?.fingerprint).not.toBe(finding?.formerFingerprint);
  });
  test('an allow entry and an incident that name it still hold', () => {
    const entry = { fingerprint: finding!.formerFingerprint, owner: 'a', reason: 'b', expires: '2999-01-01' } as AllowEntry;
    expect(covers(entry, finding!)).toBe(true);
    const incident = { id: 'x', state: 'open', fingerprint: finding!.formerFingerprint!, ruleId: 'private-key', places: [], freezes: [], history: [] } as const;
    expect(memoryOf([incident]).compromised(finding!.fingerprint, finding!.formerFingerprint)).toBe('x');
  });
});

describe('OpenPGP blocks with armour headers', () => {
  const bytes = Buffer.concat([Buffer.from([0x95, 0x03]), randomBytes(300)]);
  const sum = Buffer.alloc(3);
  sum.writeUIntBE(crc24(bytes), 0, 3);
  const block = [
    ['-----BEGIN', 'PGP PRIVATE KEY BLOCK-----'].join(' '),
    'Version: GnuPG v2.0.22 (GNU/Linux)',
    'Comment: created for https://example.org/?a=b',
    '',
    ...(bytes.toString('base64').match(/.{1,64}/g) ?? []),
    `=${sum.toString('base64')}`,
    '-----END PGP PRIVATE KEY BLOCK-----',
  ].join('\n');
  test.each([['as it is', (text: string) => text] as const, ...layouts.filter(([name]) => name !== 'wrapped at 76')])('%s', (_, layout) => {
    const found = keysIn(`${layout(block)}\n`);
    expect(found.map((one) => [one.ruleId, one.certainty])).toEqual([['pgp-private-key', 'proven']]);
    expect(found.map((one) => one.fingerprint)).toEqual(fingerprintsIn(block));
  });
});

describe('OpenSSH', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const hasKeygen = ((): boolean => {
    try {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'a', '-f', join(folder, 'a')]);
      return true;
    } catch {
      return false;
    }
  })();
  (hasKeygen ? test : test.skip)('a key that was saved again, with another comment, is the same key', () => {
    const first = readFileSync(join(folder, 'a'), 'utf8');
    execFileSync('ssh-keygen', ['-q', '-c', '-C', 'another comment', '-f', join(folder, 'a')], { stdio: 'ignore' });
    const second = readFileSync(join(folder, 'a'), 'utf8');
    expect(second).not.toBe(first);
    expect(fingerprintsIn(second)).toEqual(fingerprintsIn(first));
  });
});
