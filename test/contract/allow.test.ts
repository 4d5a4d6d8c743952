// Allow entries: by value or by rule and path; expired, unused and too broad ones are reported, those that end are told fourteen days ahead.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { privateKey, secret } from './rows/samples.ts';
import { Repository } from './repository.ts';

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const file = '.secrets-hooks/policy.json';
const entry = (about: object, ahead = 100): object => ({ ...about, reason: 'Because a test says so', owner: 'Ada', expires: day(ahead) });
const policy = (...allow: readonly object[]): Record<string, string> => ({ [file]: JSON.stringify({ version: 1, allow }) });
const line = (): string => `password = "${secret()}"\n`;

let at: Repository;
beforeAll(() => {
  at = new Repository();
});
afterAll(() => {
  at.end();
});
/** Puts a policy in force. */
const land = (...allow: readonly object[]): void => {
  at.write(policy(...allow));
  at.git('add', '-A', '-f');
  at.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'Policy');
};
const scoped = { rule: 'generic-password', path: 'vectors/*.py' };

describe('By rule and path', () => {
  test('it lets through what it names, and nothing beside it', () => {
    land(entry(scoped));
    expect(at.commit({ 'vectors/a.py': line() })).toMatchObject({ passed: true });
    expect(at.commit({ 'vectors/deep/a.py': line() })).toMatchObject({ passed: false });
    expect(at.commit({ 'src/a.py': line() })).toMatchObject({ passed: false });
    expect(at.commit({ 'vectors/b.py': privateKey() })).toMatchObject({ passed: false });
  });
  test.each(['**', '*', 'src/', '**/*.py', 'src/**'])('%s is too broad', (path) => {
    const refused = at.commit(policy(entry({ rule: 'generic-password', path })));
    expect(refused.passed).toBe(false);
    expect(refused.said).toContain('too broad');
  });
});

describe('What is reported', () => {
  test('an entry that ends within fourteen days: by the hook, by `allow list`, by `doctor`', () => {
    land(entry(scoped, 10));
    expect(at.commit({ 'vectors/c.py': line() }).said).toMatch(/ends|expires/);
    expect(at.run('allow', 'list').out).toContain('ends within 14 days');
    expect(at.run('doctor').out).toContain('14 days');
  });
  test('fifteen days ahead it is silent', () => {
    land(entry(scoped, 15));
    expect(at.commit({ 'vectors/d.py': line() }).said).not.toMatch(/ends|expires/);
  });
  test('an expired one lets nothing through, and is told', () => {
    land(entry(scoped, -1));
    expect(at.commit({ 'vectors/e.py': line() }).passed).toBe(false);
    expect(at.run('allow', 'list').out).toContain('expired');
    expect(at.run('allow', 'prune').out).toContain('1 expired');
  });
  test('an unused one, and one that lets more than ten values through', () => {
    at.write(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`vectors/many-${n}.py`, line()])));
    land(entry(scoped), entry({ fingerprint: `v1f-${'0'.repeat(32)}` }));
    const listed = at.run('allow', 'list').out;
    expect(listed).toContain('too broad');
    expect(listed).toContain('lets nothing through');
  });
});
