// `scan --range` is judged by the policy at the base of the range. What the range changes in the rules is checked, and never helps it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowing, password, policyPath, Repository } from './pushing-repository.ts';

interface Found {
  readonly ruleId: string;
  readonly file: string;
  readonly message: string;
  readonly fingerprint: string;
  readonly related: readonly { readonly file: string }[];
}

const value = password();
const leak = { 'src/login.js': `const dbPassword = '${value}';\n` };
const papers = { 'docs/adr/0002-why.md': '# Why\n', 'docs/rules.md': 'What changes.\n' };
const landed = { version: 1, extends: ['./base.json'] };

let here: Repository;
const scan = (...options: string[]): { readonly status: number | null; readonly said: string; readonly found: readonly Found[] } => {
  const ran = here.secretsHooks('scan', ...options, '--format', 'json');
  expect(ran.said).not.toContain(value);
  const start = ran.said.indexOf('{\n');
  return { ...ran, found: start < 0 ? [] : (JSON.parse(ran.said.slice(start)) as { findings: Found[] }).findings };
};
const words = (found: readonly Found[]): string => found.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n');

describe('A branch that loosens the rules for its own finding', () => {
  let print = '';
  beforeAll(() => {
    here = new Repository();
    here.slip({ [policyPath]: landed, '.secrets-hooks/base.json': { version: 1, rules: { 'generic-token': { severity: 'critical' } } } });
    here.git('checkout', '-q', '-b', 'topic');
    here.slip(leak);
    print = scan('--range', 'main..HEAD').found[0]?.fingerprint ?? '';
  });
  afterEach(() => {
    here.git('reset', '-q', '--hard', 'topic~0');
    here.git('checkout', '-q', '-f', 'topic');
    here.git('clean', '-qfdx');
  });
  afterAll(() => {
    here.remove();
  });
  /** A branch on top of the finding. */
  const branch = (files: Readonly<Record<string, string | object>>): void => {
    here.git('checkout', '-q', '-B', 'attempt', 'topic');
    here.slip(files);
  };

  test.each([
    ['allows it by fingerprint', () => ({ [policyPath]: { ...landed, allow: [allowing(print)] } }), 'without an ADR'],
    ['turns the rule off', () => ({ [policyPath]: { ...landed, rules: { 'generic-password': { enabled: false } } }, ...papers }), 'a rule is turned off'],
    ['lowers its severity', () => ({ [policyPath]: { ...landed, rules: { 'generic-password': { severity: 'low' } } }, ...papers }), 'a severity is lowered'],
    ['raises the level that blocks', () => ({ [policyPath]: { ...landed, refuse: 'critical' }, ...papers }), 'the level that is refused is raised'],
    ['empties what the policy extends', () => ({ '.secrets-hooks/base.json': { version: 1 }, ...papers }), 'a severity is lowered'],
    ['drops what the policy extends', () => ({ [policyPath]: { version: 1 }, ...papers }), 'a severity is lowered'],
    [
      'turns the rule off in a section for its own path',
      () => ({
        [policyPath]: { ...landed, sections: [{ paths: ['src/**'], reason: 'because', rules: { 'generic-password': { enabled: false } } }] },
        ...papers,
      }),
      'a rule is turned off',
    ],
  ])('%s: the finding is still refused, and so is the change', (_, files, breach) => {
    branch(files());
    const { status, found } = scan('--range', 'main..HEAD');
    expect(status).toBe(1);
    expect(found.map((one) => one.file)).toContain('src/login.js');
    expect(words(found)).toContain(breach);
  });

  test('a policy that is deleted', () => {
    here.git('checkout', '-q', '-B', 'attempt', 'topic');
    here.git('rm', '-q', policyPath);
    here.git('commit', '-q', '--no-verify', '-m', 'Gone');
    const { status, found } = scan('--range', 'main..HEAD');
    expect({ status, words: words(found) }).toEqual({ status: 1, words: expect.stringMatching(/taken away/) as unknown });
    expect(found.map((one) => one.file)).toContain('src/login.js');
  });

  test('a policy that is broken', () => {
    branch({ [policyPath]: '{ "version": 2 }\n' });
    expect(scan('--range', 'main..HEAD')).toMatchObject({
      status: 2,
      said: expect.stringContaining('invalid policy: .secrets-hooks/policy.json:1:14') as unknown,
    });
  });

  test('an exception with an ADR is a change that may land, and does not help the range that brings it', () => {
    branch({ [policyPath]: { ...landed, allow: [allowing(print)] }, ...papers });
    const { status, found } = scan('--range', 'main..HEAD');
    expect({ status, rules: found.map((one) => one.ruleId) }).toEqual({ status: 1, rules: ['generic-password'] });
    expect(scan('--range', 'HEAD~1..HEAD')).toMatchObject({ status: 0 });
  });

  test('no severity of --fail-on excuses a weaker policy; none does', () => {
    branch({ [policyPath]: { ...landed, refuse: 'critical' }, ...papers });
    expect(scan('--range', 'main..HEAD', '--fail-on', 'critical').status).toBe(1);
    expect(scan('--range', 'main..HEAD', '--fail-on', 'none').status).toBe(0);
  });

  test('a policy of --policy that the range itself brings is not used', () => {
    branch({ 'ci/policy.json': { version: 1, rules: { 'generic-password': { enabled: false } } } });
    expect(scan('--range', 'main..HEAD', '--policy', 'ci/policy.json')).toMatchObject({ status: 2, said: expect.stringContaining('at the base') as unknown });
  });

  test('staged changes are judged by HEAD, as by the hook', () => {
    here.write({ [policyPath]: { ...landed, rules: { 'generic-password': { enabled: false } } }, 'src/more.js': leak['src/login.js'] });
    here.git('add', '-A');
    const { status, found } = scan('--staged');
    expect({ status, files: found.map((one) => one.file) }).toEqual({ status: 1, files: expect.arrayContaining(['src/more.js', policyPath]) as unknown });
  });
});

describe('Where there is no policy at the base', () => {
  beforeAll(() => {
    here = new Repository();
    here.slip({ 'a.txt': 'a\n' });
    here.git('checkout', '-q', '-b', 'topic');
  });
  afterAll(() => {
    here.remove();
  });

  test('what install wrote passes; a first policy that is weaker than the defaults does not', () => {
    here.slip({ [policyPath]: { version: 1 }, '.gitignore': '*.pem\n' });
    expect(scan('--range', 'main..HEAD')).toMatchObject({ status: 0 });
    here.slip({ [policyPath]: { version: 1, refuse: 'critical' } });
    expect(words(scan('--range', 'main..HEAD').found)).toContain('Weaker than the defaults');
  });

  test('exceptions of a first policy count from the next change on', () => {
    here.slip({ ...leak, [policyPath]: { version: 1 } });
    const print = scan('--range', 'main..HEAD').found[0]?.fingerprint ?? '';
    here.slip({ [policyPath]: { version: 1, allow: [allowing(print)] }, ...papers });
    expect(scan('--range', 'main..HEAD')).toMatchObject({ status: 1 });
  });
});

describe('What a range is', () => {
  beforeAll(() => {
    here = new Repository();
    here.slip({ 'a.txt': 'a\n' });
    here.slip({ 'b.txt': 'b\n' });
    here.slip(leak);
    here.slip({ 'c.txt': 'c\n' });
  });
  afterAll(() => {
    here.remove();
  });

  test.each([
    ['HEAD~2..HEAD', 1],
    ['HEAD~2..', 1],
    ['HEAD~2...HEAD', 1],
    ['HEAD', 1],
    ['HEAD~1..HEAD', 0],
  ])('%s', (range, status) => {
    expect(scan('--range', range).status).toBe(status);
  });

  test.each([['^HEAD'], ['..'], [''], [' '], ['--all'], ['HEAD ^HEAD~1'], ['HEAD~2..HEAD..HEAD'], ['nowhere..HEAD'], [`${'0'.repeat(40)}..HEAD`]])(
    'what names no range is no empty one: %j',
    (range) => {
      const { status, said } = scan(`--range=${range}`);
      expect(status).toBe(2);
      if (range.length > 2) expect(said).not.toContain(range);
    },
  );

  test('in a shallow clone a range that was cut off is refused with the fix; one that is whole is scanned', () => {
    const shallow = join(here.base, 'shallow');
    here.run('git', ['clone', '-q', '--depth', '2', `file://${here.top}`, shallow]);
    const cli = join(import.meta.dirname, '../../dist/cli.js');
    const at = (...options: string[]) =>
      here.run(process.execPath, [
        '-e',
        `process.chdir(${JSON.stringify(shallow)});process.argv.splice(1,0,'x');import(${JSON.stringify(cli)})`,
        '--',
        'scan',
        ...options,
      ]);
    for (const range of ['HEAD', 'HEAD~3..HEAD'])
      expect(at('--range', range)).toMatchObject({ status: 2, said: expect.stringContaining('fetch-depth: 0') as unknown });
    expect(at('--range', 'HEAD~1..HEAD').status).toBe(0);
    expect(readFileSync(join(shallow, 'c.txt'), 'utf8')).toBe('c\n');
  });
});

describe('One value in two environments or stores', () => {
  const shared = password();
  const files = { 'config/production.yml': `db:\n  password: ${shared}\n`, 'config/staging.yml': `db:\n  password: ${shared}\n` };
  beforeAll(() => {
    here = new Repository();
    here.slip({ 'a.txt': 'a\n' });
    here.write(files);
    here.git('add', '-A');
  });
  afterAll(() => {
    here.remove();
  });

  test('is the same three findings in a commit, in the index, in a tree, in a range and in history', () => {
    const rules = (found: readonly Found[]): readonly string[] => found.map(({ file, ruleId }) => `${file} ${ruleId}`).sort();
    const expected = [
      'config/production.yml generic-password',
      'config/production.yml secret-copied-between-environments',
      'config/staging.yml generic-password',
    ];
    const refused = here.git('commit', '-q', '-m', 'x');
    expect(refused).toMatchObject({ status: 1, said: expect.stringContaining('production and staging') as unknown });
    const staged = scan('--staged').found;
    const tree = scan().found;
    const copied = tree.find(({ ruleId }) => ruleId === 'secret-copied-between-environments');
    expect(copied?.related.map(({ file }) => file)).toEqual(['config/staging.yml']);
    here.git('commit', '-q', '--no-verify', '-m', 'x');
    for (const found of [staged, tree, scan('--no-git').found, scan('--range', 'HEAD~1..HEAD').found]) expect(rules(found)).toEqual(expected);
    // history reports one blob at one of its paths
    expect(rules(scan('--history').found)).toEqual(expected.slice(0, 2));
  });

  test('the second one in a range is compared with what the tree holds already', () => {
    here.slip({ 'config/qa.yml': `db:\n  password: ${shared}\n` });
    const copied = scan('--range', 'HEAD~1..HEAD').found.find(({ ruleId }) => ruleId === 'secret-copied-between-environments');
    expect(copied?.related.map(({ file }) => file).sort()).toEqual(['config/production.yml', 'config/staging.yml']);
  });
});
