// Templates for servers and CI do what they say: their own scripts are run, through real git, with the built package in `npx`'s place.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { folder, Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const posix = process.platform === 'win32' ? test.skip : test;

/** A folder whose `npx` is the built command line. */
function tools(): string {
  const path = folder('tools-');
  writeFileSync(
    join(path, 'npx'),
    `#!/bin/sh\nwhile [ "\${1#-}" != "$1" ]; do shift; done\nshift\nexec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"\n`,
  );
  chmodSync(join(path, 'npx'), 0o755);
  return path;
}
function runs(repo: Repo, script: string, env: Record<string, string>, shell = 'bash'): { status: number | null; out: string } {
  const done = spawnSync(shell, ['-c', script], {
    cwd: repo.top,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${tools()}:${process.env['PATH'] ?? ''}`, ...env },
  });
  expect(done.stdout + done.stderr).not.toContain(repo.token);
  return { status: done.status, out: done.stdout + done.stderr };
}

describe('GitHub Action', () => {
  interface Action {
    readonly inputs: Record<string, { readonly default: string; readonly description: string }>;
    readonly runs: {
      readonly using: string;
      readonly steps: readonly [{ readonly run: string; readonly shell: string; readonly env: Record<string, string> }];
    };
  }
  const action = parse(read('action.yml')) as Action;
  const [step] = action.runs.steps;
  const env = (repo: Repo, more: Record<string, string>): Record<string, string> => ({
    ASKED: '',
    FAIL_ON: 'medium',
    SARIF: '',
    VERSION: 'latest',
    BASE: '',
    BEFORE: '',
    GITHUB_STEP_SUMMARY: join(repo.top, '.git/summary.md'),
    GITHUB_OUTPUT: join(repo.top, '.git/output'),
    ...more,
  });

  test('is a composite one; nothing of the event stands in its script', () => {
    expect(action.runs.using).toBe('composite');
    expect(step.shell).toBe('bash');
    expect(step.run).not.toContain('${{');
    for (const [name, expression] of Object.entries(step.env)) expect([name, expression]).toEqual([name, expect.stringMatching(/^\$\{\{ [\w.-]+ \}\}$/)]);
    for (const { description } of Object.values(action.inputs)) expect(description.length).toBeGreaterThan(10);
  });
  posix('a pull request that brings a secret fails, with an annotation, a summary and SARIF; what stood before does not count', () => {
    const repo = Repo.make();
    const base = repo.plant('old.js', repo.line);
    repo.plant('b.js', 'let b = 1;\n');
    const clean = runs(repo, step.run, env(repo, { BASE: base }));
    expect(clean).toMatchObject({ status: 0 });
    repo.plant('src/new.js', `${repo.line}// here\n`);
    const { status, out } = runs(repo, step.run, env(repo, { BASE: base, SARIF: '.git/x.sarif' }));
    expect(status).toBe(1);
    expect(out).toContain('::error file=src/new.js,line=1');
    expect(repo.read('.git/summary.md')).toContain('src/new.js:1');
    expect(repo.read('.git/output')).toContain('status=1');
    expect((JSON.parse(repo.read('.git/x.sarif')) as { runs: { results: unknown[] }[] }).runs[0]?.results).toHaveLength(1);
  });
  posix('a first push has no range: the tree is looked at', () => {
    const repo = Repo.make();
    repo.plant('a.js', repo.line);
    expect(runs(repo, step.run, env(repo, { BEFORE: '0'.repeat(40) }))).toMatchObject({ status: 1 });
  });
});

describe('GitLab CI', () => {
  const job = (
    parse(read('templates/secrets-hooks.gitlab-ci.yml')) as Record<
      string,
      { script: string[]; artifacts: { reports: { secret_detection: string } }; variables: Record<string, string> }
    >
  )['secrets-hooks']!;
  posix('a merge request that brings a secret fails and leaves its report', () => {
    const repo = Repo.make();
    const base = repo.git('rev-parse', 'HEAD');
    repo.plant('src/new.js', repo.line);
    const { status } = runs(repo, job.script.join('\n'), { ...job.variables, CI_MERGE_REQUEST_DIFF_BASE_SHA: base }, 'sh');
    expect(status).toBe(1);
    const report = JSON.parse(repo.read(job.artifacts.reports.secret_detection)) as { vulnerabilities: { location: { file: string } }[] };
    expect(report.vulnerabilities.map((one) => one.location.file)).toEqual(['src/new.js']);
    const tip = repo.git('rev-parse', 'HEAD');
    repo.plant('b.js', 'let b;\n');
    expect(runs(repo, job.script.join('\n'), { ...job.variables, CI_COMMIT_BEFORE_SHA: tip }, 'sh').status).toBe(0);
  });
});

describe('pre-receive', () => {
  posix('on a bare repository: a secret is not taken, a reference is; without the package nothing is taken', () => {
    const repo = Repo.make();
    const server = repo.remote();
    const home = folder('home-');
    mkdirSync(join(home, 'lib/node_modules/secrets-hooks'), { recursive: true });
    symlinkSync(join(root, 'dist'), join(home, 'lib/node_modules/secrets-hooks/dist'));
    cpSync(join(root, 'templates/pre-receive'), join(server, 'hooks/pre-receive'));
    const env = { ...process.env, SECRETS_HOOKS_HOME: home, SECRETS_HOOKS_NODE: process.execPath };
    const push = (environment: NodeJS.ProcessEnv) => repo.run(['-c', 'core.hooksPath=/dev/null', 'push', '-q', 'origin', 'HEAD:main'], { env: environment });
    expect(push(env)).toMatchObject({ ok: true });
    repo.plant('a.js', repo.line);
    const refused = push(env);
    expect(refused.ok).toBe(false);
    expect(refused.out).toContain('secrets-hooks: push blocked');
    for (const line of Buffer.from(refused.out, 'latin1')
      .toString('utf8')
      .split('\n')
      .filter((one) => one.startsWith('remote: ') && !/git |npx /.test(one)))
      expect(line.trimEnd()).toMatch(/^.{0,80}$/);
    expect(push({ ...env, SECRETS_HOOKS_HOME: '/nowhere' }).out).toContain('Tell your administrators');
    repo.past('reset', '-q', '--hard', 'HEAD~1');
    repo.plant('a.js', 'const token = process.env.TOKEN;\n');
    expect(push(env)).toMatchObject({ ok: true });
  });
});

describe('the pre-commit framework, push', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as { id: string; entry: string }[];
  const entry = hooks.find((hook) => hook.id === 'secrets-hooks-pre-push')?.entry ?? '';
  const remote = {
    PRE_COMMIT_REMOTE_NAME: 'origin',
    PRE_COMMIT_REMOTE_URL: 'x',
    PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/main',
    PRE_COMMIT_LOCAL_BRANCH: 'refs/heads/main',
  };
  posix('a first push says no range, later ones do; what names no commit is refused', () => {
    const repo = Repo.make();
    repo.remote();
    const base = repo.git('rev-parse', 'HEAD');
    expect(runs(repo, entry, remote)).toMatchObject({ status: 0 });
    repo.plant('a.js', repo.line);
    expect(runs(repo, entry, remote)).toMatchObject({ status: 1 });
    repo.plant('a.js', 'gone\n');
    expect(runs(repo, entry, { ...remote, PRE_COMMIT_FROM_REF: base, PRE_COMMIT_TO_REF: repo.git('rev-parse', 'HEAD') })).toMatchObject({ status: 1 });
    expect(runs(repo, entry, {})).toMatchObject({ status: 2, out: expect.stringContaining('does not say what is pushed') as unknown });
  });
});

test('the templates for hook managers name every hook, and only commands that there are', () => {
  const jobs = parse(read('templates/lefthook.yml')) as Record<string, { jobs: { run: string; use_stdin?: boolean }[] }>;
  expect(Object.keys(jobs)).toEqual(['pre-commit', 'commit-msg', 'pre-push']);
  expect(jobs['pre-push']?.jobs[0]?.use_stdin).toBe(true);
  const simple = JSON.parse(read('templates/simple-git-hooks.json')) as Record<string, string>;
  for (const [hook, line] of [...Object.entries(jobs).map(([name, one]) => [name, one.jobs[0]?.run ?? ''] as const), ...Object.entries(simple)]) {
    expect(line).toContain(`secrets-hooks run ${hook}`);
    expect(existsSync(join(root, `dist/hooks/${hook}.cjs`))).toBe(true);
  }
  for (const hook of parse(read('.pre-commit-hooks.yaml')) as { id: string; entry: string; stages: string[]; description: string }[]) {
    expect(hook.description.length).toBeGreaterThan(10);
    expect(hook.entry).toContain(`secrets-hooks run ${hook.stages[0] ?? ''}`);
    expect(hook.entry).toContain(`secrets-hooks@${(JSON.parse(read('package.json')) as { version: string }).version} `);
  }
});
