// Ways past the commit: what git commits without asking, what is no file, where a push goes, and who stands at the other end.
import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { folder, hooksInto, type Repo } from '../hooks/lab.ts';
import type { Answer, GitWay } from './way.ts';

/** Each starts from one clean commit that `origin` has. */
export function pushing(at: () => Repo): readonly GitWay[] {
  const way =
    (answer: Answer) =>
    (name: string, run: (repo: Repo) => void): GitWay => ({
      way: name,
      answer,
      run: () => {
        run(at());
      },
    });
  const caught = way('caught at push');
  const served = way('caught on the server');
  const slips = way('out of reach');
  const refused = (repo: Repo, ...refs: readonly string[]): void => {
    const before = repo.git('ls-remote', 'origin');
    repo.blocks(['push', '-q', 'origin', ...refs]);
    expect(repo.git('ls-remote', 'origin')).toBe(before);
  };
  /** Pushed past the sender's hooks to a remote that judges itself. */
  const refusedThere = (repo: Repo, args: readonly string[], env: NodeJS.ProcessEnv = {}): void => {
    const bare = repo.git('remote', 'get-url', 'origin');
    hooksInto(join(bare, 'hooks'), ['pre-receive']);
    try {
      repo.plant('s.txt', repo.line);
      repo.blocks(args, { env: { ...process.env, ...env } });
    } finally {
      renameSync(join(bare, 'hooks/pre-receive'), join(bare, 'hooks/pre-receive.off'));
    }
  };
  const made = (repo: Repo, args: readonly string[], input: string): string => repo.run(args, { input }).stdout.trim();
  const commitObject = (repo: Repo, change: (text: string) => string): void => {
    const text = repo.run(['cat-file', 'commit', 'HEAD']).stdout;
    const id = made(repo, ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], change(text));
    repo.git('update-ref', 'refs/heads/made', id);
    refused(repo, 'made');
    repo.git('update-ref', '-d', 'refs/heads/made');
  };
  return [
    caught('commit --no-verify', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.allows(['commit', '-q', '-m', 'x', '--no-verify']);
      refused(repo, 'main');
    }),
    caught('commit with -c core.hooksPath', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.allows(['-c', 'core.hooksPath=/dev/null', 'commit', '-q', '-m', 'x']);
      refused(repo, 'main');
    }),
    caught("commit with core.hooksPath=''", (repo) => {
      repo.stage('s.txt', repo.line);
      repo.allows(['-c', 'core.hooksPath=', 'commit', '-q', '-m', 'x']);
      refused(repo, 'main');
    }),
    caught('commit with GIT_CONFIG_* that sets core.hooksPath', (repo) => {
      repo.stage('s.txt', repo.line);
      const env = { ...process.env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_VALUE_0: '/dev/null' };
      repo.allows(['commit', '-q', '-m', 'x'], { env });
      refused(repo, 'main');
    }),
    caught('pre-commit deleted', (repo) => {
      const hook = join(repo.top, '.git/hooks/pre-commit');
      renameSync(hook, `${hook}.off`);
      repo.stage('s.txt', repo.line);
      repo.commitAllows();
      renameSync(`${hook}.off`, hook);
      refused(repo, 'main');
    }),
    caught('cherry-pick, rebase and am of a commit made elsewhere', (repo) => {
      const bad = repo.plant('s.txt', repo.line);
      const patch = repo.run(['format-patch', '--stdout', '-1'], { gitShows: true }).stdout;
      repo.git('reset', '-q', '--hard', 'HEAD~1');
      repo.run(['cherry-pick', bad]);
      refused(repo, 'main');
      repo.git('reset', '-q', '--hard', 'HEAD~1');
      repo.run(['am', '-q'], { input: patch });
      refused(repo, 'main');
      repo.git('reset', '-q', '--hard', 'HEAD~1');
      repo.plant('b.txt', 'b\n');
      repo.run(['rebase', '-q', '--onto', 'HEAD', `${bad}~1`, bad]);
      refused(repo, 'HEAD:refs/heads/rebased');
    }),
    caught('added, then removed before the push', (repo) => {
      repo.plant('s.txt', repo.line);
      repo.git('rm', '-q', 's.txt');
      repo.past('commit', '-q', '-m', 'out');
      refused(repo, 'main');
    }),
    caught('a merge without conflict of a branch that holds it', (repo) => {
      repo.git('checkout', '-q', '-b', 'side');
      repo.plant('s.txt', repo.line);
      repo.git('checkout', '-q', 'main');
      repo.allows(['merge', '-q', '--no-ff', '-m', 'merged', 'side']);
      refused(repo, 'main');
    }),
    caught('an octopus merge', (repo) => {
      for (const name of ['one', 'two']) {
        repo.git('checkout', '-q', '-b', name, 'main');
        repo.plant(`${name}.txt`, name === 'two' ? repo.line : 'x\n');
      }
      repo.git('checkout', '-q', 'main');
      repo.past('merge', '-q', '--no-ff', '-m', 'merged', 'one', 'two');
      refused(repo, 'main');
    }),
    caught('a merge that adds what no parent has', (repo) => {
      repo.git('checkout', '-q', '-b', 'side');
      repo.plant('side.txt', 'x\n');
      repo.git('checkout', '-q', 'main');
      repo.git('merge', '-q', '--no-ff', '--no-commit', 'side');
      repo.stage('side.txt', repo.line);
      repo.past('commit', '-q', '-m', 'merged');
      refused(repo, 'main');
    }),
    caught('commit-tree, update-ref, fast-import', (repo) => {
      const blob = made(repo, ['hash-object', '-w', '--stdin'], repo.line);
      const tree = made(repo, ['mktree'], `100644 blob ${blob}\ts.txt\n`);
      repo.git('update-ref', 'refs/heads/plumbed', repo.git('commit-tree', '-m', 'x', tree));
      refused(repo, 'plumbed');
      const data = repo.line;
      repo.run(['fast-import', '--quiet'], {
        input: `commit refs/heads/imported\ncommitter x <x@example.org> 1 +0000\ndata 1\nx\nM 100644 inline s.txt\ndata ${data.length}\n${data}\n`,
      });
      refused(repo, 'imported');
    }),
    caught('a note', (repo) => {
      repo.git('notes', 'add', '-m', `use ${repo.token}`, 'HEAD');
      refused(repo, 'refs/notes/commits');
      repo.git('notes', 'remove', 'HEAD');
    }),
    caught('a stash pushed as a branch', (repo) => {
      repo.write('a.txt', repo.line);
      repo.git('stash', '-q');
      refused(repo, 'stash@{0}:refs/heads/x');
      repo.git('stash', 'drop', '-q');
    }),
    caught('the message of an annotated tag', (repo) => {
      repo.git('tag', '-a', '-m', `use ${repo.token}`, 'told');
      refused(repo, 'told');
      repo.git('tag', '-d', 'told');
    }),
    caught('a tag of a blob, of a tree, of a tag', (repo) => {
      const blob = made(repo, ['hash-object', '-w', '--stdin'], repo.line);
      repo.git('tag', 'blob', blob);
      repo.git('tag', 'tree', made(repo, ['mktree'], `100644 blob ${blob}\ts.txt\n`));
      repo.git('tag', '-a', '-m', 'x', 'outer', 'tree');
      for (const name of ['blob', 'tree', 'outer']) refused(repo, name);
      repo.git('tag', '-d', 'blob', 'tree', 'outer');
    }),
    caught('the name of a branch', (repo) => {
      repo.git('branch', repo.token);
      repo.blocks(['push', '-q', 'origin', repo.token]);
      repo.git('branch', '-q', '-D', repo.token);
    }),
    caught('the name of an author', (repo) => {
      commitObject(repo, (text) => text.replace(/^author \w+/m, `author ${repo.token}`));
    }),
    caught('a header of a commit that nobody sees', (repo) => {
      commitObject(repo, (text) => text.replace('\n\n', `\nx-note ${repo.token}\n\n`));
    }),
    caught('a message behind a NUL byte', (repo) => {
      commitObject(repo, (text) => `${text}x\0y ${repo.token}\n`);
    }),
    caught('a replace ref over the commit', (repo) => {
      const clean = repo.plant('s.txt', 'clean\n');
      repo.git('reset', '-q', '--hard', 'HEAD~1');
      const bad = repo.plant('s.txt', repo.line);
      repo.git('replace', bad, clean);
      refused(repo, 'main');
      repo.git('replace', '-d', bad);
    }),
    caught('a graft', (repo) => {
      const root = repo.git('rev-parse', 'HEAD');
      repo.plant('s.txt', repo.line);
      repo.plant('s.txt', 'clean\n');
      repo.write('.git/info/grafts', `${repo.git('rev-parse', 'HEAD')} ${root}\n`);
      refused(repo, 'main');
    }),
    caught('a forced push', (repo) => {
      repo.git('reset', '-q', '--soft', 'HEAD');
      repo.plant('s.txt', repo.line);
      refused(repo, '--force', 'main');
    }),
    caught('a push of an older commit', (repo) => {
      repo.plant('s.txt', repo.line);
      repo.plant('s.txt', 'clean\n');
      refused(repo, 'HEAD~1:refs/heads/old');
    }),
    caught('a new branch of what only another remote has', (repo) => {
      const other = folder('other-');
      repo.git('init', '-q', '--bare', other);
      repo.git('remote', 'add', 'other', other);
      repo.plant('s.txt', repo.line);
      repo.past('push', '-q', 'other', 'main');
      refused(repo, 'main:refs/heads/new');
      repo.git('remote', 'remove', 'other');
    }),
    caught('another URL for the same remote: set-url, pushurl, pushInsteadOf', (repo) => {
      const url = repo.git('remote', 'get-url', 'origin');
      const other = folder('other-');
      repo.git('init', '-q', '--bare', other);
      repo.plant('s.txt', repo.line);
      repo.past('push', '-q', 'origin', 'main:leaked');
      repo.git('fetch', '-q', 'origin');
      for (const [name, value] of [
        ['remote.origin.url', other],
        ['remote.origin.pushurl', other],
        [`url.${other}.pushInsteadOf`, url],
      ] as const) {
        repo.git('config', name, value);
        repo.blocks(['push', '-q', 'origin', 'main:new']);
        expect(repo.git('-C', other, 'for-each-ref')).toBe('');
        repo.git('config', '--unset', name);
        repo.git('config', 'remote.origin.url', url);
      }
      repo.past('push', '-q', 'origin', ':leaked');
    }),
    caught('refs of another remote below the same name', (repo) => {
      const [one, other] = [folder('one-'), folder('other-')];
      for (const place of [one, other]) repo.git('init', '-q', '--bare', place);
      repo.git('remote', 'add', 'acme', one);
      repo.git('remote', 'add', 'acme/private', other);
      repo.plant('s.txt', repo.line);
      repo.past('push', '-q', 'acme/private', 'main');
      repo.blocks(['push', '-q', 'acme', 'main']);
      expect(repo.git('-C', one, 'for-each-ref')).toBe('');
      for (const name of ['acme', 'acme/private']) repo.git('remote', 'remove', name);
    }),
    caught('a branch deleted on the remote, still tracked here, after a fetch', (repo) => {
      const url = repo.git('remote', 'get-url', 'origin');
      repo.plant('s.txt', repo.line);
      repo.past('push', '-q', 'origin', 'main:leaked', 'main~1:refs/heads/second');
      repo.git('fetch', '-q', 'origin');
      repo.git('-C', url, 'update-ref', '-d', 'refs/heads/leaked');
      repo.git('fetch', '-q', 'origin');
      refused(repo, 'main:again');
      repo.past('push', '-q', 'origin', ':second');
      repo.git('fetch', '-q', '--prune', 'origin');
    }),
    slips('a commit that the remote had at the last fetch, removed there since', (repo) => {
      const url = repo.git('remote', 'get-url', 'origin');
      repo.plant('s.txt', repo.line);
      repo.past('push', '-q', 'origin', 'main:leaked');
      repo.git('fetch', '-q', 'origin');
      repo.git('-C', url, 'update-ref', '-d', 'refs/heads/leaked');
      repo.allows(['push', '-q', 'origin', 'main:again']);
      repo.past('push', '-q', 'origin', ':again');
      repo.git('fetch', '-q', '--prune', 'origin');
    }),
    caught('a push by URL', (repo) => {
      const url = repo.git('remote', 'get-url', 'origin');
      repo.plant('s.txt', repo.line);
      repo.blocks(['push', '-q', `file://${url}`, 'main']);
    }),
    caught('push --mirror, --all, --tags', (repo) => {
      repo.git('checkout', '-q', '-b', 'bad');
      repo.plant('s.txt', repo.line);
      repo.git('tag', 'bad-tag');
      for (const flag of ['--mirror', '--all', '--tags']) refused(repo, flag);
      repo.git('tag', '-d', 'bad-tag');
    }),
    served('push --no-verify', (repo) => {
      refusedThere(repo, ['push', '-q', '--no-verify', 'origin', 'main']);
    }),
    served('push with -c core.hooksPath', (repo) => {
      refusedThere(repo, ['-c', 'core.hooksPath=/dev/null', 'push', '-q', 'origin', 'main']);
    }),
    served("push with core.hooksPath=''", (repo) => {
      refusedThere(repo, ['-c', 'core.hooksPath=', 'push', '-q', 'origin', 'main']);
    }),
    served('push with GIT_CONFIG_* that sets core.hooksPath', (repo) => {
      refusedThere(repo, ['push', '-q', 'origin', 'main'], { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_VALUE_0: '/dev/null' });
    }),
    served('all hooks deleted, HUSKY=0 with husky, a clone without hooks', (repo) => {
      const hooks = join(repo.top, '.git/hooks');
      renameSync(hooks, `${hooks}.off`);
      try {
        refusedThere(repo, ['push', '-q', 'origin', 'main'], { HUSKY: '0' });
      } finally {
        renameSync(`${hooks}.off`, hooks);
      }
    }),
    slips('a server without our hook, when the sender’s is passed by', (repo) => {
      repo.plant('s.txt', repo.line);
      repo.allows(['push', '-q', '--no-verify', 'origin', 'main:refs/heads/gone']);
      repo.past('push', '-q', 'origin', ':gone');
    }),
    slips('a bundle, a patch, an archive sent by other ways than a push', (repo) => {
      repo.plant('s.txt', repo.line);
      const file = join(folder(), 'x.bundle');
      expect(spawnSync('git', ['bundle', 'create', '-q', file, 'main'], { cwd: repo.top }).status).toBe(0);
    }),
  ];
}
