// `fix`, through real git: literal → reference, value → .env, name → .env.example, the staged hunk only, and not one byte of other work lost.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withName, withValue } from '../../src/commands/fix/dotenv.ts';
import { edited } from '../../src/commands/fix/edit.ts';
import { replacementFor } from '../../src/commands/fix/replace.ts';
import { Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const cli = join(import.meta.dirname, '../../dist/cli.js');
const made = (): string => `k${randomBytes(12).toString('hex')}Zq4x`;

/** A guarded repository that ignores `.env`. */
function guarded(): Repo {
  const repo = Repo.make();
  repo.stage('.gitignore', '.env\n.env.*\n!.env.example\n');
  repo.past('commit', '-q', '-m', 'ignore');
  return repo;
}
function fixes(repo: Repo, value: string, ...args: string[]): { status: number | null; said: string } {
  const done = repo.run([cli, 'fix', ...args], { command: process.execPath });
  expect(done.out).not.toContain(value);
  return { status: done.status, said: done.out };
}
const staged = (repo: Repo, path: string): string => repo.run(['show', `:${path}`], { gitShows: true }).stdout;

const cases: readonly (readonly [path: string, before: string, after: string])[] = [
  ['src/a.ts', "export const dbPassword = '%';\n", 'export const dbPassword = process.env.DB_PASSWORD;\n'],
  ['a.mjs', 'client.login({ apiKey: "%", retries: 3 });\r\n', 'client.login({ apiKey: process.env.API_KEY, retries: 3 });\r\n'],
  ['a.py', 'import os\n\napi_key = "%"\n', 'import os\n\napi_key = os.environ["API_KEY"]\n'],
  ['b.py', '"""Doc."""\nfrom x import y\napi_key = "%"\n', '"""Doc."""\nimport os\nfrom x import y\napi_key = os.environ["API_KEY"]\n'],
  ['a.rb', "api_key = '%'\n", 'api_key = ENV.fetch("API_KEY")\n'],
  ['main.go', 'package main\n\nimport "os"\n\nvar apiKey = "%"\n', 'package main\n\nimport "os"\n\nvar apiKey = os.Getenv("API_KEY")\n'],
  ['A.java', 'class A {\n  String apiKey = "%";\n}\n', 'class A {\n  String apiKey = System.getenv("API_KEY");\n}\n'],
  ['run.sh', '#!/bin/sh\nexport API_KEY=%\n', '#!/bin/sh\nexport API_KEY="${API_KEY:?}"\n'],
  ['src/a.jsx', 'export const A = () => <Login apiKey="%" />;\n', 'export const A = () => <Login apiKey={process.env.API_KEY} />;\n'],
  ['lib/a.exs', 'config :app, api_key: "%"\n', 'config :app, api_key: System.fetch_env!("API_KEY")\n'],
  ['a.ps1', "$apiKey = '%'\n", '$apiKey = $env:API_KEY\n'],
  ['config/database.yml', 'production:\n  password: %\n', 'production:\n  password: <%= ENV.fetch("PRODUCTION_PASSWORD") %>\n'],
  ['src/main/resources/application.yml', 'mail:\n  password: %\n', 'mail:\n  password: ${MAIL_PASSWORD}\n'],
  ['compose.yaml', 'services:\n  db:\n    environment:\n      DB_PASSWORD: "%"\n', 'services:\n  db:\n    environment:\n      DB_PASSWORD: "${DB_PASSWORD}"\n'],
  [
    'c.py',
    '#!/usr/bin/env python3\n"""Doc."""\nfrom __future__ import annotations\n\napi_key = "%"\n',
    '#!/usr/bin/env python3\n"""Doc."""\nfrom __future__ import annotations\n\nimport os\n\napi_key = os.environ["API_KEY"]\n',
  ],
  ['key.go', 'package main\n\nconst apiKey = "%"\n', 'package main\n\nimport "os"\n\nvar apiKey = os.Getenv("API_KEY")\n'],
  [
    'cmd/server.go',
    'package main\n\nimport (\n\t"fmt"\n)\n\nvar apiKey = "%"\n',
    'package main\n\nimport (\n\t"os"\n\t"fmt"\n)\n\nvar apiKey = os.Getenv("API_KEY")\n',
  ],
  ['A.kt', 'const val API_KEY = "%"\n', 'val API_KEY = System.getenv("API_KEY")\n'],
  ['A.cs', 'class A {\r\n  string apiKey = "%";\r\n}', 'class A {\r\n  string apiKey = System.Environment.GetEnvironmentVariable("API_KEY");\r\n}'],
];

describe('fix', () => {
  describe('in every language', () => {
    const repo = guarded();
    const value = made();
    for (const [path, before] of cases) repo.stage(path, before.replace('%', value));
    const { status, said } = fixes(repo, value);

    test.each(cases)('%s', (path, _before, after) => {
      expect(staged(repo, path)).toBe(after);
      expect(repo.read(path)).toBe(after);
    });
    test('all of it is replaced, the values stand in .env, and the commit passes', () => {
      expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining(`${cases.length} of ${cases.length} replaced`) as unknown });
      for (const name of ['API_KEY', 'DB_PASSWORD', 'PRODUCTION_PASSWORD', 'MAIL_PASSWORD'])
        expect(repo.read('.env').split('\n')).toContain(`${name}=${value}`);
      expect(staged(repo, '.env.example')).toMatch(/^(?:[A-Z_]+=\n){4}$/);
      if (process.platform !== 'win32') expect(statSync(join(repo.top, '.env')).mode & 0o777).toBe(0o600);
      repo.commitAllows();
      expect(repo.git('status', '--porcelain')).toBe('');
    });
  });

  test('a password in a URL: the whole URL goes', () => {
    const repo = guarded();
    const value = made();
    const url = `${['postgres', '://shop:'].join('')}${value}@db.internal:5432/shop?sslmode=require`;
    repo.stage('src/db.ts', `export const pool = connect('${url}', 5);\n`);
    repo.commitBlocks();
    expect(fixes(repo, value)).toMatchObject({ status: 0 });
    expect(staged(repo, 'src/db.ts')).toBe('export const pool = connect(process.env.DATABASE_URL, 5);\n');
    expect(repo.read('.env')).toBe(`DATABASE_URL='${url}'\n`);
    repo.commitAllows();
  });

  test('only what is staged is staged: other changes of the work tree stay as they are, byte for byte', () => {
    const repo = guarded();
    const value = made();
    const line = `const apiKey = '${value}';\n`;
    repo.stage('a.js', `one\n${line}two\n`);
    repo.write('a.js', `one\n${line}two\n\u00ff not staged\r\nthree`);
    repo.write('.env', 'OTHER=1');
    repo.write('.env.example', 'MINE=\n# a note\n');
    expect(fixes(repo, value).status).toBe(0);
    expect(staged(repo, 'a.js')).toBe('one\nconst apiKey = process.env.API_KEY;\ntwo\n');
    expect(readFileSync(join(repo.top, 'a.js'), 'utf8')).toBe('one\nconst apiKey = process.env.API_KEY;\ntwo\n\u00ff not staged\r\nthree');
    expect(repo.read('.env')).toBe(`OTHER=1\nAPI_KEY=${value}\n`);
    expect(repo.read('.env.example')).toBe('MINE=\n# a note\nAPI_KEY=\n');
    expect(staged(repo, '.env.example')).toBe('API_KEY=\n');
    repo.commitAllows();
  });

  test('--dry-run writes nothing', () => {
    const repo = guarded();
    const value = made();
    repo.stage('a.js', `const apiKey = '${value}';\n`);
    const before = repo.git('ls-files', '-s');
    const { status, said } = fixes(repo, value, '--dry-run');
    expect(status).toBe(0);
    expect(said).toContain('nothing was written');
    expect(said).toContain('process.env.API_KEY');
    expect(repo.git('ls-files', '-s')).toBe(before);
    expect(existsSync(join(repo.top, '.env'))).toBe(false);
    expect(existsSync(join(repo.top, '.env.example'))).toBe(false);
  });

  test('where it is not safe nothing is written, and it is said why', () => {
    const repo = guarded();
    const value = made();
    repo.stage('a.rs', `let api_key = "${value}";\n`);
    repo.stage('b.js', `// const apiKey = '${value}';\n`);
    repo.stage('c.py', `api_key = f"${value}"\n`);
    const before = repo.git('ls-files', '-s');
    const { status, said } = fixes(repo, value);
    expect(status).toBe(1);
    expect(said.replace(/\s+/g, ' ')).toContain('a.rs:1:16 no safe replacement for this kind of file');
    expect(said.replace(/\s+/g, ' ')).toContain('inside a comment');
    expect(repo.git('ls-files', '-s')).toBe(before);
    expect(existsSync(join(repo.top, '.env'))).toBe(false);
  });

  test('the value goes nowhere where git would take it up: .env not ignored, tracked, or a link', () => {
    const value = made();
    const open = Repo.make();
    open.stage('a.js', `const apiKey = '${value}';\n`);
    const before = open.read('a.js');
    expect(fixes(open, value)).toMatchObject({ status: 2, said: expect.stringContaining('git does not ignore .env') as unknown });
    expect(open.read('a.js')).toBe(before);
    expect(existsSync(join(open.top, '.env'))).toBe(false);
    const linked = guarded();
    linked.write('outside', 'x');
    symlinkSync(join(linked.top, 'outside'), join(linked.top, '.env'));
    linked.stage('a.js', `const apiKey = '${value}';\n`);
    expect(fixes(linked, value)).toMatchObject({ status: 2 });
    expect(linked.read('outside')).toBe('x');
  });

  test('one value twice has one name, two values under one name have two', () => {
    const repo = guarded();
    const [one, two] = [made(), made()];
    repo.stage('a.js', `const apiKey = '${one}';\n`);
    repo.stage('b.js', `const apiKey = '${one}';\n`);
    repo.stage('c.js', `const apiKey = '${two}';\n`);
    expect(fixes(repo, one).said).not.toContain(two);
    expect(repo.read('.env')).toBe(`API_KEY=${one}\nAPI_KEY_2=${two}\n`);
    expect(staged(repo, 'c.js')).toBe('const apiKey = process.env.API_KEY_2;\n');
    repo.commitAllows();
  });
});

test.each([
  ['a.ts', `const t = 'x' + '@';`, 'edits'],
  ['a.ts', `const t = 'Bearer @';`, 'part'],
  ['a.tsx', `<Login token="@" />`, 'edits'],
  ['a.jsx', `  token="@"`, 'constant'],
  ['a.exs', `config :app, token: "@"`, 'edits'],
  ['a.ps1', `$token = '@'`, 'edits'],
  ['config/database.yml', `  password: "@"`, 'edits'],
  ['values.yaml', `  password: "@"`, 'language'],
  ['messages.properties', `password=@`, 'language'],
  ['a.ts', `type T = '@';`, 'constant'],
  ['a.ts', `const m = { '@': 1 };`, 'key'],
  ['a.ts', `const t = on ? '@' : '';`, 'edits'],
  ['a.py', `t = """@"""`, 'part'],
  ['a.py', `t = "@"`, 'edits'],
  ['a.py', `'''\nimport x\nt = "@"`, 'import'],
  ['a.go', `const t = "@"`, 'import'],
  ['a.go', `package a\n\nconst t = "@" + x`, 'edits'],
  ['a.go', `package a\n\nconst a, t = 1, "@"`, 'constant'],
  ['a.go', `package a\n\nfunc f() {\n\tconst (\n\t\tt = "@"\n\t)\n}`, 'constant'],
  ['a.go', `package a\n\nimport os "x/y"\n\nvar t = "@"`, 'import'],
  ['a.kt', `  const val a = 1; val t = "@"`, 'constant'],
  ['a.php', `private $t = '@';`, 'constant'],
  ['a.sh', `curl -u me:@ x`, 'part'],
  ['a.json', `{ "t": "@" }`, 'language'],
  ['.github/workflows/a.yml', `t: "@"`, 'language'],
])('%s %s: %s', (path, line, what) => {
  const text = line.replace('@', 'q1w2e3r4t5');
  const start = text.indexOf('q1w2');
  const result = replacementFor(path, text, start, start + 10, 'NAME');
  expect('obstacle' in result ? result.obstacle : 'edits').toBe(what);
});

test('edits touch nothing outside of their span', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), fc.stringMatching(/^[a-z0-9]{8,20}$/), (left, right, value) => {
      const text = `${left}\nconst a = '${value}';\n${right}`;
      const start = left.length + 12;
      const result = replacementFor('a.js', text, start, start + value.length, 'A_B');
      expect('edits' in result && edited(text, result.edits)).toBe(`${left}\nconst a = process.env.A_B;\n${right}`);
    }),
  );
});

test('.env: a line is added, none is changed; what no quotes hold is refused', () => {
  expect(withValue('A=1\r\n', 'B', 'x y')).toEqual({ text: "A=1\r\nB='x y'\r\n", name: 'B' });
  expect(withValue('export B = 1\n', 'B', '2')).toEqual({ text: 'export B = 1\nB_2=2\n', name: 'B_2' });
  expect(withValue('B=2\n', 'B', '2')).toEqual({ text: 'B=2\n', name: 'B' });
  expect(withValue('', 'B', `a'b"c`)).toBeUndefined();
  expect(withValue('', 'B', 'a\nb')).toBeUndefined();
  expect(withName('A=\n', 'A')).toBe('A=\n');
  expect(withName('A=', 'B')).toBe('A=\nB=\n');
});
