// What a commit may bring: the index judges, whatever the work tree, the flags, the attributes and the configuration say.
import { chmodSync, mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Repo, folder, hooksInto, tidy } from './lab.ts';

afterAll(tidy);

describe('Commit: basics', () => {
  test('1 secret_added, 2 secret_in_modified_file, 3 only_the_secret_no_newline', () => {
    const repo = Repo.make();
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
    repo.git('rm', '-q', '--cached', 'b.txt');
    repo.stage('a.txt', `first\n${repo.line}`);
    repo.commitBlocks();
    repo.stage('a.txt', repo.token);
    repo.commitBlocks();
  });
  test('4 initial_commit_secret, 5 orphan_branch_secret, 6 detached_head', () => {
    const top = folder();
    const fresh = new Repo(top);
    fresh.git('init', '-q', '-b', 'main');
    fresh.git('config', 'user.name', 'x');
    fresh.git('config', 'user.email', 'x@example.org');
    hooksInto(join(top, '.git/hooks'));
    fresh.stage('a.txt', fresh.line);
    fresh.commitBlocks();
    const repo = Repo.make();
    repo.git('checkout', '-q', '--detach');
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
    repo.git('rm', '-q', '-f', 'b.txt');
    repo.git('checkout', '-q', '--orphan', 'o');
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
  });
  test('7 allow_empty, 8 no_verify, 11 empty_file', () => {
    const repo = Repo.make();
    repo.commitAllows('--allow-empty');
    repo.stage('empty', '');
    repo.commitAllows();
    repo.stage('b.txt', repo.line);
    repo.commitAllows('--no-verify');
  });
  test('9 delete_file_with_secret, 10 remove_secret_line, 12 block_then_fix_then_allow', () => {
    const repo = Repo.make();
    repo.plant('old.txt', `one\n${repo.line}two\n`);
    repo.stage('old.txt', 'one\ntwo\n');
    repo.commitAllows();
    repo.plant('old.txt', repo.line);
    repo.git('rm', '-q', 'old.txt');
    repo.commitAllows();
    repo.stage('n.txt', repo.line);
    repo.commitBlocks();
    repo.stage('n.txt', 'token = process.env.TOKEN\n');
    repo.commitAllows();
  });
});

describe('Commit: index, not work tree', () => {
  test('13 staged_secret_worktree_clean, 15 staged_then_deleted_in_worktree', () => {
    const repo = Repo.make();
    repo.stage('b.txt', repo.line);
    repo.write('b.txt', 'clean\n');
    repo.commitBlocks();
    unlinkSync(join(repo.top, 'b.txt'));
    repo.commitBlocks();
  });
  test('14 staged_clean_worktree_secret, 16 partial_hunk_clean, 17 untracked_secret', () => {
    const repo = Repo.make();
    repo.stage('b.txt', 'clean\n');
    repo.write('b.txt', repo.line);
    repo.write('untracked.txt', repo.line);
    repo.commitAllows();
    expect(repo.read('b.txt')).toBe(repo.line);
    expect(repo.git('stash', 'list')).toBe('');
  });
  test('18 intent_to_add_not_committed, 19 intent_to_add_commit_all', () => {
    const repo = Repo.make();
    repo.write('n.txt', repo.line);
    repo.git('add', '-N', 'n.txt');
    repo.stage('c.txt', 'clean\n');
    repo.allows(['commit', '-q', '-m', 'x', '--only', 'c.txt']);
    repo.commitBlocks('-a');
  });
  test('20 ignored_file_forced, 21 assume_unchanged_and_skip_worktree', () => {
    const repo = Repo.make();
    repo.stage('.gitignore', '.env\nsecret.txt\n');
    repo.commitAllows();
    repo.stage('.env', 'A=1\n');
    repo.commitBlocks();
    repo.git('rm', '-q', '-f', '.env');
    repo.stage('secret.txt', repo.line);
    for (const flag of ['--assume-unchanged', '--skip-worktree']) {
      repo.git('update-index', flag, 'secret.txt');
      repo.commitBlocks();
    }
  });
});

describe('Commit: temporary index', () => {
  test('22 commit_all_flag, 23 commit_pathspec, 24 commit_pathspec_dot_subdir, 26 commit_include, 27 commit_pathspec_from_file_nul', () => {
    const repo = Repo.make();
    repo.plant('d/b.txt', 'one\n');
    repo.write('d/b.txt', repo.line);
    repo.commitBlocks('-a');
    repo.commitBlocks('d/b.txt');
    repo.blocks(['commit', '-q', '-m', 'x', '.'], { cwd: join(repo.top, 'd') });
    repo.commitBlocks('-i', 'd/b.txt');
    repo.blocks(['commit', '-q', '-m', 'x', '--pathspec-from-file=-', '--pathspec-file-nul'], { input: 'd/b.txt\0' });
  });
  test('25 commit_only_leaves_secret_out, 28 commit_patch', () => {
    const repo = Repo.make();
    repo.plant('b.txt', 'one\n');
    repo.stage('s.txt', repo.line);
    repo.write('b.txt', 'two\n');
    repo.commitAllows('--only', 'b.txt');
    expect(repo.git('diff', '--cached', '--name-only')).toBe('s.txt');
    repo.git('rm', '-q', '-f', 's.txt');
    repo.write('b.txt', `two\n${repo.line}`);
    repo.blocks(['commit', '-q', '-m', 'x', '-p'], { input: 'y\n', gitShows: true });
  });
  test('29 custom_index_file', () => {
    const repo = Repo.make();
    const env = { ...process.env, GIT_INDEX_FILE: join(repo.top, '.git/alt') };
    repo.run(['read-tree', 'HEAD'], { env });
    repo.stage('main.txt', 'clean\n');
    repo.write('s.txt', repo.line);
    repo.run(['add', 's.txt'], { env });
    repo.blocks(['commit', '-q', '-m', 'x'], { env });
    repo.run(['rm', '-q', '--cached', 's.txt'], { env });
    repo.write('t.txt', 'clean\n');
    repo.run(['add', 't.txt'], { env });
    repo.stage('s.txt', repo.line);
    repo.allows(['commit', '-q', '-m', 'x'], { env });
  });
});

describe('Commit: amend, merge, sequencer', () => {
  test('30 amend_adds_secret, 31 amend_message_only, 32 amend_removes_secret, 33 amend_root', () => {
    const repo = Repo.make();
    repo.stage('b.txt', repo.line);
    repo.commitBlocks('--amend');
    repo.git('rm', '-q', '-f', 'b.txt');
    repo.plant('old.txt', repo.line);
    repo.commitAllows('--amend');
    repo.git('rm', '-q', 'old.txt');
    repo.stage('k.txt', 'k\n');
    repo.commitAllows('--amend');
  });
  const branches = (repo: Repo, ours: string, theirs: string): void => {
    repo.git('checkout', '-q', '-b', 'topic');
    repo.plant('c.txt', theirs, 'theirs');
    repo.git('checkout', '-q', 'main');
    repo.plant('c.txt', ours, 'ours');
  };
  test('34 merge_conflict_resolved_with_secret, 35 merge_conflict_resolved_clean', () => {
    const repo = Repo.make();
    branches(repo, 'ours\n', 'theirs\n');
    expect(repo.run(['merge', 'topic']).ok).toBe(false);
    repo.stage('c.txt', `both\n${repo.line}`);
    repo.commitBlocks();
    repo.stage('c.txt', 'both\n');
    repo.commitAllows();
    expect(repo.git('rev-list', '--parents', '-n1', 'HEAD').split(' ')).toHaveLength(3);
  });
  test('a merge brings nothing of its parents as new, also where both hold an old secret', () => {
    const repo = Repo.make();
    repo.git('checkout', '-q', '-b', 'topic');
    repo.plant('theirs.txt', repo.line);
    repo.plant('c.txt', 'theirs\n');
    repo.git('checkout', '-q', 'main');
    repo.plant('ours.txt', repo.line);
    repo.plant('c.txt', 'ours\n');
    expect(repo.run(['merge', 'topic']).ok).toBe(false);
    repo.stage('c.txt', 'both\n');
    repo.commitAllows();
  });
  test('36 merge_no_ff_clean, 37 merge_squash_secret, 38 merge_secret_branch', () => {
    const repo = Repo.make();
    repo.git('checkout', '-q', '-b', 'clean');
    repo.plant('c.txt', 'clean\n');
    repo.git('checkout', '-q', '-b', 'bad', 'main');
    repo.plant('s.txt', repo.line);
    repo.git('checkout', '-q', 'main');
    repo.plant('m.txt', 'main\n');
    repo.allows(['merge', '-q', '--no-ff', '-m', 'x', 'clean']);
    repo.git('merge', '-q', '--squash', 'bad');
    repo.commitBlocks();
  });
  test('39 cherry_pick_clean, 41 cherry_pick_no_commit_secret, 48 fixup_autosquash, 47 stash_secret_is_local', () => {
    const repo = Repo.make();
    repo.git('checkout', '-q', '-b', 'side');
    const clean = repo.plant('c.txt', 'clean\n');
    const bad = repo.plant('s.txt', repo.line);
    repo.git('checkout', '-q', 'main');
    repo.allows(['cherry-pick', clean]);
    repo.git('cherry-pick', '-n', bad);
    repo.commitBlocks();
    repo.allows(['stash']);
    repo.allows(['stash', 'pop']);
    repo.git('reset', '-q', '--hard');
    repo.stage('f.txt', 'f\n');
    repo.commitAllows();
    repo.stage('f.txt', 'g\n');
    repo.allows(['commit', '-q', '--fixup', 'HEAD']);
    repo.allows(['rebase', '-q', '-i', '--autosquash', 'HEAD~2'], { env: { ...process.env, GIT_SEQUENCE_EDITOR: ':' } });
  });
  test('43 rebase_clean, 45 rebase_in_progress_commit_secret', () => {
    const repo = Repo.make();
    repo.git('checkout', '-q', '-b', 'side');
    repo.plant('c.txt', 'c\n');
    repo.plant('d.txt', 'd\n');
    repo.git('checkout', '-q', 'main');
    repo.plant('m.txt', 'm\n');
    repo.git('checkout', '-q', 'side');
    repo.allows(['rebase', '-q', 'main']);
    repo.run(['rebase', '-i', 'HEAD~1'], { env: { ...process.env, GIT_SEQUENCE_EDITOR: 'sed -i s/^pick/edit/' } });
    repo.stage('s.txt', repo.line);
    repo.commitBlocks();
  });
});

describe('Commit: entry kinds', () => {
  test('49 rename_plus_secret, 50 rename_clean, 51 rename_detection_copies_config, 52 mode_change_only, 53 mode_change_plus_secret', () => {
    const repo = Repo.make();
    repo.git('config', 'diff.renames', 'copies');
    repo.plant('long.txt', 'line\n'.repeat(40));
    repo.git('mv', 'long.txt', 'moved.txt');
    repo.commitAllows();
    repo.git('update-index', '--chmod=+x', 'moved.txt');
    repo.commitAllows();
    repo.git('mv', 'moved.txt', 'again.txt');
    repo.stage('again.txt', 'line\n'.repeat(40) + repo.line);
    repo.commitBlocks();
    repo.git('update-index', '--chmod=-x', 'again.txt');
    repo.commitBlocks();
  });
  test('54 symlink_target_is_secret, 55 symlink_to_outside_secret, 56 symlink_dangling_dir_device', () => {
    const repo = Repo.make();
    symlinkSync(repo.token, join(repo.top, 'l'));
    repo.git('add', 'l');
    repo.commitBlocks();
    repo.git('rm', '-q', '-f', 'l');
    const outside = new Repo(folder());
    outside.write('s.txt', repo.line);
    for (const [name, target] of [
      ['o', join(outside.top, 's.txt')],
      ['d', '/nowhere'],
      ['z', '/dev/zero'],
      ['self', 'self'],
      ['dir', '.'],
    ])
      symlinkSync(target!, join(repo.top, name!));
    repo.git('add', '-A');
    repo.commitAllows();
  });
  test('57 typechange_symlink_to_file, 58 typechange_file_to_symlink', () => {
    const repo = Repo.make();
    symlinkSync('a.txt', join(repo.top, 'l'));
    repo.git('add', 'l');
    repo.commitAllows();
    unlinkSync(join(repo.top, 'l'));
    repo.stage('l', repo.line);
    repo.commitBlocks();
    repo.git('reset', '-q', '--hard');
    unlinkSync(join(repo.top, 'a.txt'));
    symlinkSync('l', join(repo.top, 'a.txt'));
    repo.git('add', 'a.txt');
    repo.commitAllows();
  });
  test('59 gitlink_added and moved, 60 inside_submodule', () => {
    const repo = Repo.make();
    const lib = Repo.make();
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '-q', 'add', lib.top, 'lib');
    repo.commitAllows();
    const sub = new Repo(join(repo.top, 'lib'));
    sub.git('config', 'user.name', 'x');
    sub.git('config', 'user.email', 'x@example.org');
    hooksInto(join(repo.top, '.git/modules/lib/hooks'));
    sub.stage('s.txt', sub.line);
    sub.commitBlocks();
    sub.git('rm', '-q', '-f', 's.txt');
    sub.stage('c.txt', 'c\n');
    sub.commitAllows();
    repo.git('add', 'lib');
    repo.commitAllows();
  });
  test('61 worktree_redacted_by_clean_filter, 62 lfs_pointer_file', () => {
    const repo = Repo.make();
    repo.git('config', 'filter.hide.clean', 'sed s/ghp_[A-Za-z0-9]*/hidden/');
    repo.stage('.gitattributes', '*.hid filter=hide\n');
    repo.stage('x.hid', repo.line);
    repo.stage('big.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a1'.repeat(32)}\nsize 12345\n`);
    repo.commitAllows();
  });
  test('192 pure_rename_of_old_secret, 193 edit_near_old_secret, 194 copy_of_old_secret_file, 195 secret_in_file_name', () => {
    const repo = Repo.make();
    const text = 'line\n'.repeat(20) + repo.line;
    repo.plant('old.txt', text);
    repo.git('mv', 'old.txt', 'new.txt');
    repo.commitAllows();
    repo.stage('new.txt', `edited\n${text}`);
    repo.commitAllows();
    repo.stage('copy.txt', text);
    repo.commitBlocks();
    repo.git('rm', '-q', '-f', 'copy.txt');
    repo.stage(`${repo.token}.txt`, 'x\n');
    repo.commitBlocks();
    repo.stage(`${repo.token}.txt`, `again\n${repo.line}`);
    repo.commitBlocks();
  });
});

describe('Commit: the message', () => {
  test('196 a secret in the message is refused, one in a comment line or below the scissors is not', () => {
    const repo = Repo.make();
    repo.stage('b.txt', 'b\n');
    repo.blocks(['commit', '-q', '-m', `use ${repo.token}`]);
    repo.write('message', `fine\n# ${repo.token}\n`);
    // as an option, which no hook is told of, it would be refused: without an editor git keeps such lines
    repo.git('config', 'commit.cleanup', 'strip');
    repo.allows(['commit', '-q', '-F', 'message']);
    repo.git('config', '--unset', 'commit.cleanup');
    repo.plant('c.txt', repo.line);
    repo.git('rm', '-q', 'c.txt');
    repo.allows(['commit', '-q', '-v'], { env: { ...process.env, GIT_EDITOR: 'sed -i 1s/^/removed/' } });
  });
});

describe('Commit: the hook file', () => {
  test('186 git leaves a hook that is not executable off, and says so', () => {
    const repo = Repo.make();
    chmodSync(join(repo.top, '.git/hooks/pre-commit'), 0o644);
    repo.stage('b.txt', 'x\n');
    repo.commitAllows();
    mkdirSync(join(repo.top, 'x'), { recursive: true });
  });
});
