// `policy explain`, `replay`, `pull` and what a policy extends, through the command line and real commits.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Repository, secret } from '../contract/repository.ts';

const salt = '00112233445566778899aabbccddeeff';
const policy = (more: string): string => `{\n  "version": 1,\n  "salt": "${salt}"${more === '' ? '' : `,\n  ${more}`}\n}\n`;
const file = '.secrets-hooks/policy.json';

describe('policy explain and replay', () => {
  const value = secret(24);
  let repository: Repository;
  beforeAll(() => {
    repository = new Repository({ [file]: policy('') });
    repository.git('config', 'core.hooksPath', '/nowhere');
    for (const [path, text] of [
      ['src/a.py', `password = "${value}"\n`],
      ['test/b.py', `client_secret = "${secret(24)}"\n`],
      ['docs/c.md', 'Nothing.\n'],
    ] as const) {
      repository.write({ [path]: text });
      repository.git('add', '-A');
      repository.git('commit', '-q', '-m', path);
    }
    repository.write({
      [file]: policy(
        '"sections": [\n    { "paths": ["test/"], "refuse": "critical", "reason": "made-up clients" },\n    { "paths": ["src/*.py"], "rules": { "generic-password": { "enabled": false } } }\n  ]',
      ),
    });
  });
  afterAll(() => {
    repository.end();
  });

  test('explain says rule, verdict and the line of the policy, and why not', () => {
    const off = repository.run('policy', 'explain', 'src/a.py:1').out;
    expect(off).toContain('let through: the policy disables this rule');
    expect(off).toContain(`${file}:6, rules.generic-password.enabled`);
    expect(off).toContain('stands at HEAD already');
    const below = repository.run('policy', 'explain', './test/b.py').out;
    expect(below).toContain(`In a section (${file}:5): test/: made-up clients`);
    expect(below).toMatch(/told, not refused: below critical/);
    expect(below).toContain(`policy   ${file}:5, refuse`);
    expect(repository.run('policy', 'explain', 'docs/c.md:1').out).toContain('Nothing is found in line 1, by any rule');
    expect(repository.run('policy', 'explain', '.env').out).toContain('Its name alone is refused by dotenv-file');
    expect(off + below).not.toContain(value);
  });

  test('replay holds the work tree against the policy in force', () => {
    const said = repository.run('policy', 'replay', '--last', '10');
    expect(said.status).toBe(0);
    expect(said.out).toMatch(/refused commits {2}2 → 0/);
    expect(said.out).toContain('Let through, refused today: 2');
    expect(said.out).toMatch(/test\/b\.py:1/);
    expect(said.out).not.toContain(value);
    const json = JSON.parse(repository.run('policy', 'replay', '--last', '10', '--format', 'json').out) as Record<string, unknown>;
    expect(json).toMatchObject({ commits: 4, refused: 0, inForce: { refused: 2 }, caught: [] });
    expect(json['letThrough']).toHaveLength(2);
  });

  test('replay of another file tells what more it catches', () => {
    repository.write({ 'strict.json': policy('"refuse": "low"') });
    const json = JSON.parse(repository.run('policy', 'replay', '--policy', 'strict.json', '--format', 'json').out) as Record<string, unknown>;
    expect(json).toMatchObject({ refused: 2, caught: [], letThrough: [] });
    expect(repository.run('policy', 'replay', '--last', 'x').status).toBe(2);
  });

  test('check names settings of rules that there are none of, with their line', () => {
    repository.write({ 'typo.json': policy('"rules": {\n    "generic-pasword": { "severity": "high" }\n  }') });
    const { status, out } = repository.run('policy', 'check', 'typo.json');
    expect(status).toBe(0);
    expect(out).toContain('typo.json:5: there is no rule generic-pasword');
  });
});

describe('What a policy extends', () => {
  test('is read from the same commit: a looser base is a weakening, a missing one refuses', () => {
    const repository = new Repository({ [file]: policy('"extends": "./base.json"'), '.secrets-hooks/base.json': '{ "version": 1, "refuse": "low" }\n' });
    try {
      expect(repository.commit({ 'a.txt': 'x\n' }).passed).toBe(true);
      const looser = repository.commit({ '.secrets-hooks/base.json': '{ "version": 1, "refuse": "high" }\n' });
      expect(looser.passed).toBe(false);
      expect(looser.said).toContain('the level that is refused is raised (low → high)');
      const broken = repository.commit({ '.secrets-hooks/base.json': '{ "version": 1, "refuse": "none" }\n' });
      expect(broken.passed).toBe(false);
      expect(broken.said).toContain('.secrets-hooks/base.json:1:');
      repository.git('rm', '-q', '.secrets-hooks/base.json');
      expect(() => repository.git('commit', '-q', '-m', 'Without it')).toThrow(/base\.json is not there/);
      repository.git('reset', '-q', '--hard');
      const floor = repository.commit({ '.secrets-hooks/base.json': '{ "version": 1, "rules": { "dotenv-file": { "enabled": false } } }\n' });
      expect(floor.passed).toBe(false);
      expect(floor.said).toContain('C5.1b');
    } finally {
      repository.end();
    }
  }, 120_000);

  test('of a package is a copy that pull makes; what is installed later changes nothing until it is pulled', () => {
    const repository = new Repository({ '.gitignore': 'node_modules/\n' });
    const installed = (text: string): void => {
      const path = join(repository.folder, 'node_modules/@acme/policy/policy.json');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    try {
      repository.write({ [file]: policy('"extends": "@acme/policy"') });
      expect(repository.run('policy', 'check').out).toContain('policy pull');
      expect(repository.run('policy', 'pull')).toMatchObject({ status: 2 });
      installed('{ "version": 1, "classes": { "payment": "low" } }\n');
      expect(repository.run('policy', 'pull')).toMatchObject({ status: 0 });
      expect(repository.run('policy', 'check').out).toContain('is valid');
      expect(repository.run('policy', 'explain', 'a.txt').out).toContain('.secrets-hooks/extends/@acme/policy/policy.json:1, classes.payment');
      installed('{ "version": 1, "refuse": "high" }\n');
      expect(repository.run('policy', 'check').out).toContain('differs from the package that is installed');
      expect(repository.run('policy', 'explain', 'a.txt').out).toContain('Refused from medium on');
      installed('{ "version": 1, "extends": "../../../outside.json" }\n');
      expect(repository.run('policy', 'pull').out).toContain('leaves its package');
    } finally {
      repository.end();
    }
  }, 120_000);
});
