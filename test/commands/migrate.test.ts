// What the configuration of other scanners becomes: rules, exceptions by fingerprint, and a list of what cannot be carried over.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readBaseline } from '../../src/commands/migrate/detect-secrets.ts';
import { readGitleaksConfig, readGitleaksIgnore } from '../../src/commands/migrate/gitleaks.ts';
import { ruleOf } from '../../src/commands/migrate/pattern.ts';
import { readIgnoreFile, readSecretlintConfig } from '../../src/commands/migrate/secretlint.ts';
import { readTalisman } from '../../src/commands/migrate/talisman.ts';
import { Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const cli = join(import.meta.dirname, '../../dist/cli.js');
const none = new Set<string>();
const value = `k${randomBytes(12).toString('hex')}Zq4x`;

interface Made {
  readonly version: 1;
  readonly refuse?: string;
  readonly custom?: readonly { readonly id: string; readonly pattern: string; readonly keywords: readonly string[] }[];
  readonly allow?: readonly { readonly fingerprint: string; readonly reason: string; readonly owner: string; readonly expires: string }[];
}
function migrated(repo: Repo, ...args: string[]): { status: number | null; policy: Made; said: string } {
  const done = repo.run([cli, 'migrate', ...args], { command: process.execPath, gitShows: true });
  expect(done.out).not.toContain(value);
  expect(done.out).not.toContain(repo.token);
  const text = args.includes('--write') ? repo.read('.secrets-hooks/policy.json') : done.stdout;
  return { status: done.status, policy: JSON.parse(text === '' ? '{}' : text) as Made, said: done.out.slice(done.stdout.length).replace(/\s+/g, ' ') };
}

describe('read', () => {
  test('gitleaks: rules with their group, entropy and keywords; what our rules have no place for is named', () => {
    const read = readGitleaksConfig(
      `
[extend]
useDefault = true
disabledRules = ["generic-api-key"]
[[rules]]
id = "Acme Token"
description = "Token of Acme"
regex = '''(acme|acmeco)_([a-z0-9]{32})'''
secretGroup = 2
entropy = 3.5
keywords = ["acme"]
[[rules]]
id = "lookbehind"
regex = '''(?<=x)y{20}'''
keywords = ["yyy"]
[[rules]]
id = "files-only"
path = '''\\.p12$'''
[[rules]]
id = "no-word"
regex = '''[a-z]{32}'''
[allowlist]
paths = ['''^test/fixtures/.*''']
regexes = ['''one''', '''two''']
stopwords = ["three"]
commits = ["0123456789012345678901234567890123456789"]
`,
      none,
    );
    expect(read.rules).toEqual([{ id: 'acme-token', title: 'Token of Acme', keywords: ['acme'], pattern: '(?:acme|acmeco)_([a-z0-9]{32})', minEntropy: 3.5 }]);
    expect(read.exempt).toEqual([{ kind: 'regex', pattern: '^test/fixtures/.*' }]);
    expect(read.left.map(({ why }) => why)).toEqual(['rule-off', 'not-re2', 'no-pattern', 'no-keyword', 'value-pattern', 'by-commit']);
  });
  test('.gitleaksignore: with a commit and without, comments left out', () => {
    const { exempt } = readGitleaksIgnore(`# note\n${'a'.repeat(40)}:src/a.js:github-pat:3\nsrc/b: c.js:generic-api-key:12 # why\n\nnot a fingerprint\n`);
    expect(exempt).toEqual([
      { kind: 'place', file: 'src/a.js', line: 3 },
      { kind: 'place', file: 'src/b: c.js', line: 12 },
    ]);
  });
  test('detect-secrets: audited as no secret, as a secret, and not audited', () => {
    const entry = { type: 'Secret Keyword', hashed_secret: '0'.repeat(40) };
    const { exempt, left } = readBaseline(
      JSON.stringify({
        plugins_used: [{ name: 'Mine', path: 'file://mine.py' }],
        filters_used: [{ path: 'detect_secrets.filters.regex.should_exclude_file', pattern: ['^vendor/'] }],
        results: {
          'a.py': [
            { ...entry, line_number: 2, is_secret: false },
            { ...entry, line_number: 3, is_secret: true },
            { ...entry, line_number: 4 },
          ],
        },
      }),
    );
    expect(exempt).toEqual([
      { kind: 'place', file: 'a.py', line: 2, audited: true },
      { kind: 'place', file: 'a.py', line: 4 },
      { kind: 'regex', pattern: '^vendor/' },
    ]);
    expect(left).toEqual([
      { what: 'a.py:3', why: 'real-secret' },
      { what: 'the plugin Mine', why: 'program' },
    ]);
  });
  test('secretlint: patterns in JavaScript’s spelling, rules within presets', () => {
    const read = readSecretlintConfig(
      JSON.stringify({
        rules: [
          {
            id: '@secretlint/secretlint-rule-preset-recommend',
            rules: [{ id: '@secretlint/secretlint-rule-aws', options: { allows: ['/x/i'] }, allowMessageIds: ['A'] }],
          },
          { id: '@secretlint/secretlint-rule-pattern', options: { patterns: [{ name: 'Acme key', pattern: '/acmekey_(?<key>[a-f0-9]{20})/gi' }] } },
        ],
      }),
      none,
    );
    expect(read.rules).toEqual([{ id: 'acme-key', title: 'Acme key', keywords: ['acmekey_'], pattern: '(?i)acmekey_(?P<key>[a-f0-9]{20})' }]);
    expect(read.left.map(({ why }) => why)).toEqual(['rule-off', 'value-pattern']);
    expect(readIgnoreFile('# x\nfixtures/**\n\n*.snap\n').exempt).toEqual([{ kind: 'glob', patterns: ['fixtures/**', '*.snap'] }]);
  });
  test('talisman: files, patterns, and a threshold that is stricter, or looser', () => {
    const read = readTalisman(
      'fileignoreconfig:\n- filename: a.txt\n  checksum: abc\n- filename: "*.lock"\ncustom_patterns:\n- acme-[0-9]{12}\nscopeconfig:\n- scope: node\nthreshold: low\n',
      none,
    );
    expect(read.exempt).toEqual([
      { kind: 'place', file: 'a.txt' },
      { kind: 'glob', patterns: ['*.lock'] },
    ]);
    expect(read).toMatchObject({ refuse: 'low', rules: [{ id: 'talisman-pattern-1', keywords: ['acme-'] }] });
    expect(readTalisman('threshold: high\n', none).left).toEqual([{ what: 'the threshold "high"', why: 'looser' }]);
  });
  test.each([
    ['acme_[a-z]{9}', 'acme_'],
    ['\\bacme\\.com/[a-z]{9}', 'acme.com/'],
    ['(?i)(?:acmes?)[a-z]', 'acme'],
    ['(abc)?x{9}', undefined],
    ['ab|cd', undefined],
    ['abcd|efgh', undefined],
    ['[a-z]+', undefined],
  ])('the literal that wakes %s: %s', (pattern, literal) => {
    const made = ruleOf({ id: 'x', title: 'xyz', pattern, keywords: [] }, none);
    expect('keywords' in made ? made.keywords[0] : undefined).toBe(literal);
  });
});

describe('migrate', () => {
  /** A repository in which another scanner was told to look away in four places. */
  function old(): Repo {
    const repo = Repo.make();
    repo.plant('src/a.py', `x = 1\napi_secret = "${value}"\n`);
    repo.plant('test/fixtures/b.py', `db_password = "${value}b"\n`);
    repo.plant('src/c.py', `token = "${repo.token}"\n`);
    repo.plant('.gitleaks.toml', '[[rules]]\nid = "acme-token"\nregex = "acme_[a-z0-9]{32}"\n[allowlist]\npaths = ["^test/fixtures/"]\n');
    repo.plant('.gitleaksignore', 'src/a.py:generic-api-key:2\nsrc/c.py:github-pat:1\nsrc/gone.py:generic-api-key:1\n');
    return repo;
  }

  test('dry: the policy on stdout, the words on stderr, nothing written', () => {
    const repo = old();
    const { status, policy, said } = migrated(repo);
    expect(status).toBe(0);
    expect(existsSync(join(repo.top, '.secrets-hooks'))).toBe(false);
    expect(policy.custom).toEqual([{ id: 'acme-token', title: 'Rule acme-token', keywords: ['acme_'], pattern: 'acme_[a-z0-9]{32}' }]);
    expect(policy.allow).toHaveLength(2);
    for (const entry of policy.allow ?? []) {
      expect(entry.fingerprint).toMatch(/^v1[fs]-[0-9a-f]{32}$/);
      expect(entry.owner).toBe('Lab <lab@example.org>');
      expect(entry.reason.length).toBeGreaterThan(20);
      expect(Date.parse(entry.expires)).toBeGreaterThan(Date.now());
    }
    expect(said).toContain('src/c.py:1 github-personal-access-token (contract row C4.1a)');
    expect(said).toContain('1 exemption is not needed');
  });

  test('written: the policy is valid, its comments stay, the second time adds nothing, and what was exempt passes', () => {
    const repo = old();
    repo.write('.secrets-hooks/policy.json', '{\n  // ours\n  "version": 1,\n  "salt": "0123456789abcdef"\n}\n');
    const first = repo.run([cli, 'migrate', '--write', '--owner', 'Sec', '--expires', new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)], {
      command: process.execPath,
    });
    expect(first.status).toBe(0);
    const text = repo.read('.secrets-hooks/policy.json');
    expect(text).toContain('// ours');
    expect(text.match(/"owner": "Sec"/g)).toHaveLength(2);
    repo.run([cli, 'migrate', '--write', '--owner', 'Sec'], { command: process.execPath });
    expect(repo.read('.secrets-hooks/policy.json')).toBe(text);
    expect(repo.run([cli, 'policy', 'check'], { command: process.execPath }).status).toBe(0);
    const scan = repo.run([cli, 'scan', 'src/a.py', 'test', '--format', 'json'], { command: process.execPath });
    expect((JSON.parse(scan.stdout) as { findings: unknown[] }).findings).toEqual([]);
  });

  test('what is no configuration, or broken, is one sentence and status 2, and quotes nothing', () => {
    const repo = Repo.make();
    expect(migrated(repo)).toMatchObject({ status: 2, said: expect.stringContaining('no configuration of another scanner') as unknown });
    expect(migrated(repo, 'a.txt')).toMatchObject({ status: 2 });
    repo.write('.gitleaks.toml', `x = "${value}`);
    expect(migrated(repo)).toMatchObject({ status: 2, said: expect.stringContaining('.gitleaks.toml is not what its name says') as unknown });
  });
});
