// Templates for servers and CI do what they say: their own scripts are run, through real git, with the built package in `npx`'s place.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    TARGET: '',
    TARGET_SHA: '',
    SOURCE_SHA: '',
    QUEUE_SHA: '',
    BEFORE: '',
    DEFAULT: 'main',
    REF: 'refs/heads/main',
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
  /** A clone as the checkout action leaves it: the remote is what has landed. */
  const checkout = (): { readonly repo: Repo; readonly server: string } => {
    const repo = Repo.make();
    const server = repo.remote();
    repo.plant('old.js', repo.line);
    repo.plant('.secrets-hooks/policy.json', '{ "version": 1 }\n');
    repo.past('push', '-q', 'origin', 'main');
    return { repo, server };
  };
  const pullRequest = (repo: Repo): Record<string, string> =>
    env(repo, { TARGET: 'main', SOURCE_SHA: repo.git('rev-parse', 'HEAD'), REF: 'refs/pull/1/merge' });

  posix('a pull request that brings a secret fails, with an annotation, a summary and SARIF; older findings do not count', () => {
    const { repo } = checkout();
    repo.git('checkout', '-q', '-b', 'topic');
    repo.plant('b.js', 'let b = 1;\n');
    expect(runs(repo, step.run, pullRequest(repo))).toMatchObject({ status: 0 });
    repo.plant('src/new.js', `${repo.line}// here\n`);
    const { status, out } = runs(repo, step.run, { ...pullRequest(repo), SARIF: '.git/x.sarif' });
    expect(status).toBe(1);
    expect(out).toContain('::error file=src/new.js,line=1');
    expect(repo.read('.git/summary.md')).toContain('src/new.js:1');
    expect(repo.read('.git/output')).toContain('status=1');
    expect((JSON.parse(repo.read('.git/x.sarif')) as { runs: { results: unknown[] }[] }).runs[0]?.results).toHaveLength(1);
  });
  posix('a pull request, a new branch and a second push to it are judged by the policy that has landed, not by their own', () => {
    const { repo } = checkout();
    repo.git('checkout', '-q', '-b', 'topic');
    const weak = repo.plant('.secrets-hooks/policy.json', '{ "version": 1, "rules": { "generic-password": { "enabled": false } } }\n');
    repo.plant('b.js', `const dbPassword = 'k${repo.token.slice(-20)}Zq4x';\n`);
    for (const event of [
      pullRequest(repo),
      env(repo, { BEFORE: '0'.repeat(40), REF: 'refs/heads/topic' }),
      env(repo, { BEFORE: weak, REF: 'refs/heads/topic' }),
      env(repo, { BEFORE: '0'.repeat(40), REF: 'refs/tags/v1' }),
      env(repo, { QUEUE_SHA: repo.git('rev-parse', 'origin/main'), REF: 'refs/heads/gh-readonly-queue/main/pr-1' }),
    ]) {
      const { status, out } = runs(repo, step.run, event);
      expect({ status, out }).toEqual({ status: 1, out: expect.stringMatching(/file=b\.js[^]*a rule is turned off/) as unknown });
    }
  });
  posix('a push to the default branch is compared with its previous tip, the first push with nothing, a schedule scans the tree', () => {
    const { repo } = checkout();
    const before = repo.git('rev-parse', 'HEAD');
    repo.plant('b.js', 'let b = 1;\n');
    expect(runs(repo, step.run, env(repo, { BEFORE: before })).status).toBe(0);
    expect(runs(repo, step.run, env(repo, { BEFORE: '0'.repeat(40) })).status).toBe(1);
    const tree = runs(repo, step.run, env(repo, {}));
    expect(tree).toMatchObject({ status: 1, out: expect.stringContaining('old.js') as unknown });
  });
  posix('without the commits that are needed the job fails and says what to set', () => {
    const { repo, server } = checkout();
    repo.git('checkout', '-q', '-b', 'topic');
    repo.plant('b.js', 'let b = 1;\n');
    repo.past('push', '-q', 'origin', 'topic');
    const shallow = new Repo(join(folder('shallow-'), 'clone'));
    mkdirSync(shallow.top);
    const clone = () => {
      rmSync(shallow.top, { recursive: true });
      repo.git('clone', '-q', '--depth', '1', '-b', 'topic', `file://${server}`, shallow.top);
    };
    clone();
    expect(runs(shallow, step.run, pullRequest(shallow)).status).toBe(0);
    clone();
    shallow.git('remote', 'set-url', 'origin', '/nowhere');
    const cut = { status: 2, out: expect.stringContaining('set fetch-depth: 0') as unknown };
    expect(runs(shallow, step.run, pullRequest(shallow))).toMatchObject(cut);
    repo.git('remote', 'set-url', 'origin', '/nowhere');
    repo.git('update-ref', '-d', 'refs/remotes/origin/main');
    for (const event of [
      pullRequest(repo),
      { ...pullRequest(repo), SOURCE_SHA: '1'.repeat(40) },
      env(repo, { REF: 'refs/heads/topic' }),
      env(repo, { REF: 'refs/heads/topic', DEFAULT: '' }),
      env(repo, { BEFORE: '1'.repeat(40) }),
    ])
      expect(runs(repo, step.run, event)).toMatchObject(cut);
  });
});

describe('GitLab CI', () => {
  const job = (
    parse(read('templates/secrets-hooks.gitlab-ci.yml')) as Record<
      string,
      { script: string[]; artifacts: { reports: { secret_detection: string } }; variables: Record<string, string> }
    >
  )['secrets-hooks']!;
  posix('a merge request that brings a secret fails and leaves its report; pushes are compared with what has landed', () => {
    const repo = Repo.make();
    repo.remote();
    repo.past('push', '-q', 'origin', 'main');
    const base = repo.git('rev-parse', 'HEAD');
    repo.git('checkout', '-q', '-b', 'topic');
    const job1 = (event: Record<string, string>) =>
      runs(repo, job.script.join('\n'), { ...job.variables, CI_DEFAULT_BRANCH: 'main', CI_PIPELINE_SOURCE: 'push', ...event }, 'sh');
    repo.plant('b.js', 'let b;\n');
    expect(job1({ CI_COMMIT_BRANCH: 'topic', CI_COMMIT_BEFORE_SHA: '0'.repeat(40) }).status).toBe(0);
    repo.plant('src/new.js', repo.line);
    expect(job1({ CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_DIFF_BASE_SHA: base }).status).toBe(1);
    const report = JSON.parse(repo.read(job.artifacts.reports.secret_detection)) as { vulnerabilities: { location: { file: string } }[] };
    expect(report.vulnerabilities.map((one) => one.location.file)).toEqual(['src/new.js']);
    const tip = repo.git('rev-parse', 'HEAD');
    expect(job1({ CI_COMMIT_BRANCH: 'topic', CI_COMMIT_BEFORE_SHA: tip }).status).toBe(1);
    expect(job1({ CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: tip }).status).toBe(0);
    expect(job1({ CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: '0'.repeat(40) }).status).toBe(1);
    for (const event of [{ CI_MERGE_REQUEST_DIFF_BASE_SHA: '1'.repeat(40) }, { CI_COMMIT_BRANCH: 'topic', CI_DEFAULT_BRANCH: 'nowhere' }])
      expect(job1(event)).toMatchObject({ status: 2, out: expect.stringContaining("GIT_DEPTH: '0'") as unknown });
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
