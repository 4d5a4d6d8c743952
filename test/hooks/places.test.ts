// Where the repository is, and how it keeps its objects: the hook does not care.
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Repo, folder, hooksInto, tidy } from './lab.ts';

afterAll(tidy);
const identity = (repo: Repo): void => {
  repo.git('config', 'user.name', 'x');
  repo.git('config', 'user.email', 'x@example.org');
};

describe('Where the repository is', () => {
  test('96 git_dash_C, 97 git_dir_and_work_tree_options, 98 git_dir_env_relative', () => {
    const repo = Repo.make();
    repo.stage('b.txt', repo.line);
    repo.blocks(['-C', repo.top, 'commit', '-q', '-m', 'x'], { cwd: '/' });
    repo.blocks([`--git-dir=${repo.top}/.git`, `--work-tree=${repo.top}`, 'commit', '-q', '-m', 'x'], { cwd: '/' });
    repo.blocks(['commit', '-q', '-m', 'x'], { env: { ...process.env, GIT_DIR: '.git', GIT_WORK_TREE: '.' } });
  });
  test('99 separate_git_dir', () => {
    const repo = new Repo(folder());
    const kept = join(folder(), 'kept.git');
    repo.git('init', '-q', '-b', 'main', `--separate-git-dir=${kept}`);
    identity(repo);
    hooksInto(join(kept, 'hooks'));
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
  });
  test('100 repo_path_with_odd_characters, 101 repo_via_symlink', () => {
    const odd = join(folder(), `a b'c"d$e;f&g`);
    const made = Repo.make();
    cpSync(made.top, odd, { recursive: true });
    const repo = new Repo(odd);
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
    const link = join(folder(), 'link');
    symlinkSync(odd, link);
    repo.blocks(['commit', '-q', '-m', 'x'], { cwd: link });
  });
  test('102 worktree_added_after_install, 103 worktree_clean_and_push, 106 worktree_commit_all_flag', () => {
    const repo = Repo.make();
    repo.remote();
    const path = join(folder(), 'wt');
    repo.git('worktree', 'add', '-q', path, '-b', 'side');
    const tree = new Repo(path);
    tree.stage('c.txt', 'c\n');
    tree.commitAllows();
    tree.allows(['push', '-q', 'origin', 'side']);
    tree.write('c.txt', tree.line);
    tree.commitBlocks('-a');
    tree.stage('s.txt', tree.line);
    tree.past('commit', '-q', '-m', 'x');
    tree.blocks(['push', '-q', 'origin', 'side']);
  });
  test('105 worktree_of_bare_repo', () => {
    const made = Repo.make();
    const bare = join(folder(), 'x.git');
    made.git('clone', '-q', '--bare', made.top, bare);
    hooksInto(join(bare, 'hooks'));
    const path = join(folder(), 'wt');
    made.run(['-C', bare, 'worktree', 'add', '-q', path, 'main']);
    const tree = new Repo(path);
    identity(tree);
    tree.stage('b.txt', tree.line);
    tree.commitBlocks();
  });
  test('107 sha256_repo and sha256_push', () => {
    const repo = new Repo(folder());
    repo.git('init', '-q', '-b', 'main', '--object-format=sha256');
    identity(repo);
    hooksInto(join(repo.top, '.git/hooks'));
    repo.remote('origin', '--object-format=sha256');
    repo.stage('a.txt', 'a\n');
    repo.commitAllows();
    repo.allows(['push', '-q', 'origin', 'main']);
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
    repo.past('commit', '-q', '-m', 'x');
    repo.blocks(['push', '-q', 'origin', 'main']);
  });
  test('109 index_version_4, 110 split_index, 111 many_files_features', () => {
    const repo = Repo.make();
    repo.stage('b.txt', repo.line);
    repo.git('update-index', '--index-version', '4');
    repo.commitBlocks();
    repo.git('update-index', '--index-version', '2', '--split-index');
    repo.commitBlocks();
    repo.git('config', 'feature.manyFiles', 'true');
    repo.commitBlocks();
  });
  test('112 sparse_checkout_cone, sparse_index_and_outside_path', () => {
    const repo = Repo.make();
    repo.plant('in/a.txt', 'a\n');
    repo.plant('out/b.txt', 'b\n');
    repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
    repo.stage('in/s.txt', repo.line);
    repo.commitBlocks();
    repo.git('rm', '-q', '-f', '--sparse', 'in/s.txt');
    mkdirSync(join(repo.top, 'out'), { recursive: true });
    repo.write('out/s.txt', repo.line);
    repo.git('add', '--sparse', 'out/s.txt');
    repo.commitBlocks();
  });
  test('113 alternates_clone, packed_repo, 114 shallow_clone', () => {
    const made = Repo.make();
    made.plant('more.txt', 'more\n');
    for (const args of [['--shared'], ['--depth', '1']]) {
      const path = join(folder(), 'clone');
      made.git('clone', '-q', ...args, args[0] === '--depth' ? `file://${made.top}` : made.top, path);
      const clone = new Repo(path);
      identity(clone);
      hooksInto(join(path, '.git/hooks'));
      clone.git('gc', '-q');
      clone.stage('b.txt', clone.line);
      clone.commitBlocks();
    }
  });
  test('191 parallel commits in two worktrees', () => {
    const repo = Repo.make();
    const paths = ['one', 'two'].map((name) => {
      const path = join(folder(), name);
      repo.git('worktree', 'add', '-q', path, '-b', name);
      return path;
    });
    for (const path of paths) new Repo(path).stage('s.txt', repo.line);
    const script = paths.map((path) => `(cd '${path}' && git commit -q -m x) &`).join(' ');
    repo.run(['-c', `${script} wait`], { command: 'sh' });
    for (const name of ['one', 'two']) expect(repo.git('rev-list', '--count', name)).toBe('1');
  });
});
