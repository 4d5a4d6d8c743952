// Ways of a developer who brings a secret and, in the same commit, what should let it through. None helps; what a hook cannot see, the push or the server does.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Outcome } from './repository.ts';
import { Rig } from './rows/case.ts';
import { privateKey, secret } from './rows/samples.ts';

const file = '.secrets-hooks/policy.json';
const policy = (more: object = {}): string => `${JSON.stringify({ version: 1, salt: 'ab12'.repeat(8), ...more })}\n`;
const papers = { 'docs/adr/0009-why.md': '# Why\n', 'docs/rules.md': 'What changes.\n', 'SECRETS_MANAGEMENT.md': '# Anything goes\n' };
const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const value = secret();
const line = { 'a.ts': `const password = '${value}';\n` };
const print = (said: string): string => /v1[fs]-[0-9a-f]{32}/.exec(said)?.[0] ?? '';
const own = { id: 'mine', title: 'Mine', severity: 'low', keywords: ['password'], pattern: "'([^']+)'" };

let at: Rig;
beforeEach(() => {
  at = new Rig({ [file]: policy(), '.gitignore': '*.pem\n', 'docs/adr/0001.md': '# First\n', 'SECRETS_MANAGEMENT.md': '# Rules\n' });
});
afterEach(() => {
  at.end();
});

const refused = ({ passed, said }: Outcome, ...names: readonly string[]): void => {
  const plain = said.replace(/\s+/g, ' ');
  expect({ passed, plain }).toMatchObject({ passed: false });
  for (const name of names) expect(plain).toContain(name);
  expect(said).not.toContain(value);
};

describe('In the same commit as the secret', () => {
  test.each([
    ['1, a rule turned off in the policy', { rules: { 'generic-password': { enabled: false } } }, 'turned off'],
    ['2, its severity lowered', { rules: { 'generic-password': { severity: 'low' } } }, 'severity is lowered'],
    ['3, the level raised that is refused', { refuse: 'critical' }, 'raised'],
    ['4, a rule of one’s own that only warns, laid over it', { custom: [own] }, 'generic-password'],
    ['5, defaults taken from a schema of one’s own', { $schema: './own.schema.json' }, 'generic-password'],
    ['6, the salt changed, so that nothing is remembered', { salt: 'cd34'.repeat(8) }, 'the salt is changed'],
  ])('way %s', (_, change, words) => {
    const schema = { '.secrets-hooks/own.schema.json': '{"properties": {"refuse": {"default": "critical"}}}\n' };
    refused(at.commit({ ...line, ...papers, ...schema, [file]: policy(change) }), 'a.ts:1', words);
  });
  test('way 7, an allow entry for it, with an ADR', () => {
    const entry = { fingerprint: print(at.commit(line).said), reason: 'Because I say so', owner: 'Me', expires: later };
    refused(at.commit({ ...line, ...papers, [file]: policy({ allow: [entry] }) }), 'a.ts:1');
  });
  test('way 8, the policy taken away, or made a folder', () => {
    at.git('rm', '-q', file);
    refused(at.commit(line), 'taken away');
    at.git('rm', '-q', file);
    refused(at.commit({ ...line, [`${file}/x`]: '{}' }), 'a.ts:1');
  });
  test('way 9, attributes that call the file binary, or filter it', () => {
    refused(at.commit({ ...line, '.gitattributes': '*.ts binary -diff -text\n* filter=hide diff=hide\n' }), 'a.ts:1');
  });
  test('way 10, an ignore rule that takes a pattern back, and the key with it', () => {
    refused(at.commit({ '.gitignore': '*.pem\n!my.pem\n', 'my.pem': privateKey() }), 'my.pem', 'C5.2');
  });
});

describe('The ledger in the same commit', () => {
  beforeEach(() => {
    at.run('incident', 'open', print(at.commit(line).said), '--rule', 'generic-password', '--freeze', 'deploy/');
    at.git('add', '.secrets-hooks');
    at.git('commit', '-q', '--no-verify', '-m', 'Open');
  });
  test('way 11, the incident’s entry taken out with the reuse', () => {
    at.git('rm', '-q', '-r', '.secrets-hooks/incidents');
    refused(at.commit(line), 'compromised', 'only grows');
  });
  test('way 12, all steps recorded at once, and what is frozen changed with them', () => {
    const id = /INC-\S+/.exec(at.run('incident', 'list').out)?.[0] ?? '';
    for (const verb of ['rotate', 'root-cause', 'close']) at.run('incident', verb, id, '--text', 'done as it should be');
    at.git('add', '.secrets-hooks');
    refused(at.commit({ 'deploy/a.ts': 'export {};\n' }), 'Frozen by');
  });
});

describe('The hook file', () => {
  const shim = (name: string, first = ''): Record<string, string> => ({ [`.husky/${name}`]: `#!/bin/sh\n${first}npx secrets-hooks run ${name} "$@"\n` });
  test('way 13, its call taken out, commented out, or behind an early end: refused where a hook still runs', () => {
    at.slip({ ...shim('pre-commit'), ...shim('pre-push') });
    refused(at.commit({ '.husky/pre-commit': '#!/bin/sh\nexit 0\n' }), 'no longer calls');
    refused(at.commit({ '.husky/pre-commit': '#!/bin/sh\n# npx secrets-hooks run pre-commit\n' }), 'no longer calls');
    refused(at.commit(shim('pre-push', 'exit 0\n')), 'no longer calls');
    at.git('rm', '-q', '.husky/pre-push');
    refused(at.commit({}), 'taken away');
    expect(at.commit(shim('pre-commit', 'npm run lint\n'))).toMatchObject({ passed: true });
  });
  test('way 14, its call taken out where git runs it: caught at push', () => {
    refused(
      at.pushed(() => at.slip({ ...line, '.husky/pre-commit': '#!/bin/sh\nexit 0\n' })),
      'a.ts:1',
    );
  });
  test('way 15, all hooks out of force: caught on the server', () => {
    at.slip(shim('pre-commit'));
    at.git('push', '-q', '--no-verify', 'origin', 'main');
    at.hook(at.remote, 'pre-receive', true);
    at.git('config', 'core.hooksPath', '/dev/null');
    refused(
      at.pushed(() => at.slip({ ...line, '.husky/pre-commit': '#!/bin/sh\nexit 0\n' })),
      'a.ts:1',
      'no longer calls',
    );
  });
});
