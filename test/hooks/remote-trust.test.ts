// What a push believes that its destination has: real pushes between real repositories, through the hooks that `install` writes.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folder, Repo, tidy } from './lab.ts';

afterAll(tidy);

const cli = join(import.meta.dirname, '../../dist/cli.js');
let installed: Repo;
let emptyRepository: string | undefined;

/** One repository is made with installed hooks, and copied. */
beforeAll(() => {
  installed = Repo.make();
  rmSync(join(installed.top, '.git/hooks'), { recursive: true });
  expect(spawnSync(process.execPath, [cli, 'install', '--force'], { cwd: installed.top }).status).toBe(0);
  emptyRepository = bare();
});

function bare(): string {
  const path = folder('remote-');
  if (emptyRepository === undefined) installed.git('init', '-q', '--bare', '-b', 'main', path);
  else cpSync(emptyRepository, path, { recursive: true });
  return path;
}

function hooksFrom(repo: Repo): void {
  rmSync(join(repo.top, '.git/hooks'), { recursive: true });
  for (const part of ['hooks', 'secrets-hooks']) cpSync(join(installed.top, '.git', part), join(repo.top, '.git', part), { recursive: true });
  for (const [name, value] of Object.entries({ 'user.name': 'Lab', 'user.email': 'lab@example.org' })) repo.git('config', name, value);
}

function copy(from: Repo): Repo {
  const top = folder();
  cpSync(from.top, top, { recursive: true, verbatimSymlinks: true });
  return Object.defineProperty(new Repo(top), 'token', { value: from.token });
}

/** A repository whose secret was pushed to A, past the hooks. */
function leaked(name = 'origin'): { readonly repo: Repo; readonly a: string; readonly b: string } {
  const repo = copy(installed);
  const [a, b] = [bare(), bare()];
  repo.git('remote', 'add', name, a);
  repo.plant('s.txt', repo.line);
  repo.git('push', '-q', '--no-verify', name, 'main');
  return { repo, a, b };
}

const refsOf = (repo: Repo, place: string): string => repo.git('-C', place, 'for-each-ref');

/** The push is refused, and the repository at `place` receives nothing. */
function keepsOut(repo: Repo, place: string, ...push: readonly string[]): string {
  const before = refsOf(repo, place);
  const { out } = repo.blocks(['push', '-q', ...push]);
  expect(refsOf(repo, place)).toBe(before);
  return out;
}

describe('A secret that only another repository has is refused', () => {
  test('after `git remote set-url`, and when the URL is given with -c', () => {
    const { repo, a, b } = leaked();
    keepsOut(repo, b, '--repo', b, b, 'HEAD:release');
    repo.git('remote', 'set-url', 'origin', b);
    keepsOut(repo, b, 'origin', 'HEAD:release');
    repo.git('remote', 'set-url', 'origin', a);
    repo.git('fetch', '-q', 'origin');
    // one more URL to push to
    expect(repo.run(['-c', `remote.origin.url=${b}`, 'push', 'origin', 'HEAD:more']).out).toContain('secrets-hooks: push blocked');
    repo.git('remote', 'set-url', 'origin', b);
    keepsOut(repo, b, 'origin', 'HEAD:release');
    expect(refsOf(repo, b)).toBe('');
  });

  test('with another push URL: pushurl, pushInsteadOf, insteadOf, two of them', () => {
    const { repo, a, b } = leaked();
    repo.git('fetch', '-q', 'origin');
    for (const config of [
      [['remote.origin.pushurl', b]],
      [[`url.${b}.pushInsteadOf`, a]],
      [[`url.${b}.insteadOf`, a]],
      [
        ['remote.origin.pushurl', b],
        ['remote.origin.pushurl', a],
      ],
    ]) {
      for (const [name, value] of config) repo.git('config', '--add', name!, value!);
      keepsOut(repo, b, 'origin', 'HEAD:release');
      for (const [name] of config) repo.run(['config', '--unset-all', name!]);
    }
    repo.allows(['push', '-q', 'origin', 'HEAD:release']);
  });

  test('where the other remote has a longer name, or writes into the folder of this one', () => {
    const { repo, a, b } = leaked('acme/private');
    repo.git('remote', 'add', 'acme', b);
    keepsOut(repo, b, 'acme', 'main');
    repo.git('fetch', '-q', 'acme/private');
    keepsOut(repo, b, 'acme', 'main');
    keepsOut(repo, b, 'acme', 'main:private/main');
    repo.git('remote', 'add', 'pub', b);
    repo.git('remote', 'add', 'other', a);
    repo.git('config', 'remote.other.fetch', '+refs/heads/*:refs/remotes/pub/p/*');
    repo.git('fetch', '-q', 'other');
    expect(repo.git('rev-parse', 'refs/remotes/pub/p/main')).toBe(repo.git('rev-parse', 'main'));
    keepsOut(repo, b, 'pub', 'main');
    repo.git('config', 'remote.other.fetch', '+refs/heads/*:refs/remotes/pub/*');
    repo.git('fetch', '-q', 'other');
    keepsOut(repo, b, 'pub', 'main:other');
  });

  test('where the repository was wiped, or the branch deleted, after a push past the hooks', () => {
    const { repo, a } = leaked();
    repo.git('push', '-q', '--no-verify', 'origin', 'main:leak');
    repo.git('-C', a, 'update-ref', '-d', 'refs/heads/main');
    repo.git('-C', a, 'update-ref', '-d', 'refs/heads/leak');
    repo.git('rm', '-q', 's.txt');
    repo.past('commit', '-q', '-m', 'remove');
    keepsOut(repo, a, 'origin', 'HEAD:clean');
    // a branch whose ref is still tracked, and that a later fetch no longer names
    repo.git('push', '-q', '--no-verify', 'origin', 'HEAD~2:refs/heads/main', 'main:leak');
    repo.git('fetch', '-q', 'origin');
    repo.allows(['push', '-q', 'origin', 'HEAD:seen']);
    repo.git('-C', a, 'update-ref', '-d', 'refs/heads/leak');
    repo.git('-C', a, 'update-ref', '-d', 'refs/heads/seen');
    repo.git('push', '-q', '--no-verify', 'origin', 'HEAD~2:refs/heads/more');
    repo.git('fetch', '-q', 'origin');
    expect(repo.git('rev-parse', 'refs/remotes/origin/leak')).toBe(repo.git('rev-parse', 'main'));
    keepsOut(repo, a, 'origin', 'HEAD:clean');
  });

  test('where it was rewritten away: by a forced push of others, by one of our own, by a deletion', () => {
    const { repo, a } = leaked();
    const bad = repo.git('rev-parse', 'main');
    repo.git('fetch', '-q', 'origin');
    repo.allows(['push', '-q', 'origin', 'main:known']);
    repo.allows(['push', '-q', 'origin', ':known']);
    repo.git('push', '-q', '--no-verify', 'origin', 'main:gone', 'main~1:refs/heads/other');
    repo.git('fetch', '-q', 'origin');
    repo.git('push', '-q', '--no-verify', 'origin', ':gone', '+main~1:main');
    keepsOut(repo, a, 'origin', `${bad}:refs/heads/again`);
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
    repo.git('fetch', '-q', 'origin');
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.plant('ours.txt', 'ours\n');
    repo.allows(['push', '-q', '--force', 'origin', 'main']);
    keepsOut(repo, a, 'origin', `${bad}:refs/heads/again`);
    repo.git('push', '-q', '--no-verify', '--force', 'origin', `${bad}:refs/heads/main`);
    repo.git('fetch', '-q', 'origin');
    repo.allows(['push', '-q', 'origin', `${bad}:refs/heads/held`]);
    repo.git('-C', a, 'update-ref', 'refs/heads/main', `${bad}~1`);
    repo.git('-C', a, 'update-ref', '-d', 'refs/heads/held');
    repo.git('fetch', '-q', '--prune', 'origin');
    repo.git('fetch', '-q', a, 'main');
    keepsOut(repo, a, 'origin', `${bad}:refs/heads/again`);
  });

  test('where the clone was made from one repository and pushed to another in between', () => {
    const { repo, a, b } = leaked();
    repo.past('push', '-q', b, 'HEAD~1:refs/heads/main');
    const clone = new Repo(join(folder(), 'clone'));
    installed.git('clone', '-q', b, clone.top);
    hooksFrom(clone);
    clone.git('remote', 'set-url', 'origin', a);
    clone.git('pull', '-q', 'origin', 'main');
    clone.git('remote', 'set-url', 'origin', b);
    keepsOut(clone, b, 'origin', 'HEAD:release');
    // FETCH_HEAD leaves `.git` out: two neighbours look the same in it
    const twin = `${a}.git`;
    cpSync(b, twin, { recursive: true });
    try {
      repo.git('fetch', '-q', 'origin');
      repo.git('remote', 'set-url', 'origin', twin);
      keepsOut(repo, twin, 'origin', 'HEAD:release');
    } finally {
      rmSync(twin, { recursive: true });
    }
  });
});

/** A repository with a secret in its history, as a remote; its own clone of a branch on top of that; and what is left of it elsewhere. */
function published(): { readonly repo: Repo; readonly remote: string } {
  const repo = copy(installed);
  const remote = bare();
  repo.git('remote', 'add', 'origin', remote);
  repo.git('push', '-q', '--no-verify', 'origin', 'main', 'main:feat');
  repo.plant('s.txt', repo.line);
  repo.plant('later.txt', 'later\n');
  repo.git('push', '-q', '--no-verify', 'origin', 'main');
  return { repo, remote };
}

function cloneOf(remote: string, token: string, ...options: readonly string[]): Repo {
  const clone = Object.defineProperty(new Repo(join(folder(), 'clone')), 'token', { value: token });
  installed.git('clone', '-q', ...options, remote, clone.top);
  hooksFrom(clone);
  return clone;
}

describe('Nobody is blamed for what the destination has already', () => {
  test('a new branch after a clone, after a fetch that names one branch, and after a push that our hook let through', () => {
    const { repo, remote } = published();
    const clone = cloneOf(remote, repo.token);
    clone.plant('a.ts', 'export const limit = 1;\n');
    clone.allows(['push', '-q', 'origin', 'HEAD:one']);
    // somebody else goes on, and we take over their main branch
    repo.plant('s2.txt', repo.line);
    repo.git('push', '-q', '--no-verify', 'origin', 'main');
    clone.git('pull', '-q', '--rebase', 'origin', 'main');
    clone.allows(['push', '-q', 'origin', 'HEAD:two']);
    // FETCH_HEAD names another repository now: what earlier pushes saw is remembered
    clone.git('fetch', '-q', repo.top, 'main');
    clone.plant('b.ts', 'export const limit = 2;\n');
    clone.allows(['push', '-q', 'origin', 'HEAD:three']);
    rmSync(join(clone.top, '.git/FETCH_HEAD'));
    rmSync(join(clone.top, '.git/logs/HEAD'));
    clone.allows(['push', '-q', 'origin', 'HEAD:four']);
    // the record says each thing once, and no URL
    const record = clone.read('.git/secrets-hooks/remotes').trim().split('\n');
    expect(new Set(record.map((line) => line.split(' ').slice(2).join(' '))).size).toBe(record.length);
    expect(record.join('\n')).not.toContain(remote);
  });

  test('a branch that takes over the main one in a clone that tracks only itself', () => {
    const { repo, remote } = published();
    const clone = cloneOf(remote, repo.token, '--single-branch', '-b', 'feat');
    clone.plant('a.ts', 'export const limit = 1;\n');
    clone.git('pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
    clone.allows(['push', '-q']);
  });

  test('a fork that was never fetched: nothing published is to be rewritten, and after a fetch the push passes', () => {
    const { repo, remote } = published();
    const clone = cloneOf(remote, repo.token);
    const fork = bare();
    repo.git('push', '-q', '--no-verify', fork, 'main');
    clone.git('remote', 'add', 'fork', fork);
    clone.git('checkout', '-q', '-b', 'topic');
    clone.plant('a.ts', 'export const limit = 1;\n');
    const said = keepsOut(clone, fork, 'fork', 'topic');
    expect(said).toMatch(/already\s+on\s+origin\/main/);
    expect(said).toContain('git fetch fork');
    expect(said).not.toMatch(/rebase|amend|reset --soft/);
    clone.git('fetch', '-q', 'fork');
    clone.allows(['push', '-q', 'fork', 'topic']);
    // what really is new is to be rewritten, and is not mixed up with the rest
    clone.git('remote', 'add', 'third', bare());
    clone.plant('s3.txt', clone.line);
    const both = clone.blocks(['push', '-q', 'third', 'topic']).out;
    expect(both).toContain('git fetch third');
    expect(both).toContain('git commit --amend');
    expect(both).not.toContain('rebase');
    // a fetch that shows that the value would be published there gives no such advice again
    clone.git('push', '-q', '--no-verify', 'third', 'HEAD~4:refs/heads/main');
    clone.git('fetch', '-q', 'third');
    const after = clone.blocks(['push', '-q', 'third', 'topic']).out;
    expect(after).not.toContain('git fetch');
    expect(after).toMatch(/and\s+rotate\s+the\s+value/);
  });

  test('in a linked work tree, over a push URL of the same repository, and by URL', () => {
    const { repo, remote } = published();
    const clone = cloneOf(remote, repo.token);
    const tree = Object.defineProperty(new Repo(join(folder(), 'tree')), 'token', { value: repo.token });
    clone.git('worktree', 'add', '-q', '-b', 'topic', tree.top);
    tree.plant('a.ts', 'export const limit = 1;\n');
    tree.allows(['push', '-q', 'origin', 'topic']);
    tree.git('fetch', '-q', 'origin');
    tree.allows(['push', '-q', remote, 'topic:by-url']);
    tree.git('config', 'remote.origin.pushurl', `file://${remote}`);
    tree.plant('b.ts', 'export const limit = 2;\n');
    tree.allows(['push', '-q', 'origin', 'topic:by-pushurl']);
  });
});

test('what no clone can know offline is refused if the policy asks the remote, and if the remote does not answer', () => {
  const { repo, a } = leaked();
  repo.git('fetch', '-q', 'origin');
  repo.git('rm', '-q', 's.txt');
  repo.past('commit', '-q', '-m', 'remove');
  const wiped = (): void => void repo.git('-C', a, 'update-ref', 'refs/heads/main', 'main~1');
  wiped();
  // git wrote down that the remote has it, and nothing here says otherwise: out of reach without a connection
  repo.allows(['push', '-q', '--dry-run', 'origin', 'HEAD:clean']);
  const policy = JSON.parse(repo.read('.secrets-hooks/policy.json')) as object;
  repo.plant('.secrets-hooks/policy.json', JSON.stringify({ ...policy, remoteRefs: 'ls-remote' }));
  const said = keepsOut(repo, a, 'origin', 'HEAD:clean');
  expect(said).not.toContain('git fetch');
  const line = `HEAD ${repo.git('rev-parse', 'HEAD')} refs/heads/clean ${'0'.repeat(40)}\n`;
  const deaf = repo.run([join(repo.top, '.git/hooks/pre-push'), 'origin', join(a, 'not-there')], { command: 'sh', input: line });
  expect({ status: deaf.status, out: deaf.out }).toMatchObject({
    status: 2,
    out: expect.stringContaining('the remote did not say which refs it has: origin.') as unknown,
  });
  repo.git('push', '-q', '--no-verify', '--force', 'origin', 'main~1:main');
  repo.plant('a.ts', 'export const limit = 1;\n');
  repo.allows(['push', '-q', 'origin', 'HEAD:clean']);
});
