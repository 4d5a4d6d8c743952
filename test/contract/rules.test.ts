// C11 to C13 through real git: incidents, the floor, and changes of the rules themselves.
import { describe, expect, test } from '@jest/globals';
import { Repository, secret } from './repository.ts';

const policy = (more: object = {}): string => `${JSON.stringify({ version: 1, ...more }, null, 2)}\n`;
const file = '.secrets-hooks/policy.json';
const fingerprintIn = (said: string): string => /v1[fs]-[0-9a-f]{32}/.exec(said)?.[0] ?? '';

describe('C12 and C13: the rules', () => {
  test('a policy that tries to switch off the floor is refused with the row', () => {
    const at = new Repository();
    for (const rules of [{ 'dotenv-file': { enabled: false } }, { 'private-key': { severity: 'low' } }, { 'ignored-file': { enabled: false } }]) {
      const { passed, said } = at.commit({ [file]: policy({ rules }) });
      expect(passed).toBe(false);
      expect(said).toMatch(/contract's row C\d/);
    }
    at.end();
  });
  test('adoption passes without papers; weakening is named and refused; tightening needs papers', () => {
    const at = new Repository();
    expect(at.commit({ [file]: policy() }).passed).toBe(true);
    const off = at.commit({ [file]: policy({ rules: { 'generic-password': { enabled: false } } }) });
    expect(off.passed).toBe(false);
    expect(off.said).toContain('a rule is turned off (generic-password)');
    expect(at.commit({ [file]: policy({ refuse: 'high' }) }).said).toContain('raised (medium → high)');
    expect(at.commit({ [file]: policy({ refuse: 'low' }) }).said).toContain('without an ADR');
    expect(at.commit({ [file]: policy({ refuse: 'low' }), 'docs/adr/0001-low.md': '# Low\n', 'docs/rules.md': '# Rules\n' }).passed).toBe(true);
    expect(at.commit({ 'SECRETS_MANAGEMENT.md': '# Contract, changed\n' }).passed).toBe(false);
    at.git('rm', '-q', file);
    expect(at.commit({}).passed).toBe(false);
    at.end();
  });
  test('who loosens the policy in the commit that brings the secret is judged by what stood before', () => {
    const at = new Repository({ [file]: policy() });
    const { passed, said } = at.commit({
      [file]: policy({ rules: { 'generic-password': { enabled: false } } }),
      'docs/adr/0001.md': '# x\n',
      'docs/x.md': 'x\n',
      'a.ts': `const password = '${secret()}';\n`,
    });
    expect(passed).toBe(false);
    expect(said).toContain('generic-password');
    expect(said).toContain('a.ts:1');
    at.end();
  });
  test('an allow entry with reason, owner, expiry and ADR lets one value through, and no other', () => {
    const at = new Repository({ [file]: policy() });
    const value = secret();
    const print = fingerprintIn(at.commit({ 'a.ts': `const password = '${value}';\n` }).said);
    expect(at.run('allow', print, '--reason', 'short', '--expires', '2999-01-01').status).toBe(2);
    expect(at.run('allow', print, '--reason', 'a test vector of ours', '--expires', '2020-01-01').status).toBe(2);
    const days = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(at.run('allow', print, '--reason', 'a test vector of ours', '--expires', days)).toMatchObject({ status: 0 });
    at.git('add', file);
    at.write({ 'docs/adr/0001-allow.md': '# Allow\n' });
    at.git('add', 'docs');
    expect(at.commit({}).passed).toBe(true);
    expect(at.commit({ 'a.ts': `const password = '${value}';\n` }).passed).toBe(true);
    expect(at.commit({ 'a.ts': `const password = '${secret()}';\n` }).passed).toBe(false);
    at.end();
  });
});

describe('C11: an incident from refusal to closing', () => {
  test('the value is refused for ever, the frozen path until it is closed, no step is skipped', () => {
    const at = new Repository({ [file]: policy() });
    const value = secret();
    const print = fingerprintIn(at.commit({ 'deploy/a.ts': `const password = '${value}';\n` }).said);
    expect(at.run('incident', 'open', print, '--rule', 'generic-password', '--file', 'deploy/a.ts', '--freeze', 'deploy/').status).toBe(0);
    at.git('add', '.secrets-hooks');
    expect(at.commit({}).passed).toBe(true);
    const id = /INC-\d{8}-[0-9a-f]{8}/.exec(at.run('incident', 'list').out)?.[0] ?? '';
    expect(at.commit({ 'deploy/b.ts': 'export {};\n' }).said).toContain(`Frozen by ${id}`);
    expect(at.commit({ 'elsewhere.yml': `password: ${value}\n` }).said).toContain('compromised');
    expect(at.run('incident', 'close', id, '--text', 'closing it too soon').status).toBe(2);
    for (const [verb, text] of [
      ['rotate', 'rotated at the provider'],
      ['root-cause', 'it stood in a notebook'],
      ['close', 'access is enabled again'],
    ] as const) {
      expect(at.run('incident', verb, id, '--text', text).status).toBe(0);
      at.git('add', '.secrets-hooks');
      expect(at.commit({}).passed).toBe(true);
    }
    expect(at.commit({ 'deploy/b.ts': 'export {};\n' }).passed).toBe(true);
    expect(at.commit({ 'elsewhere.yml': `password: ${value}\n` }).said).toContain('compromised');
    expect(at.run('incident', 'show', id).out).toContain('Rotation:');
    at.git('rm', '-q', '-r', '.secrets-hooks/incidents');
    expect(at.commit({}).said).toContain('only grows');
    at.end();
  });
  test('two clones add to the ledger and merge without a conflict', () => {
    const at = new Repository();
    for (const branch of ['one', 'two']) {
      at.git('checkout', '-q', '-b', branch, 'main');
      expect(at.run('incident', 'open', `v1f-${(branch === 'one' ? 'a' : 'b').repeat(32)}`, '--rule', 'private-key').status).toBe(0);
      at.git('add', '.secrets-hooks');
      expect(at.commit({}).passed).toBe(true);
    }
    at.git('merge', '-q', 'one', '-m', 'Both');
    expect(at.run('incident', 'list').out.match(/INC-/g)).toHaveLength(2);
    at.end();
  });
});
