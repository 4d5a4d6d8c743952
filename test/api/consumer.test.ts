// What other programs import, as they import it: from the built package, as an ES module and as CommonJS.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const password = `${randomBytes(9).toString('base64url')}9z`;
/** A repository's folder, as far as a policy on disk needs one. */
const extending = mkdtempSync(join(tmpdir(), 'api-'));
mkdirSync(join(extending, '.secrets-hooks'));
writeFileSync(join(extending, '.secrets-hooks/base.json'), '{ "version": 1, "refuse": "high" }\n');
writeFileSync(join(extending, '.secrets-hooks/policy.json'), '{ "version": 1, "extends": "./base.json" }\n');
afterAll(() => {
  rmSync(extending, { recursive: true, force: true });
});
const body = (load: string): string => `
${load}
const text = 'DATABASE_URL=postgres://app:' + process.env.CANARY + '@db.internal/app';
const seen = await api.scanText(text, 'config.sh');
const loaded = api.loadPolicy('{ "version": 1, "refuze": "low" } // comment');
const extending = '{ "version": 1, "extends": "./base.json" }';
const bases = api.policyBases(extending);
const extended = api.loadPolicy(extending, new Map([[bases[0], '{ "version": 1, "refuse": "low" }']]));
const disk = await api.readPolicy(process.cwd());
console.log(JSON.stringify({ bases, extended, none: api.loadPolicy(extending).problems, disk, seen, problems: loaded.problems, rules: api.rulesOf().length, explained: await api.explainPolicy('deploy/.env') }));`;

test.each([
  ['ES module', ['--input-type=module', '-e', body(`const api = await import(${JSON.stringify(`file://${join(root, 'dist/api.js')}`)});`)]],
  ['CommonJS', ['-e', `(async () => {${body(`const api = require(${JSON.stringify(join(root, 'dist/api.cjs'))});`)}})()`]],
])('%s', (_, args) => {
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: extending, env: { ...process.env, CANARY: password } });
  expect(out).not.toContain(password);
  const said = JSON.parse(out) as {
    seen: { findings: { ruleId: string; message: string }[]; unread: unknown[] };
    problems: { line: number; column: number; wayOut: string }[];
    rules: number;
    bases: string[];
    extended: { policy: { refuse: string } };
    none: { problem: string }[];
    disk: { policy: { refuse: string } };
    explained: { refuse: string; rules: string[]; byName: { id: string }[]; off: string[] };
  };
  expect(said.seen).toMatchObject({ findings: [{ ruleId: 'database-connection-url', message: expect.stringContaining('password') as unknown }], unread: [] });
  expect(said.problems).toEqual([expect.objectContaining({ line: 1, column: 17, wayOut: 'Did you mean "refuse"?' })]);
  expect(said.bases).toEqual(['.secrets-hooks/base.json']);
  expect(said.extended.policy.refuse).toBe('low');
  expect(said.none).toEqual([expect.objectContaining({ problem: '.secrets-hooks/base.json is not there' })]);
  expect(said.disk.policy.refuse).toBe('high');
  expect(said.rules).toBeGreaterThan(400);
  expect(said.explained).toMatchObject({ refuse: 'medium', byName: [{ id: 'dotenv-file' }], off: [] });
  expect(said.explained.rules).toContain('private-key');
});
