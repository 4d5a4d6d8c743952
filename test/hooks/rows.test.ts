// Long tables, statements, lists and Secrets are scanned to their last row, in commits, pushes and scans.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folder, Repo, tidy } from './lab.ts';

/** As a generator of passwords makes them; too long to be guessed, so that its fingerprint costs nothing. */
const password = (): string => `${randomBytes(9).toString('base64url')}#7${randomBytes(9).toString('base64url')}`.replace(/^[-_]/, 'k');
const times = (count: number, row: (index: number) => string): string => Array.from({ length: count }, (_, index) => row(index)).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const filler = (index: number): string => `word${index}`;

const cli = join(import.meta.dirname, '../../dist/cli.js');

interface Shape {
  readonly path: string;
  /** what the secret comes after */
  readonly before: string;
  readonly row: (secret: string) => string;
}

const old = times(250, (index) => `user${index},${password()}\n`);
const secret = (before: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ndata:\n${before}`;

const shapes: readonly Shape[] = [
  { path: 'people.csv', before: `name,password\n${times(200, (index) => `user${index},\n`)}`, row: (value) => `last,${value}\n` },
  { path: 'broken.csv', before: `name;password\n${times(20, (index) => `user${index};\n`)}\nno columns here\n`, row: (value) => `last;${value}\n` },
  {
    path: 'wide.csv',
    before: `${times(400, (index) => `column${index},`)}password\n`,
    row: (value) => `${times(400, (index) => `${filler(index)},`)}${value}\n`,
  },
  {
    path: 'rows.sql',
    before: `INSERT INTO users (name, password) VALUES\n${times(100, (index) => `('user${index}', ''),\n`)}`,
    row: (value) => `('last', '${value}');\n`,
  },
  {
    path: 'long-row.sql',
    before: `INSERT INTO users (name, picture, password) VALUES\n('first', '${'lorem ipsum '.repeat(1000)}', ''),\n`,
    row: (value) => `('last', 'none', '${value}');\n`,
  },
  {
    path: 'columns.sql',
    before: `INSERT INTO users (${times(150, (index) => `column_${index}, `)}password) VALUES\n`,
    row: (value) => `(${times(150, (index) => `${index}, `)}'${value}');\n`,
  },
  {
    path: 'commented.sql',
    before: `INSERT INTO users (name, password) VALUES\n${times(5, (index) => `('user${index}', ''), -- imported from the old system\n`)}`,
    row: (value) => `('last', '${value}');\n`,
  },
  {
    path: 'table.md',
    before: `| name | password |\n|---|---|\n${times(200, (index) => `| user${index} | |\n`)}`,
    row: (value) => `| last | ${value} |\n`,
  },
  { path: 'open-table.md', before: `name | password\n--- | ---\n${times(10, (index) => `user${index} | -\n`)}`, row: (value) => `last | ${value}\n` },
  { path: 'large-entry.yaml', before: secret(`  logo: ${base64('lorem ipsum dolor '.repeat(1700))}\n`), row: (value) => `  password: ${base64(value)}\n` },
  {
    path: 'many-entries.yaml',
    before: secret(times(2000, (index) => `  note${index}: ${base64('plain text')}\n`)),
    row: (value) => `  password: ${base64(value)}\n`,
  },
  {
    path: 'string-data.yaml',
    before: `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\nstringData:\n${times(150, (index) => `  note${index}: plain text\n`)}`,
    row: (value) => `  login: ${value}\n`,
  },
  { path: 'list.yaml', before: `db:\n  passwords:\n${times(120, () => '    - changeme\n')}`, row: (value) => `    - ${value}\n` },
  {
    path: 'alias.yaml',
    before: `base: &login placeholder\n${'# filler line\n'.repeat(2000)}`,
    row: (value) => `x: &late ${value}\n${'# filler line\n'.repeat(2000)}password: *late\n`,
  },
  { path: 'old-rows.csv', before: `name,password\n${old}`, row: (value) => `last,${value}\n` },
];

let repo: Repo;
const secrets = new Map(shapes.map(({ path }) => [path, password()]));
const lineOf = (path: string): number => shapes.find((one) => one.path === path)!.before.split('\n').length;

beforeAll(() => {
  repo = Repo.make();
  repo.remote();
  for (const { path, before } of shapes) repo.stage(path, before);
  // the old passwords are known: only what comes new counts
  repo.past('commit', '-q', '-m', 'before');
  repo.past('push', '-q', 'origin', 'main');
  for (const { path, before, row } of shapes) repo.stage(path, before + row(secrets.get(path)!));
});
afterAll(tidy);

/** The report in JSON on what is staged, or on a range of commits: the same findings as in the hook, all of them. */
function places(...args: readonly string[]): readonly string[] {
  const report = JSON.parse(repo.run([cli, 'scan', ...args, '--format', 'json'], { command: process.execPath }).stdout) as {
    readonly findings: readonly { readonly file: string; readonly startLine: number }[];
    readonly summary: { readonly incomplete: readonly unknown[] };
  };
  expect(report.summary.incomplete).toEqual([]);
  return report.findings.map(({ file, startLine }) => `${file}:${startLine}`).sort();
}
const all = shapes.map(({ path }) => `${path}:${lineOf(path)}`).sort();

test('a commit is blocked for the last row of each, and for nothing else', () => {
  expect(repo.commitBlocks().out).toContain('15 findings in 15 files');
  expect(places('--staged')).toEqual(all);
});

test('a push is blocked for them', () => {
  repo.past('commit', '-q', '-m', 'after');
  expect(repo.blocks(['push', '-q', 'origin', 'main']).out).toContain('15 findings in 15 files');
});

test('a scan finds them beside the old rows', () => {
  const found = new Set(places());
  expect(all.filter((place) => !found.has(place))).toEqual([]);
  expect(found.size).toBe(all.length + 250);
});

test('rows that never close take linear time, and what is left out is reported', () => {
  const path = folder();
  const open = new Repo(path);
  open.write('open.sql', `INSERT INTO a (password) VALUES ('\n`.repeat(20_000));
  const done = open.run([cli, 'scan', '--no-git', '--format', 'json', '.'], { command: process.execPath });
  expect(done.status).toBe(2);
  expect(done.stdout).toContain('out of time');
});
