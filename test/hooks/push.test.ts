// What a push may publish: everything that the remote does not have is looked at, on the way out and on the server.
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Repo, folder, hooksInto, tidy } from './lab.ts';

afterAll(tidy);

/** Harmless commits on top of a branch, as `git fast-import` reads them. */
const commits = (count: number, branch = 'main'): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `commit refs/heads/${branch}\ncommitter x <x@example.org> ${1_700_000_000 + index} +0000\ndata 2\nx\n${index === 0 ? `from refs/heads/${branch}^0\n` : ''}M 100644 inline f.txt\ndata ${String(index).length + 1}\n${index}\n\n`,
  ).join('');

/** Once refused by the sender's hook, once, past it, by the receiver's. */
describe.each([
  ['pre-push', false],
  ['pre-receive', true],
])('Push, refused by %s', (_, server) => {
  /** The first push is made once; what came of it is copied, the remote too. */
  let pushed: { readonly repo: Repo; readonly bare: string } | undefined;
  const first = (): { readonly repo: Repo; readonly bare: string } => {
    const repo = Repo.make();
    const bare = repo.remote();
    if (server) {
      hooksInto(join(bare, 'hooks'), ['pre-receive']);
      repo.git('config', 'core.hooksPath', '/dev/null');
    }
    repo.git('push', '-q', 'origin', 'main');
    return { repo, bare };
  };
  const prepared = (): Repo => {
    const { repo, bare } = (pushed ??= first());
    const [top, remote] = [folder(), folder('remote-')];
    cpSync(repo.top, top, { recursive: true });
    cpSync(bare, remote, { recursive: true });
    const config = join(top, '.git/config');
    const text = readFileSync(config, 'utf8');
    expect(text).toContain(bare);
    writeFileSync(config, text.replaceAll(bare, remote));
    return new Repo(top);
  };
  const blocked = (repo: Repo, ...args: readonly string[]): void => {
    const refs = (): string => repo.git('ls-remote', 'origin');
    const before = refs();
    const { out } = repo.blocks(['push', ...args]);
    expect(out).toContain('secrets-hooks: push blocked');
    expect(refs()).toBe(before);
  };
  const passes = (repo: Repo, ...args: readonly string[]): void => void repo.allows(['push', '-q', ...args]);

  test('130 push_clean_first, 131 push_root_commit_secret, 136 push_up_to_date', () => {
    const repo = prepared();
    passes(repo, 'origin', 'main');
    repo.git('checkout', '-q', '--orphan', 'o');
    repo.plant('s.txt', repo.line);
    blocked(repo, 'origin', 'o');
  });
  test('132 push_secret, 133 push_secret_removed_later, 134 push_secret_in_middle_of_50, 146 push_force_removes_secret', () => {
    const repo = prepared();
    repo.allows(['fast-import', '--quiet'], { input: commits(25) });
    repo.git('reset', '-q', '--hard');
    repo.plant('s.txt', repo.line);
    blocked(repo, 'origin', 'main');
    repo.git('rm', '-q', 's.txt');
    repo.past('commit', '-q', '-m', 'remove');
    for (let index = 0; index < 5; index += 1) repo.plant('n.txt', `more ${index}\n`);
    blocked(repo, 'origin', 'main');
    repo.git('reset', '-q', '--hard', 'HEAD~7');
    repo.plant('clean.txt', 'clean\n');
    passes(repo, 'origin', 'main');
  });
  test('137 push_delete_branch, 138 push_delete_and_secret_together, 139 push_secret_second_of_refs, 170 push_atomic', () => {
    const repo = prepared();
    repo.git('branch', 'x');
    repo.git('branch', 'c');
    passes(repo, 'origin', 'x');
    repo.git('checkout', '-q', '-b', 's');
    repo.plant('s.txt', repo.line);
    blocked(repo, 'origin', ':x', 's');
    blocked(repo, 'origin', 'c', 's');
    blocked(repo, 'origin', 's', 'c');
    blocked(repo, '--atomic', 'origin', 'c', 's');
    passes(repo, 'origin', ':x');
  });
  test('140 push_new_branch_old_secret_on_remote, 141 push_update_old_secret_on_remote, 178 push_object_already_on_remote_via_fetch', () => {
    const repo = prepared();
    repo.plant('old.txt', `x\n${repo.line}`);
    repo.run(['-c', 'core.hooksPath=/dev/null', 'push', '-q', 'origin', 'main']);
    if (server) repo.run(['-C', repo.git('remote', 'get-url', 'origin'), 'fetch', '-q', repo.top, 'main:main']);
    repo.git('fetch', '-q', 'origin');
    repo.git('checkout', '-q', '-b', 'topic');
    repo.plant('old.txt', `edited\n${repo.line}`);
    passes(repo, 'origin', 'topic');
    repo.git('checkout', '-q', 'main');
    repo.plant('more.txt', 'more\n');
    passes(repo, 'origin', 'main');
  });
  test('145 push_force_remote_sha_unknown, 147 push_force_rewritten_with_secret, 148 push_force_back_to_old_commit', () => {
    const repo = prepared();
    const other = join(folder(), 'other');
    repo.git('clone', '-q', repo.git('remote', 'get-url', 'origin'), other);
    const second = new Repo(other);
    second.git('config', 'user.name', 'x');
    second.git('config', 'user.email', 'x@example.org');
    second.plant('theirs.txt', 'theirs\n');
    second.git('push', '-q', 'origin', 'main');
    repo.plant('ours.txt', 'ours\n');
    passes(repo, '--force', 'origin', 'main');
    repo.plant('s.txt', repo.line);
    blocked(repo, '--force', 'origin', 'main');
    repo.git('reset', '-q', '--hard', 'HEAD~2');
    passes(repo, '--force', 'origin', 'main');
  });
  test('149 push_lightweight_tag and push_annotated_tag, 150 push_tag_of_tag_clean, 151 push_tags, 196 secret_in_tag_message_push', () => {
    const repo = prepared();
    repo.git('tag', '-a', '-m', 'fine', 'one');
    repo.git('tag', '-a', '-m', 'of a tag', 'two', 'one');
    passes(repo, 'origin', 'one', 'two');
    repo.git('checkout', '-q', '--detach');
    repo.plant('s.txt', repo.line);
    repo.git('tag', 'light');
    repo.git('tag', '-a', '-m', 'heavy', 'heavy');
    repo.git('checkout', '-q', 'main');
    blocked(repo, 'origin', 'light');
    blocked(repo, 'origin', 'heavy');
    blocked(repo, 'origin', '--tags');
    repo.git('tag', '-a', '-m', `use ${repo.token}`, 'told');
    blocked(repo, 'origin', 'told');
    repo.git('tag', '-a', '-m', `deeper ${repo.token}`, 'inner');
    repo.git('tag', '-a', '-m', 'outer', 'outer', 'inner');
    blocked(repo, 'origin', 'outer');
  });
  test('152 push_tag_to_blob_secret, push_tag_to_tree_secret', () => {
    const repo = prepared();
    repo.write('s.txt', repo.line);
    const blob = repo.git('hash-object', '-w', 's.txt');
    repo.git('tag', 'blob', blob);
    blocked(repo, 'origin', 'blob');
    const tree = repo.run(['mktree'], { input: `100644 blob ${blob}\tdeep.txt\n` }).stdout.trim();
    repo.git('tag', 'tree', tree);
    blocked(repo, 'origin', 'tree');
  });
  test('153 push_all_with_one_bad, push_mirror', () => {
    const repo = prepared();
    repo.git('checkout', '-q', '-b', 'bad');
    repo.plant('s.txt', repo.line);
    repo.git('checkout', '-q', 'main');
    blocked(repo, '--all', 'origin');
    blocked(repo, '--mirror', 'origin');
    repo.git('branch', '-q', '-D', 'bad');
    passes(repo, '--mirror', 'origin');
  });
  test('154 push_detached_head, 155 push_sha_refspec and expression, 156 push_other_branch_than_checked_out', () => {
    const repo = prepared();
    repo.git('checkout', '-q', '-b', 's');
    const bad = repo.plant('s.txt', repo.line);
    blocked(repo, 'origin', `${bad}:refs/heads/d`);
    passes(repo, 'origin', 'HEAD~1:refs/heads/parent');
    repo.git('checkout', '-q', '--detach');
    blocked(repo, 'origin', 'HEAD:refs/heads/d');
    repo.git('checkout', '-q', 'main');
    blocked(repo, 'origin', 's');
    repo.git('checkout', '-q', 's');
    passes(repo, 'origin', 'main');
  });
  test('157 push_dirty_worktree_clean_commits, 158 push_evil_merge, 159 push_merge_of_remote_work_clean', () => {
    const repo = prepared();
    repo.git('checkout', '-q', '-b', 'side');
    repo.plant('c.txt', 'c\n');
    repo.git('checkout', '-q', 'main');
    repo.plant('d.txt', 'd\n');
    repo.past('merge', '-q', '--no-ff', '-m', 'clean merge', 'side');
    repo.stage('staged.txt', repo.line);
    passes(repo, 'origin', 'main');
    repo.git('reset', '-q', '--hard');
    repo.git('checkout', '-q', 'side');
    repo.plant('c.txt', 'c2\n');
    repo.git('checkout', '-q', 'main');
    repo.past('merge', '-q', '--no-ff', '--no-commit', 'side');
    repo.stage('evil.txt', repo.line);
    repo.past('commit', '-q', '-m', 'evil merge');
    blocked(repo, 'origin', 'main');
  });
  test('160 push_attr_minus_diff and odd log configuration, 161 push_replace_ref_hides_blob', () => {
    const repo = prepared();
    for (const [name, value] of [
      ['diff.renames', 'copies'],
      ['log.showSignature', 'true'],
      ['log.follow', 'true'],
      ['diff.noprefix', 'true'],
      ['log.date', 'raw'],
      ['format.pretty', 'oneline'],
      ['log.diffMerges', 'off'],
    ])
      repo.git('config', name!, value!);
    repo.plant('.gitattributes', '* -diff\n');
    repo.plant('s.txt', repo.line);
    blocked(repo, 'origin', 'main');
    repo.git('replace', repo.git('rev-parse', 'HEAD:s.txt'), repo.git('rev-parse', 'HEAD:a.txt'));
    repo.git('replace', 'HEAD', 'HEAD~1');
    blocked(repo, 'origin', 'main');
  });
  test('162 push_notes, 163 push_stash_ref_as_branch', () => {
    const repo = prepared();
    repo.git('notes', 'add', '-m', `use ${repo.token}`);
    blocked(repo, 'origin', 'refs/notes/commits');
    repo.write('a.txt', repo.line);
    repo.git('stash');
    blocked(repo, 'origin', 'stash@{0}:refs/heads/s');
  });
  test('164 push_utf16_secret and others, 165 push_gitlink_clean, 166 push_branch_name_utf8_quotes', () => {
    const repo = prepared();
    repo.git('update-index', '--add', '--cacheinfo', `160000,${'ab'.repeat(20)},sub`);
    repo.past('commit', '-q', '-m', 'gitlink');
    passes(repo, 'origin', 'main');
    repo.git('checkout', '-q', '-b', `ü/'q"$x`);
    repo.plant('clean.txt', 'clean\n');
    passes(repo, 'origin', `ü/'q"$x`);
    repo.plant('s\nx.txt', Buffer.from(repo.line, 'utf16le'));
    blocked(repo, 'origin', `ü/'q"$x`);
  });
  test('176 push_500_branches, 177 push_1000_commits_clean', () => {
    const repo = prepared();
    repo.git('branch', 'long');
    repo.allows(['fast-import', '--quiet'], { input: commits(1000, 'long') });
    passes(repo, 'origin', 'long');
    const tip = repo.git('rev-parse', 'main');
    repo.allows(['update-ref', '--stdin'], { input: Array.from({ length: 500 }, (_, index) => `create refs/heads/b${index} ${tip}\n`).join('') });
    repo.git('checkout', '-q', 'b499');
    repo.plant('s.txt', repo.line);
    blocked(repo, '--all', 'origin');
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    passes(repo, '--all', 'origin');
  });
});

describe('Push: what only the sender’s hook can see', () => {
  test('135 push_no_verify, 169 push_dry_run, 171 push_stdin_closed, 172 push_porcelain_stdout_untouched', () => {
    const repo = Repo.make();
    repo.remote();
    const done = repo.allows(['push', '--porcelain', 'origin', 'main']);
    expect(done.stdout).toMatch(/^To /);
    repo.plant('s.txt', repo.line);
    repo.blocks(['push', '--dry-run', 'origin', 'main']);
    expect(repo.run(['-c', 'git push -q origin main <&-'], { command: 'sh' }).ok).toBe(false);
    repo.allows(['push', '-q', '--no-verify', 'origin', 'main']);
  });
  test('142 push_second_remote_lacks_secret, 143 push_by_url, 144 push_by_url_of_known_remote', () => {
    const repo = Repo.make();
    repo.remote('one');
    const two = repo.remote('two');
    repo.plant('s.txt', repo.line);
    repo.past('push', '-q', 'one', 'main');
    repo.git('fetch', '-q', 'one');
    repo.blocks(['push', '-q', 'two', 'main']);
    repo.blocks(['push', '-q', `file://${two}`, 'main']);
    repo.blocks(['push', '-q', two, 'main']);
    repo.allows(['push', '-q', `file://${two}`, 'HEAD~1:refs/heads/main']);
  });
  test('145 push_remote_never_fetched, 167 push_upstream_no_args, 168 push_pushurl_and_insteadof', () => {
    const repo = Repo.make();
    const bare = repo.remote();
    repo.git('push', '-q', '-u', 'origin', 'main');
    repo.git('update-ref', '-d', 'refs/remotes/origin/main');
    repo.plant('s.txt', repo.line);
    repo.blocks(['push', '-q']);
    repo.git('config', `url.${bare}.insteadOf`, 'alias:');
    repo.git('remote', 'set-url', '--push', 'origin', 'alias:');
    repo.blocks(['push', '-q', 'origin', 'main']);
  });
  test('173 push_from_subdirectory, push_git_dash_C, push_env_empty', () => {
    const repo = Repo.make();
    repo.remote();
    repo.plant('d/s.txt', repo.line);
    repo.blocks(['push', '-q', 'origin', 'main'], { cwd: join(repo.top, 'd') });
    repo.blocks(['-C', repo.top, 'push', '-q', 'origin', 'main'], { cwd: '/' });
    repo.blocks(['push', '-q', 'origin', 'main'], { env: { PATH: process.env['PATH'] } });
  });
  test('174 push_shallow_clone, 175 push_partial_clone_blobless', () => {
    const made = Repo.make();
    made.plant('old.txt', made.line);
    made.plant('new.txt', 'new\n');
    made.git('config', 'uploadpack.allowFilter', 'true');
    for (const args of [['--depth', '1'], ['--filter=blob:none']]) {
      const path = join(folder(), 'clone');
      made.git('clone', '-q', '-b', 'main', ...args, `file://${made.top}`, path);
      const clone = new Repo(path);
      clone.git('config', 'user.name', 'x');
      clone.git('config', 'user.email', 'x@example.org');
      hooksInto(join(path, '.git/hooks'));
      clone.plant('c.txt', 'clean\n');
      clone.allows(['push', '-q', 'origin', 'HEAD:refs/heads/topic']);
      clone.plant('s.txt', clone.line);
      clone.blocks(['push', '-q', 'origin', 'HEAD:refs/heads/topic']);
      made.git('branch', '-q', '-D', 'topic');
    }
  });
  test('200 stale_tracking_refs_after_set_url, 201 rejected_non_ff_says_so', () => {
    const repo = Repo.make();
    repo.remote();
    repo.plant('s.txt', repo.line);
    repo.past('push', '-q', 'origin', 'main');
    const empty = folder('empty-');
    repo.git('init', '-q', '--bare', '-b', 'main', empty);
    repo.git('remote', 'set-url', 'origin', empty);
    repo.blocks(['push', '-q', 'origin', 'main']);
    const clean = Repo.make();
    clean.remote();
    clean.plant('b.txt', 'b\n');
    clean.git('push', '-q', 'origin', 'main');
    clean.git('reset', '-q', '--hard', 'HEAD~1');
    clean.plant('c.txt', 'c\n');
    expect(clean.run(['push', 'origin', 'main']).out).toContain('non-fast-forward');
  });
  test('40 cherry_pick, 42 revert, 44 rebase, 46 am: what git commits without asking is caught at the push', () => {
    const repo = Repo.make();
    repo.remote();
    repo.git('push', '-q', 'origin', 'main');
    const bad = repo.plant('s.txt', repo.line);
    const patch = join(folder(), 'x.patch');
    appendFileSync(patch, repo.run(['format-patch', '--stdout', '-1'], { gitShows: true }).stdout);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.run(['cherry-pick', bad]);
    repo.blocks(['push', '-q', 'origin', 'main']);
    repo.git('reset', '-q', '--hard', 'origin/main');
    repo.run(['am', '-q', patch]);
    repo.blocks(['push', '-q', 'origin', 'main']);
    repo.git('rm', '-q', 's.txt');
    repo.past('commit', '-q', '-m', 'remove');
    repo.past('push', '-q', 'origin', 'main');
    repo.run(['revert', '--no-edit', 'HEAD']);
    repo.blocks(['push', '-q', 'origin', 'main']);
  });
});
