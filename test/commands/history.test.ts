// What has been committed is found again by every verb that looks at all refs, on every git.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folder, Repo, tidy, token } from '../hooks/lab.ts';

afterAll(tidy);
const cli = join(import.meta.dirname, '../../dist/cli.js');

test('scan --history, audit and trace name the commit that brought it, on a branch that is not checked out', () => {
  const repo = Repo.make();
  repo.git('checkout', '-q', '-b', 'side');
  const commit = repo.plant('old/place.ts', repo.line);
  repo.git('rm', '-q', 'old/place.ts');
  repo.past('commit', '-q', '-m', 'gone');
  repo.git('checkout', '-q', 'main');
  const run = (...args: string[]) => repo.run([cli, ...args], { command: process.execPath });
  const scan = run('scan', '--history', '--format', 'json');
  expect(scan.status).toBe(1);
  const { findings } = JSON.parse(scan.stdout) as { findings: { file: string; commit: string; fingerprint: string }[] };
  expect(findings).toMatchObject([{ file: 'old/place.ts', commit }]);
  const audit = run('audit', '--format', 'json');
  expect({ status: audit.status, said: audit.stdout }).toMatchObject({ status: 1, said: expect.stringContaining(commit) as unknown });
  const trace = run('trace', findings[0]!.fingerprint);
  expect(trace.out).toContain('old/place.ts');
});

interface Told {
  readonly file: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly commit?: string;
}

describe('history tells what a push would refuse, wherever somebody wrote it', () => {
  let repo: Repo;
  let told: readonly Told[] = [];
  const values = { author: token(), committer: token(), tagger: token(), ref: token(), tagRef: token(), path: token(), header: token() };
  const commits: string[] = [];
  const run = (...args: string[]) => repo.run([cli, ...args], { command: process.execPath });
  const shown = (out: string): readonly string[] => Object.entries(values).flatMap(([name, value]) => (out.includes(value.slice(6, 20)) ? [name] : []));

  beforeAll(() => {
    repo = Repo.make();
    const same = 'LEVEL=some words that are nothing by themselves\n';
    for (const path of ['notes/a.txt', 'instances/eu/.env', 'odd/a\nb.env.txt']) repo.stage(path, same);
    repo.stage(`names/${values.path}.md`, 'nothing\n');
    repo.past('commit', '-q', '-m', 'many paths');
    commits.push(repo.git('rev-parse', 'HEAD'));
    for (const message of ['one', 'two']) repo.past('-c', `user.email=${values.author}@example.org`, 'commit', '-q', '--allow-empty', '-m', message);
    commits.push(repo.git('rev-parse', 'HEAD~1'));
    repo.run(['-c', 'core.hooksPath=/dev/null', 'commit', '-q', '--allow-empty', '-m', 'three'], {
      env: { ...process.env, GIT_COMMITTER_NAME: `x ${values.committer}`, GIT_COMMITTER_EMAIL: 'x@example.org' },
    });
    commits.push(repo.git('rev-parse', 'HEAD'));
    repo.past('-c', `user.name=${values.tagger}`, 'tag', '-a', '-m', 'release', `v1-${values.tagRef}`);
    repo.git('branch', `topic/${values.ref}`);
    told = (JSON.parse(run('scan', '--history', '--format', 'json').stdout) as { findings: readonly Told[] }).findings;
  });

  const at = (file: string): readonly (string | undefined)[] =>
    told.filter((one) => one.file === file).map(({ commit }) => commits[commits.indexOf(commit ?? '')]);

  test('names of author and committer, once for each value and at the first commit', () => {
    expect(at('commit message')).toHaveLength(2);
    expect(at('commit message')).toEqual(expect.arrayContaining([commits[1], commits[2]]));
  });
  test('the tagger, and the names of refs', () => {
    expect(at('tag message')).toHaveLength(2);
    expect(at('name of a ref')).toHaveLength(2);
  });
  test('a name of a file', () => {
    expect(told.filter(({ file }) => file.startsWith('names/')).map(({ ruleId, commit }) => [ruleId, commit])).toEqual([
      ['github-personal-access-token', commits[0]],
    ]);
  });
  test('a blob of several paths is judged by the one where it is refused most', () => {
    expect(told.filter(({ ruleId }) => ruleId === 'dotenv-file')).toMatchObject([{ file: 'instances/eu/.env', severity: 'critical', commit: commits[0] }]);
  });
  test('audit has the same, and neither shows a value', () => {
    const audit = run('audit', '--format', 'json');
    const { exposures } = JSON.parse(audit.stdout) as { exposures: readonly { places: readonly { file: string }[] }[] };
    const count = (name: string): number => exposures.filter(({ places }) => places.some(({ file }) => file === name)).length;
    expect({ commits: count('commit message'), tags: count('tag message'), refs: count('name of a ref') }).toEqual({ commits: 2, tags: 2, refs: 2 });
    for (const format of ['pretty', 'html', 'markdown']) expect(shown(run('audit', '--format', format).out)).toEqual([]);
    expect([shown(audit.out), shown(run('scan', '--history').out), shown(run('scan', '--history', '--format', 'html').out)]).toEqual([[], [], []]);
  });
  test('a push says the same of them', () => {
    const refs = repo.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n');
    const input = refs.map((line) => `${line} ${line.split(' ')[0]!} ${'0'.repeat(40)}\n`).join('');
    const pushed = repo.run([cli, 'run', 'pre-push', 'origin', 'url'], { command: process.execPath, input });
    expect(pushed.status).toBe(1);
    for (const name of ['commit message', 'tag message', 'name of a ref', 'names/', 'instances/eu/.env']) expect(pushed.out).toContain(name);
    expect(shown(pushed.out)).toEqual([]);
  });

  describe('where there is no git', () => {
    const alone = (args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = repo.top) => {
      const bin = folder();
      mkdirSync(join(bin, 'bin'));
      symlinkSync(process.execPath, join(bin, 'bin/node'));
      return repo.run([cli, ...args], { command: process.execPath, cwd, env: { PATH: join(bin, 'bin'), HOME: bin, ...env } });
    };
    test('history and files are read all the same', () => {
      const { findings } = JSON.parse(alone(['scan', '--history', '--format', 'json']).stdout) as { findings: readonly Told[] };
      expect(findings).toEqual(told);
      repo.write('.gitignore', 'ignored/\n*.log\n');
      for (const path of ['ignored/a.txt', 'b.log', 'new/c.txt']) repo.write(path, `token = "${token()}"\n`);
      const files = (out: string): readonly string[] =>
        (JSON.parse(out) as { findings: readonly Told[] }).findings.map(({ file, ruleId }) => `${file} ${ruleId}`).sort();
      const withGit = files(run('scan', '--format', 'json').stdout);
      expect(withGit.join()).toContain('new/c.txt');
      expect(files(alone(['scan', '--format', 'json']).stdout)).toEqual(withGit);
      expect(files(alone(['scan', '--format', 'json', 'instances']).stdout)).toEqual(withGit.filter((line) => line.startsWith('instances/')));
    });
    test.each([
      ['what is staged', ['scan', '--staged'], {}],
      ['a range', ['scan', '--range', 'HEAD~1..HEAD'], {}],
      ['variables of git', ['scan', '--history'], { GIT_DIR: '.git' }],
    ])('%s is left to git: status 2 and one sentence', (_, args, env) => {
      const done = alone(args, env);
      expect({ status: done.status, says: /git/.test(done.out), inside: done.out.includes('internal error') }).toEqual({
        status: 2,
        says: true,
        inside: false,
      });
    });
    test('what would be read otherwise than git reads it is refused', () => {
      for (const [name, text] of [
        ['.git/objects/info/alternates', '/elsewhere\n'],
        ['.git/sharedindex.abc', ''],
        ['.git/commondir', '..\n'],
      ] as const) {
        const other = Repo.make();
        other.write(name, text);
        expect(alone(['scan'], {}, other.top)).toMatchObject({ status: 2 });
      }
      const sha256 = folder();
      repo.run(['init', '-q', '--object-format=sha256', sha256]);
      expect(alone(['scan', '--history'], {}, sha256)).toMatchObject({ status: 2 });
    });
    test('a commit that is not here is told, not passed over', () => {
      const other = Repo.make();
      other.plant('a.ts', other.line);
      const id = other.git('rev-parse', 'HEAD');
      other.run(['-c', 'core.hooksPath=/dev/null', 'commit', '-q', '--allow-empty', '-m', 'x']);
      repo.run(['-e', `require('fs').rmSync('.git/objects/${id.slice(0, 2)}/${id.slice(2)}', { force: true })`], { command: process.execPath, cwd: other.top });
      expect(alone(['scan', '--history'], {}, other.top)).toMatchObject({ status: 2 });
    });
  });
});
