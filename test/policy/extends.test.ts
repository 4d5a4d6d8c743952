// What a policy extends: found inside the repository only, put together field by field, never loosened by the file that extends.
import { describe, expect, test } from '@jest/globals';
import { baseFile } from '../../src/policy/extends.ts';
import { basesOf, loadPolicy } from '../../src/policy/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { shiftsOf } from '../../src/policy/weakening.ts';

const base = '.secrets-hooks/base.json';
const load = (text: object, bases: Readonly<Record<string, object | string>> = {}) =>
  loadPolicy(
    JSON.stringify({ version: 1, ...text }, null, 1),
    new Map(Object.entries(bases).map(([file, value]) => [file, typeof value === 'string' ? value : JSON.stringify({ version: 1, ...value })])),
  );
const problem = (...args: Parameters<typeof load>): string => {
  const loaded = load(...args);
  return 'problems' in loaded ? loaded.problems.map((one) => `${one.file ?? ''}:${one.line}:${one.column} ${one.problem}`).join('\n') : 'valid';
};
const extending = { extends: './base.json' };

describe('What is extended', () => {
  test.each([
    ['./base.json', base],
    ['../policies/a.jsonc', 'policies/a.jsonc'],
    ['@acme/secrets-policy', '.secrets-hooks/extends/@acme/secrets-policy/policy.json'],
    ['acme-policy/strict.json', '.secrets-hooks/extends/acme-policy/strict.json'],
  ])('%s is %s', (name, file) => {
    expect(baseFile(name, '.secrets-hooks/policy.json')).toEqual({ file });
  });

  test.each([
    ['../../elsewhere.json', 'leaves the repository'],
    ['./a/../../../x.json', 'leaves the repository'],
    ['/etc/passwd.json', 'neither'],
    ['https://example.org/p.json', 'neither'],
    ['..\\x.json', 'neither'],
    ['./..\\x.json', 'no JSON file'],
    ['../.git/config.json', 'own folder'],
    ['./policy.js', 'no JSON file'],
    ['@acme/../../x.json', 'neither'],
    ['acme/../x.json', 'neither'],
    ['.hidden', 'neither'],
  ])('%s is refused', (name, why) => {
    expect(problem({ extends: name })).toContain(why);
    expect(problem({ extends: name })).toMatch(/^:3:\d+ /);
  });

  test('a file of a package stays in its package', () => {
    expect(baseFile('../../../policy.json', '.secrets-hooks/extends/@acme/p/policy.json')).toEqual({ refused: 'leaves its package' });
    expect(baseFile('./more.json', '.secrets-hooks/extends/@acme/p/policy.json')).toEqual({ file: '.secrets-hooks/extends/@acme/p/more.json' });
  });

  test('a round is refused, and so is a long chain', () => {
    expect(problem(extending, { [base]: { extends: './policy.json' } })).toContain('extends itself');
    expect(problem(extending, { [base]: extending })).toContain('extends itself');
    const chain = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`.secrets-hooks/${index}.json`, { extends: `./${index + 1}.json` }]));
    expect(problem({ extends: './0.json' }, chain)).toContain('more than 8 files');
  });

  test('what is missing is an error with the way out, not nothing', () => {
    expect(problem(extending)).toContain(`${base} is not there`);
    const loaded = load({ extends: '@acme/p' });
    expect('problems' in loaded && loaded.problems[0]?.wayOut).toContain('policy pull');
  });

  test('an error in it is told with its file', () => {
    expect(problem(extending, { [base]: '{\n "version": 1,\n "refuse": "none" }' })).toContain(`${base}:3:12 refuse has a value`);
    expect(problem(extending, { [base]: { rules: { 'private-key': { enabled: false } } } })).toContain(`${base}:1:`);
    expect(problem(extending, { [base]: { salt: '0'.repeat(16) } })).toContain('brings a salt');
  });

  test('only data: keys that reach into every object are refused', () => {
    expect(problem(extending, { [base]: '{ "version": 1, "rules": { "__proto__": { "enabled": false } } }' })).toContain('stands twice');
    const loaded = load({ rules: { constructor: { severity: 'low' } }, ...extending }, { [base]: { rules: { 'to-string': { enabled: true } } } });
    expect(loaded).toHaveProperty('policy');
    expect(({} as Record<string, unknown>)['severity']).toBeUndefined();
  });
});

describe('Put together', () => {
  test('field by field, its own last', () => {
    const loaded = load(
      { extends: ['./base.json', '@acme/p'], rules: { 'a-rule': { severity: 'critical' } }, sections: [{ paths: ['src/'], refuse: 'low' }] },
      {
        [base]: {
          classes: { payment: 'low' },
          rules: { 'a-rule': { severity: 'high' }, 'b-rule': { severity: 'high' } },
          sections: [{ paths: ['lib/'], refuse: 'low' }],
        },
        '.secrets-hooks/extends/@acme/p/policy.json': { certainties: { proven: 'low' }, places: { stores: ['shops/*/'] } },
      },
    );
    expect(loaded).toMatchObject({
      policy: {
        refuse: 'medium',
        classes: { payment: 'low' },
        certainties: { proven: 'low' },
        rules: { 'a-rule': { severity: 'critical' }, 'b-rule': { severity: 'high' } },
        sections: [{ paths: ['lib/'] }, { paths: ['src/'] }],
        places: { stores: ['shops/*/'] },
      },
    });
  });

  test.each([
    ['a level', { refuse: 'low' }, { refuse: 'medium' }, 'refuse is looser'],
    ['the check of remotes', { remoteRefs: 'ls-remote' }, { remoteRefs: 'local' }, 'remoteRefs is looser'],
    ['a class', { classes: { payment: 'low' } }, { classes: { payment: 'high' } }, 'classes.payment is looser'],
    ['a severity', { rules: { 'a-rule': { severity: 'high' } } }, { rules: { 'a-rule': { severity: 'low' } } }, 'rules.a-rule.severity is looser'],
    [
      'a rule that has a severity',
      { rules: { 'a-rule': { severity: 'high' } } },
      { rules: { 'a-rule': { enabled: false } } },
      'rules.a-rule.enabled is looser',
    ],
    ['a section', { refuse: 'low' }, { sections: [{ paths: ['test/'], refuse: 'medium' }] }, 'sections.0.refuse is looser'],
    [
      'a section over a section',
      { sections: [{ paths: ['src/'], refuse: 'low' }] },
      { sections: [{ paths: ['**/*.ts'], refuse: 'medium' }] },
      'sections.0.refuse is looser',
    ],
  ])('%s may not be looser than what is extended', (_, from, over, said) => {
    expect(problem({ ...extending, ...over }, { [base]: from })).toContain(said);
    expect(problem({ ...extending, ...from }, { [base]: from })).toBe('valid');
  });

  test('what one of two files loosens is told where it is named', () => {
    const other = '.secrets-hooks/other.json';
    expect(problem({ extends: ['./base.json', './other.json'] }, { [base]: { refuse: 'low' }, [other]: { refuse: 'high' } })).toContain(
      `:5:3 in ${other}, refuse is looser`,
    );
  });

  test('a loosening that comes through what is extended is a weakening like any other', () => {
    const [before, after] = [load(extending, { [base]: {} }), load(extending, { [base]: { refuse: 'high', allow: [] } })];
    if (!('policy' in before && 'policy' in after)) throw new Error('not valid');
    expect(shiftsOf(before.policy, after.policy, new Map())).toMatchObject([{ direction: 'weaker', code: 'refuse-raised' }]);
    expect(shiftsOf(defaultPolicy, after.policy, new Map())).toMatchObject([{ direction: 'weaker' }]);
  });

  test('only what can be read is asked for', () => {
    expect(basesOf('{ "version": 1 }')).toEqual([]);
    expect(basesOf('{ "version": 1, "extends": ["./a.json", "../../b.json"] }')).toEqual(['.secrets-hooks/a.json']);
    expect(basesOf('{ "extends": ')).toEqual([]);
  });
});
