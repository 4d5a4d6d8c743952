// A policy's text: what is accepted, and where each error is said to stand.
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';

const problemsOf = (text: string) => {
  const loaded = loadPolicy(text);
  return 'problems' in loaded ? loaded.problems.map(({ line, column, problem, wayOut }) => `${line}:${column} ${problem} → ${wayOut}`) : [];
};
const print = `v1f-${'0a'.repeat(16)}`;
const entry = (more = ''): string => `{ "fingerprint": "${print}", "reason": "a vector of ours", "owner": "A", "expires": "2026-05-01"${more} }`;

describe('Accepted', () => {
  test.each([
    ['the least', '{ "version": 1 }'],
    ['comments, a trailing comma, a byte order mark', '\ufeff// ours\n{ /* one */ "version": 1, }'],
    ['CRLF', '{\r\n  "version": 1,\r\n  "refuse": "low"\r\n}\r\n'],
    ['an exception', `{ "version": 1, "allow": [${entry()}] }`],
  ])('%s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  test('what is not said has its default, and nothing is inherited', () => {
    const loaded = loadPolicy('{ "version": 1, "rules": { "constructor": { "enabled": true } } }');
    expect(loaded).toMatchObject({ policy: { refuse: 'medium', allow: [], custom: [], places: {} } });
  });
});

describe('Refused, by line and column', () => {
  test.each([
    ['nothing at all', '', '1:1 this is not JSON'],
    ['half a file', '{\n  "version": 1,\n  "rules": {', '3:13 this is not JSON'],
    ['a misspelt key', '{\n  "version": 1,\n  "refuze": "low"\n}', '3:3 "refuze" is not known in the policy → Did you mean "refuse"?'],
    [
      'a value that is not known',
      '{ "version": 1,\n "refuse": "none" }',
      '2:12 refuse has a value that is not known → Use one of low, medium, high, critical.',
    ],
    ['no version', '{}', '1:1 the policy lacks "version"'],
    ['another version', '{ "version": 2 }', '1:14 version must be 1'],
    [
      'an exception without its end',
      `{ "version": 1, "allow": [{ "fingerprint": "${print}", "reason": "a vector of ours", "owner": "A" }] }`,
      '1:27 allow.0 lacks "expires"',
    ],
    ['a key that stands twice', '{ "version": 1,\n "refuse": "low",\n "refuse": "high" }', '3:2 this key stands twice'],
    ['the way into every object', '{ "version": 1, "rules": { "__proto__": { "enabled": false } } }', '1:28 this key stands twice'],
    ['one fingerprint twice', `{ "version": 1, "allow": [\n${entry()},\n${entry()}] }`, '3:18 allow.1.fingerprint stands there before'],
    ['the floor', '{ "version": 1,\n "rules": { "dotenv-file": { "enabled": false } } }', "2:28 turning dotenv-file off: the contract's row C5.1b forbids it"],
  ])('%s', (_, text, said) => {
    expect(problemsOf(text)[0]).toContain(said);
  });

  test('all that is wrong at once', () => {
    expect(problemsOf('{ "version": 1,\n "refuse": "none",\n "alow": [],\n "salt": 1 }')).toHaveLength(3);
  });

  test('no error quotes a value', () => {
    const value = `x${Math.random().toString(36).slice(2)}`;
    for (const text of [
      `{ "version": 1, "refuse": "${value}" }`,
      `{ "version": 1, "salt": "${value}" }`,
      `{ "version": "${value}" }`,
      `{ "version": 1, ${value} }`,
    ])
      expect(problemsOf(text).join()).not.toContain(value);
  });
});
