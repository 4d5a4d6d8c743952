// A document that is scanned in windows yields the same findings as a whole one, wherever the windows meet.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { DocumentScan, type WindowSizes } from '../../src/detect/document-scan.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { versionsEngine } from '../../src/detect/versions.ts';
import type { Candidate, Path } from '../../src/model.ts';
import { seal } from '../../src/seal.ts';
import { token } from '../hooks/lab.ts';

const usual = engineOf(catalogue);
/** Margins that hold a PEM block, and ones that hold what the other documents have. */
const large: WindowSizes = { window: 180_000, margin: 42_000, whole: 4_000_000 };
const small: WindowSizes = { window: 40_000, margin: 2600, whole: 4_000_000 };
const hasher = { fast: (value: string) => Buffer.from(value, 'latin1').toString('hex'), slow: (value: string) => Buffer.from(value, 'latin1').toString('hex') };

const password = (): string => `${randomBytes(9).toString('base64url')}#7${randomBytes(9).toString('base64url')}`.replace(/^[-_]/, 'k');
const times = (count: number, row: (index: number) => string): string => Array.from({ length: count }, (_, index) => row(index)).join('');

/** Positions in a list start again in each window. */
const keys = (path: readonly string[]): string => path.filter((key) => !/^\d+$/.test(key)).join('.');

interface Seen {
  readonly at: string;
  readonly rule: string;
  readonly severity: string;
  readonly value: string;
  readonly keyPath: string;
}

const seen = (candidate: Candidate, at: string, value: string): Seen => ({
  at,
  rule: candidate.rule.id,
  severity: candidate.severity,
  value,
  keyPath: keys(candidate.keyPath),
});

function whole(path: string, bytes: Buffer): readonly Seen[] {
  const document = { path: path as Path, origin: 'file', bytes } as const;
  const look = usual(document);
  return seal(look.candidates, document, look.view, hasher).map((finding, index) => {
    return seen(look.candidates[index]!, `${finding.startLine}:${finding.startColumn}-${finding.endLine}:${finding.endColumn}`, finding.fingerprint);
  });
}

function inWindows(
  path: string,
  bytes: Buffer,
  sizes: WindowSizes,
  engine = usual,
): { readonly found: readonly Seen[]; readonly windows: number; readonly unread: readonly string[] } {
  const scan = new DocumentScan(engine, { path: path as Path, origin: 'file' }, bytes.length, sizes);
  const found: Seen[] = [];
  const unread: string[] = [];
  let windows = 0;
  const add = ({ document, look, place }: ReturnType<DocumentScan['end']> extends Generator<infer Window> ? Window : never): void => {
    windows += 1;
    unread.push(...look.unread.map(({ reason }) => reason));
    for (const [index, finding] of seal(look.candidates, document, look.view, hasher, undefined, look.candidates).entries()) {
      const candidate = look.candidates[index]!;
      const isFile = candidate.start === candidate.end;
      const start = { line: finding.startLine, column: finding.startColumn };
      const end = { line: finding.endLine, column: finding.endColumn };
      const [from, to] = isFile ? [start, end] : [place(start), place(end)];
      found.push(seen(candidate, `${from.line}:${from.column}-${to.line}:${to.column}`, finding.fingerprint));
    }
  };
  for (let at = 0; at < bytes.length; at += 7919) for (const window of scan.push(bytes.subarray(at, at + 7919))) add(window);
  for (const window of scan.end()) add(window);
  return { found, windows, unread };
}

const key = generateKeyPairSync('rsa', {
  modulusLength: 4096,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
const prose = (index: number): string => `Line ${index} of a long text about nothing in particular, with a few words — and an umlaut ä.\n`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Each is larger than several windows, with secrets spread all over it: whatever the step, some windows meet in one of them. */
const documents: readonly (readonly [path: string, text: string])[] = (
  [
    ['notes.txt', '', (index: number) => (index % 90 === 0 ? `${key}\n` : index % 31 === 0 ? `token = "${token()}"\n` : prose(index)), 9000],
    ['crlf.txt', '', (index: number) => (index % 31 === 0 ? `token = "${token()}"\r\n` : prose(index).replace('\n', '\r\n')), 9000],
    [
      'people.csv',
      'name,city,password\n',
      (index: number) => `user${index},Springfield at the long river number ${index},${index % 40 === 0 ? password() : ''}\n`,
      2600,
    ],
    [
      'dump.sql',
      'INSERT INTO users (name, note, password) VALUES\n',
      (index: number) => `('user${index}', 'it''s (only) a note; number ${index}', '${index % 40 === 0 ? password() : ''}'),\n`,
      2600,
    ],
    [
      'table.md',
      '| name | note | password |\n|---|---|---|\n',
      (index: number) => `| user${index} | a note about it, number ${index} | ${index % 40 === 0 ? password() : '-'} |\n`,
      2600,
    ],
    [
      'values.yaml',
      'production:\n  database:\n    logins:\n',
      (index: number) =>
        `      user${index}:\n        note: a note about this user, number ${index}\n        password: ${index % 40 === 0 ? password() : 'none'}\n`,
      2200,
    ],
    [
      'data.json',
      '{"production": {"logins": {\n',
      (index: number) => `"user${index}": {"note": "a \\"quoted\\" note, number ${index}", "password": "${index % 40 === 0 ? password() : ''}"},\n`,
      2600,
    ],
    [
      'config.xml',
      '<config><logins>\n',
      (index: number) => `<user id="u${index}"><note>a note, number ${index}</note><password>${index % 40 === 0 ? password() : ''}</password></user>\n`,
      2600,
    ],
    [
      'settings.ini',
      '[database]\n',
      (index: number) => (index % 40 === 0 ? `password${index} = ${password()}\n` : `option${index} = a long value about nothing, number ${index}\n`),
      2600,
    ],
    [
      'main.tf',
      'resource "database" "main" {\n',
      (index: number) => (index % 40 === 0 ? `  password = "${password()}"\n` : `  option${index} = "a long value about nothing, number ${index}"\n`),
      2600,
    ],
    [
      'one-line.json',
      '{"list": [',
      (index: number) => `{"name": "user${index}", "note": "größer, number ${index}", "password": "${index % 60 === 0 ? password() : ''}"},`,
      2600,
    ],
    [
      'secrets.yaml',
      '',
      (index: number) =>
        index % 3 === 0
          ? `apiVersion: v1\ndata:\n${times(12, (entry) => `  note${entry}: ${base64('plain text')}\n`)}  password: ${base64(password())}\nkind: Secret\nmetadata:\n  name: app${index}\n---\n`
          : `kind: ConfigMap\ndata:\n  note: ${'plain text '.repeat(60)}\n---\n`,
      200,
    ],
    [
      'wrapped.txt',
      '',
      (index: number) => (index % 40 === 0 ? `${base64(`password = "${password()}"\n`.repeat(12)).replace(/.{76}/g, '$&\n')}\n\n` : prose(index)),
      2200,
    ],
  ] as const
).map(([path, head, row, count]) => {
  return [path, head + times(count, row)] as const;
});

test.each(documents)('%s', (path, text) => {
  const bytes = Buffer.from(text, 'utf8');
  const expected = whole(path, bytes);
  expect(expected.length).toBeGreaterThan(15);
  const { found, windows, unread } = inWindows(path, bytes, path === 'notes.txt' ? large : small);
  expect(windows).toBeGreaterThan(3);
  expect(unread).toEqual([]);
  expect(found).toEqual(expected);
});

test.each(['utf-16le', 'utf-16be'])('text in %s', (encoding) => {
  const text = times(1500, (index) => (index % 60 === 0 ? `token = "${token()}"\n` : prose(index)));
  const units = Buffer.from(`\ufeff${text}`, 'utf16le');
  const bytes = encoding === 'utf-16be' ? units.swap16() : units;
  const { found, windows } = inWindows('notes.txt', bytes, small);
  expect(windows).toBeGreaterThan(3);
  expect(found).toEqual(whole('notes.txt', bytes));
});

test('a secret is found once, wherever two windows meet around it', () => {
  const filler = times(420, prose);
  const line = `password: "${password()}"\n`;
  for (let shift = 0; shift < 40; shift += 1) {
    const at = filler.length / 3 + shift * 331;
    const text = `${filler.slice(0, at)}\n${line}${filler.slice(at)}`;
    const { found } = inWindows('notes.txt', Buffer.from(text), { window: 20_000, margin: 6_000, whole: 100_000 });
    expect(found).toHaveLength(1);
    expect(found[0]?.at).toBe(
      `${text.slice(0, text.indexOf(line)).split('\n').length}:12-${text.slice(0, text.indexOf(line)).split('\n').length}:${line.length - 1}`,
    );
  }
});

test('a container and a binary file are read whole, and are reported where they are too large', () => {
  const tiny = { window: 4000, margin: 900, whole: 20_000 };
  expect(inWindows('random.bin', randomBytes(15_000), tiny)).toMatchObject({ windows: 1, unread: [] });
  expect(inWindows('random.bin', randomBytes(30_000), tiny)).toMatchObject({ windows: 1, unread: ['too-large'] });
});

test('an engine that compares versions keeps no window', () => {
  const text = times(1500, (index) => (index % 60 === 0 ? `token = "${token()}"\n` : prose(0)));
  const bytes = Buffer.from(text);
  expect(inWindows('notes.txt', bytes, small, versionsEngine(usual)).found).toEqual(whole('notes.txt', bytes));
});
