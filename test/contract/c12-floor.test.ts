// Contract row C12: this document overrides implementation. The floor cannot be switched off, and nothing is let through with the change that would let it.
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { allowing, password, policyPath, Repository } from './pushing-repository.ts';

let here: Repository;
beforeEach(() => {
  here = new Repository();
  here.slip({ [policyPath]: { version: 1 }, 'readme.txt': 'hello\n' });
});
afterEach(() => {
  here.remove();
});

const papers = { 'docs/adr/0001-why.md': '# Why\n', 'docs/policy-of-ours.md': 'What changes.\n' };
const fingerprintIn = (said: string): string => /v1[fs]-[0-9a-f]{32}/.exec(said)?.[0] ?? '';

describe('C12: refused', () => {
  test.each([
    ['turning the environment file rule off', { rules: { 'dotenv-file': { enabled: false } } }, 'C5.1b'],
    ['lowering it', { rules: { 'dotenv-file': { severity: 'low' } } }, 'C5.1b'],
    ['turning the rule of ignored files off', { rules: { 'ignored-file': { enabled: false } } }, 'C5.2'],
    ['turning private keys off', { rules: { 'private-key': { enabled: false } } }, 'C4.1a'],
  ])('%s names the row', (_, change, row) => {
    here.write({ [policyPath]: { version: 1, ...change } });
    const checked = here.secretsHooks('policy', 'check');
    expect(checked.status).toBe(2);
    expect(checked.said).toContain(row);
    expect(here.commit({ [policyPath]: { version: 1, ...change }, ...papers }).status).not.toBe(0);
  });

  test('an allow entry for a private key that parses', () => {
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const refused = here.commit({ 'notes.txt': key });
    here.git('reset', '-q', '--hard');
    here.slip({ [policyPath]: { version: 1, allow: [allowing(fingerprintIn(refused.said))] } });
    const again = here.commit({ 'notes.txt': key });
    expect(again).toMatchObject({ status: 1, said: expect.stringContaining('C4.1a') as unknown });
  });

  test('an allow entry for an environment file', () => {
    expect(here.commit({ '.env': 'A=b\n' }).status).toBe(1);
    const print = fingerprintIn(here.secretsHooks('scan', '--staged', '--format', 'json').said);
    here.git('reset', '-q', '--hard');
    here.slip({ [policyPath]: { version: 1, allow: [allowing(print)] } });
    expect(here.commit({ '.env': 'A=b\n' }).status).toBe(1);
    expect(here.secretsHooks('scan')).toMatchObject({ status: 1 });
  });

  test('an exception that comes in the same commit as the secret', () => {
    const line = `db_password = "${password()}"\n`;
    const refused = here.commit({ 'app.py': line });
    const change = { version: 1, allow: [allowing(fingerprintIn(refused.said))] };
    expect(here.commit({ 'app.py': line, [policyPath]: change, ...papers }).status).toBe(1);
  });

  test('an exception that comes with the very first policy and the secret', () => {
    here.git('rm', '-q', '-f', policyPath);
    here.git('commit', '-q', '--no-verify', '-m', 'No policy');
    const line = `db_password = "${password()}"\n`;
    const refused = here.commit({ 'app.py': line });
    const head = here.head;
    const change = { version: 1, allow: [allowing(fingerprintIn(refused.said))] };
    expect(here.commit({ 'app.py': line, [policyPath]: change }).status).toBe(1);
    expect(here.commit({ 'app.py': line, [policyPath]: change, ...papers }).status).toBe(1);
    expect(here.head).toBe(head);
  });

  test('a rule of one’s own that only warns, laid over a password', () => {
    const quiet = { id: 'quiet', title: 'Quiet rule', severity: 'low', keywords: ['password'], pattern: '"([^"]+)"' };
    here.slip({ [policyPath]: { version: 1, custom: [quiet] } });
    expect(here.commit({ 'app.py': `db_password = "${password()}"\n` }).status).toBe(1);
  });

  test('a rule of one’s own under the id of one of the product', () => {
    const taken = { id: 'private-key', title: 'Mine', severity: 'low', keywords: ['nothing'], pattern: 'nothing' };
    here.write({ [policyPath]: { version: 1, custom: [taken] } });
    expect(here.secretsHooks('policy', 'check').status).toBe(2);
  });
});

describe('C12: let through', () => {
  test('a rule made stricter', () => {
    expect(here.commit({ [policyPath]: { version: 1, rules: { 'dotenv-file': { severity: 'critical' } } }, ...papers }).status).toBe(0);
  });

  test('a policy with comments and nothing in it', () => {
    expect(here.commit({ [policyPath]: '// ours\n{ "version": 1, }\n' }).status).toBe(0);
  });

  test('a value that a landed exception names', () => {
    const line = `db_password = "${password()}"\n`;
    const refused = here.commit({ 'app.py': line });
    here.git('reset', '-q', '--hard');
    const change = { version: 1, allow: [allowing(fingerprintIn(refused.said))] };
    expect(here.commit({ [policyPath]: change, ...papers })).toMatchObject({ status: 0 });
    expect(here.commit({ 'app.py': line })).toMatchObject({ status: 0 });
  });
});
