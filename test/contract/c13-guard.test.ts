// Contract row C13: a change of the rules is documented, has an ADR, and weakens nothing. Shown on commits, pushes and a server.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { allowing, day, fingerprint, policyPath, Repository } from './pushing-repository.ts';

const one = fingerprint();
const own = { id: 'acme-token', title: 'Token of Acme', keywords: ['acme'], pattern: 'acme_([a-z0-9]{20})' };
const standing = {
  version: 1,
  allow: [allowing(one)],
  custom: [own],
  places: { stores: ['instances/*/', 'shops/*/'] },
  rules: { 'generic-token': { severity: 'high' } },
};
const adr = { 'docs/adr/0002-why.md': '# Why\n' };
const papers = { ...adr, 'docs/rules.md': 'What changes.\n' };

let here: Repository;
beforeEach(() => {
  here = new Repository();
  here.slip({ [policyPath]: standing, 'SECRETS_MANAGEMENT.md': '# Rules\n', 'docs/adr/0001-first.md': '# First\n' });
});
afterEach(() => {
  here.remove();
});

describe('C13: a weakening is named and refused, whatever papers come with it', () => {
  test.each([
    ['the level raised', { refuse: 'critical' }, 'the level that is refused is raised'],
    ['a rule turned off', { rules: { ...standing.rules, 'generic-password': { enabled: false } } }, 'a rule is turned off (generic-password)'],
    ['a severity taken back', { rules: {} }, 'a severity is lowered (generic-token: high → medium)'],
    ['an expiry put off', { allow: [allowing(one, day(60))] }, 'the end of an allow entry is put off'],
    ['an exception for ten years', { allow: [...standing.allow, allowing(fingerprint(), day(3650))] }, 'more than a year ahead'],
    ['a rule of its own taken out', { custom: [] }, 'a rule of your own is taken out (acme-token)'],
    ['its pattern changed', { custom: [{ ...own, pattern: 'acme_([a-z0-9]{40})' }] }, 'what a rule of your own looks for is changed'],
    ['a keyword taken out of it', { custom: [{ ...own, keywords: ['other'] }] }, 'what a rule of your own looks for is changed'],
    ['its severity lowered', { custom: [{ ...own, severity: 'low' }] }, 'a severity is lowered (acme-token)'],
    ['a place of stores taken out', { places: { stores: ['instances/*/'] } }, 'a place of stores'],
    ['the default place replaced', { places: { stores: ['shops/*/'] } }, 'a place of stores'],
  ])('%s', (_, change, words) => {
    const head = here.head;
    const refused = here.commit({ [policyPath]: { ...standing, ...change }, ...papers });
    expect(refused.status).toBe(1);
    expect(refused.said.replace(/\s+/g, ' ')).toContain(words);
    expect(here.head).toBe(head);
  });

  test('the policy deleted, or renamed', () => {
    here.git('mv', policyPath, 'policy.json');
    expect(here.git('commit', '-q', '-m', 'Gone')).toMatchObject({ status: 1, said: expect.stringContaining('taken away') as unknown });
  });

  test('the same fingerprint twice is no valid policy', () => {
    const twice = { ...standing, allow: [allowing(one, day(300)), allowing(one)] };
    expect(here.commit({ [policyPath]: twice, ...papers })).toMatchObject({ status: 1, said: expect.stringContaining('stands there before') as unknown });
  });
});

describe('C13: any other change needs its papers in the same commit', () => {
  const stricter = { ...standing, refuse: 'low' };

  test.each([
    ['no ADR', stricter, { 'docs/rules.md': 'x\n' }, 'without an ADR'],
    ['no documentation', stricter, adr, 'without its documentation'],
    ['an ADR that stood there before', stricter, { 'docs/adr/0001-first.md': '# Changed\n', 'docs/rules.md': 'x\n' }, 'without an ADR'],
    ['an exception without an ADR', { ...standing, allow: [...standing.allow, allowing(fingerprint())] }, {}, 'without an ADR'],
  ])('%s: refused', (_, change, files, words) => {
    expect(here.commit({ [policyPath]: change, ...files })).toMatchObject({ status: 1, said: expect.stringContaining(words) as unknown });
  });

  test('a change of the contract without an ADR: refused; with it: let through', () => {
    expect(here.commit({ 'SECRETS_MANAGEMENT.md': '# Rules\nmore\n' }).status).toBe(1);
    expect(here.commit(adr).status).toBe(0);
  });

  test.each([
    ['a stricter level', stricter, papers],
    ['a keyword more for a rule of its own', { ...standing, custom: [{ ...own, keywords: ['acme', 'acm_'] }] }, papers],
    ['an exception with an ADR', { ...standing, allow: [...standing.allow, allowing(fingerprint())] }, adr],
    ['an exception taken out', { ...standing, allow: [] }, adr],
    ['a comment', `// a comment\n${JSON.stringify(standing)}`, {}],
  ])('%s: let through', (_, change, files) => {
    expect(here.commit({ [policyPath]: change, ...files })).toMatchObject({ status: 0 });
  });
});

describe.each([
  ['pre-push', false],
  ['pre-receive, past the hook', true],
])('C13 at %s', (_, server) => {
  const weak = { ...standing, refuse: 'critical' };
  const push = (...refs: string[]) => there.git('push', '-q', ...(server ? ['--no-verify'] : []), 'origin', ...refs);
  let there: Repository;
  beforeEach(() => {
    there = new Repository(server);
    there.slip({ [policyPath]: standing, ...adr });
    expect(push('main').status).toBe(0);
    there.git('remote', 'set-head', 'origin', 'main');
  });
  afterEach(() => {
    there.remove();
  });

  test('a commit past the hooks that weakens is refused', () => {
    there.slip({ [policyPath]: weak });
    expect(push('main')).toMatchObject({ status: 1, said: expect.stringContaining('Weakened') as unknown });
  });

  test('also as the second of two refs, the first of which is innocent', () => {
    there.git('checkout', '-q', '-b', 'a');
    there.slip({ 'a.txt': 'a\n' });
    there.git('checkout', '-q', '-b', 'b', 'main');
    there.slip({ [policyPath]: weak });
    expect(push('a', 'b')).toMatchObject({ status: 1, said: expect.stringContaining('Weakened') as unknown });
    expect(there.git('ls-remote', 'origin', 'b').said).toBe('');
  });

  test('a push that takes the policy away is refused', () => {
    there.git('rm', '-q', policyPath);
    there.git('commit', '-q', '--no-verify', '-m', 'Gone');
    expect(push('main')).toMatchObject({ status: 1, said: expect.stringContaining('taken away') as unknown });
  });

  test('a change without papers, and one with them two commits later', () => {
    there.slip({ [policyPath]: { ...standing, refuse: 'low' } });
    expect(push('main').status).toBe(1);
    there.slip({ 'docs/adr/0003-low.md': '# Low\n', 'docs/rules.md': 'x\n' });
    expect(push('main')).toMatchObject({ status: 0 });
  });

  test('a branch that is older than a stricter policy goes through: it weakens nothing', () => {
    there.git('branch', 'old');
    there.slip({ [policyPath]: { ...standing, refuse: 'low' }, 'docs/adr/0003-low.md': '# Low\n', 'docs/rules.md': 'x\n' });
    expect(push('main').status).toBe(0);
    there.git('checkout', '-q', 'old');
    there.slip({ 'a.txt': 'a\n' });
    expect(push('old')).toMatchObject({ status: 0 });
  });

  test('a deleted branch and an ordinary commit go through', () => {
    there.git('checkout', '-q', '-b', 'short');
    there.slip({ 'a.txt': 'a\n' });
    expect(push('short').status).toBe(0);
    expect(push(':short')).toMatchObject({ status: 0 });
  });
});

describe('C13: adoption', () => {
  beforeEach(() => {
    here.git('rm', '-q', policyPath);
    here.git('commit', '-q', '--no-verify', '-m', 'No policy');
  });

  test('the first policy needs no ADR', () => {
    expect(here.commit({ [policyPath]: { version: 1, salt: '0'.repeat(32) } })).toMatchObject({ status: 0 });
  });

  test('a first policy that is looser than the defaults is refused', () => {
    expect(here.commit({ [policyPath]: { version: 1, refuse: 'critical' }, ...papers }).status).toBe(1);
  });

  test('a first policy with an exception needs the ADR', () => {
    const change = { version: 1, allow: [allowing(fingerprint())] };
    expect(here.commit({ [policyPath]: change }).status).toBe(1);
    expect(here.commit(adr)).toMatchObject({ status: 0 });
  });
});

describe('C13: a policy that is broken', () => {
  test('refuses everything but its repair, and the repair may not be looser than the defaults', () => {
    here.slip({ [policyPath]: '{ "version": 1, ' });
    expect(here.commit({ 'a.txt': 'a\n' })).toMatchObject({ status: 1, said: expect.stringContaining('not JSON') as unknown });
    expect(here.commit({ [policyPath]: { version: 1, refuse: 'critical' } }).status).toBe(1);
    expect(here.commit({ [policyPath]: { version: 1 } })).toMatchObject({ status: 0 });
  });
});

describe('C11 and C5.2 at push', () => {
  const step = '.secrets-hooks/incidents/INC-20260101-00000000/20260101T000000Z-open-aa.json';
  const opened = {
    version: 1,
    incident: 'INC-20260101-00000000',
    step: 'open',
    at: '2026-01-01T00:00:00Z',
    by: 'A',
    text: 'found in a log',
    fingerprint: one,
    ruleId: 'private-key',
  };

  test('a second ref that forgets a step of the ledger, or an ignore pattern, is refused', () => {
    here.slip({ [step]: opened, '.gitignore': '*.pem\n' });
    here.git('push', '-q', '--no-verify', 'origin', 'main');
    here.git('remote', 'set-head', 'origin', 'main');
    here.git('branch', 'innocent');
    here.git('checkout', '-q', 'innocent');
    here.slip({ 'a.txt': 'a\n' });
    here.git('checkout', '-q', '-b', 'forgets', 'main');
    here.git('rm', '-q', step);
    here.git('commit', '-q', '--no-verify', '-m', 'Forget');
    expect(here.git('push', '-q', 'origin', 'innocent', 'forgets')).toMatchObject({ status: 1, said: expect.stringContaining('only grows') as unknown });
    here.git('checkout', '-q', '-b', 'unignores', 'main');
    here.git('rm', '-q', '.gitignore');
    here.git('commit', '-q', '--no-verify', '-m', 'Gone');
    expect(here.git('push', '-q', 'origin', 'innocent', 'unignores')).toMatchObject({
      status: 1,
      said: expect.stringContaining('no longer be ignored') as unknown,
    });
    expect(here.git('push', '-q', 'origin', 'innocent')).toMatchObject({ status: 0 });
  });
});
