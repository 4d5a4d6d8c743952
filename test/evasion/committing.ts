// Ways that count on how a commit comes about: flags, indexes, merges, and the policy that judges it.
import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { folder, type Repo } from '../hooks/lab.ts';
import { allowing } from '../contract/pushing-repository.ts';
import { bent } from './bent.ts';
import type { GitWay } from './way.ts';

const commit = ['commit', '-q', '-m', 'x'] as const;
const policy = '.secrets-hooks/policy.json';

/** Each starts from one clean commit. */
export function committing(at: () => Repo): readonly GitWay[] {
  const caught = (way: string, run: (repo: Repo) => void): GitWay => ({
    way,
    answer: 'caught at commit',
    run: () => {
      run(at());
    },
  });
  const slips = (way: string, run: (repo: Repo) => void): GitWay => ({
    way,
    answer: 'out of reach',
    run: () => {
      run(at());
    },
  });
  const branched = (repo: Repo, side: () => void): void => {
    repo.git('checkout', '-q', '-b', 'side');
    side();
    repo.git('checkout', '-q', 'main');
    repo.plant('main.txt', 'main\n');
  };
  const fingerprintOf = (repo: Repo, path: string): string => {
    repo.stage(path, repo.line);
    const print = /v1f-[0-9a-f]{32}/.exec(repo.commitBlocks().out)?.[0] ?? '';
    expect(print).not.toBe('');
    repo.git('reset', '-q', '--hard');
    return print;
  };
  return [
    caught('commit -a', (repo) => {
      repo.write('a.txt', repo.line);
      repo.commitBlocks('-a');
    }),
    caught('commit -p', (repo) => {
      repo.write('a.txt', `first\n${repo.line}`);
      repo.blocks(['commit', '-q', '-m', 'x', '-p'], { input: 'y\n', gitShows: true });
    }),
    caught('commit --only, while the index holds something else', (repo) => {
      repo.stage('b.txt', 'clean\n');
      repo.write('a.txt', repo.line);
      repo.commitBlocks('--only', 'a.txt');
    }),
    caught('commit --amend', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.blocks(['commit', '-q', '--amend', '--no-edit']);
    }),
    caught('commit --fixup and --squash', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.blocks(['commit', '-q', '--fixup', 'HEAD']);
      repo.blocks(['commit', '-q', '--squash', 'HEAD', '--no-edit']);
    }),
    caught('an empty commit with it in the body of its message', (repo) => void repo.blocks([...commit, '--allow-empty', '-m', `use ${repo.token}`])),
    caught('a trailer of the message', (repo) => void repo.blocks([...commit, '--allow-empty', '--trailer', `Key: ${repo.token}`])),
    caught('a line of the message that looks like a comment', (repo) => void repo.blocks([...commit, '--allow-empty', '-m', `# ${repo.token}`])),
    caught('staged, then taken out of the work tree', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.write('s.txt', 'clean\n');
      repo.commitBlocks();
    }),
    caught('assume-unchanged and skip-worktree', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.git('update-index', '--assume-unchanged', 's.txt');
      repo.git('update-index', '--skip-worktree', 's.txt');
      repo.commitBlocks();
      repo.git('update-index', '--no-assume-unchanged', '--no-skip-worktree', 's.txt');
    }),
    caught('an ignored file, forced in', (repo) => {
      repo.write('.git/info/exclude', 's.txt\n');
      repo.stage('s.txt', repo.line);
      repo.commitBlocks();
    }),
    caught('a clean file renamed, with the secret in it', (repo) => {
      repo.plant('long.txt', 'a line\n'.repeat(50));
      repo.git('mv', 'long.txt', 'moved.txt');
      repo.stage('moved.txt', `${'a line\n'.repeat(50)}${repo.line}`);
      repo.commitBlocks();
    }),
    caught('a copy of a file that holds it already', (repo) => {
      repo.plant('old.txt', repo.line);
      repo.stage('copy.txt', repo.line);
      repo.commitBlocks();
    }),
    caught('put back after it was taken out', (repo) => {
      repo.plant('s.txt', repo.line);
      repo.git('rm', '-q', 's.txt');
      repo.past('commit', '-q', '-m', 'out');
      repo.stage('s.txt', repo.line);
      repo.commitBlocks();
    }),
    caught('the target of a symbolic link', (repo) => {
      symlinkSync(repo.token, join(repo.top, 'link'));
      repo.git('add', 'link');
      repo.commitBlocks();
    }),
    caught('the name of a file', (repo) => {
      repo.stage(`${repo.token}.txt`, 'x\n');
      repo.commitBlocks();
    }),
    ...bent(at),
    caught('a replace ref over the blob', (repo) => {
      repo.stage('s.txt', repo.line);
      const blob = repo.git('rev-parse', ':s.txt');
      repo.git('replace', blob, repo.git('rev-parse', 'HEAD:a.txt'));
      expect(repo.run(commit).ok).toBe(false);
      repo.git('replace', '-d', blob);
    }),
    caught('the object kept in an alternate store', (repo) => {
      const store = folder('store-');
      const env = { ...process.env, GIT_OBJECT_DIRECTORY: store };
      repo.write('s.txt', repo.line);
      const blob = repo.run(['hash-object', '-w', 's.txt'], { env }).stdout.trim();
      repo.write('.git/objects/info/alternates', `${store}\n`);
      repo.git('update-index', '--add', '--cacheinfo', `100644,${blob},s.txt`);
      repo.commitBlocks();
    }),
    caught('a merge that is edited before it is committed', (repo) => {
      branched(repo, () => void repo.plant('side.txt', 'side\n'));
      repo.git('merge', '-q', '--no-ff', '--no-commit', 'side');
      repo.stage('side.txt', repo.line);
      repo.commitBlocks();
    }),
    caught('a conflict that is resolved with it', (repo) => {
      branched(repo, () => void repo.plant('a.txt', 'side\n'));
      repo.plant('a.txt', 'main\n');
      repo.run(['merge', '-q', 'side']);
      repo.stage('a.txt', repo.line);
      repo.commitBlocks();
    }),
    caught('a squash merge', (repo) => {
      branched(repo, () => void repo.plant('s.txt', repo.line));
      repo.git('merge', '-q', '--squash', 'side');
      repo.commitBlocks();
    }),
    caught('cherry-pick --no-commit, and a stash taken out', (repo) => {
      branched(repo, () => void repo.plant('s.txt', repo.line));
      repo.git('cherry-pick', '--no-commit', 'side');
      repo.commitBlocks();
      repo.git('stash', '-q');
      repo.git('stash', 'pop', '-q', '--index');
      repo.commitBlocks();
    }),
    caught('a worktree made after the hooks', (repo) => {
      const place = join(folder(), 'tree');
      repo.git('worktree', 'add', '-q', '--detach', place);
      repo.write('s.txt', repo.line);
      renameSync(join(repo.top, 's.txt'), join(place, 's.txt'));
      repo.run(['add', 's.txt'], { cwd: place });
      repo.blocks(commit, { cwd: place });
      rmSync(place, { recursive: true });
      repo.git('worktree', 'prune');
    }),
    caught('the rule turned off in the same commit', (repo) => {
      repo.stage('s.txt', repo.line);
      repo.stage(policy, JSON.stringify({ version: 1, rules: { 'github-personal-access-token': { enabled: false } } }));
      repo.commitBlocks();
    }),
    caught('an allow entry in the same commit', (repo) => {
      const print = fingerprintOf(repo, 's.txt');
      repo.stage('s.txt', repo.line);
      repo.stage(policy, JSON.stringify({ version: 1, allow: [allowing(print)] }));
      repo.commitBlocks();
    }),
    caught('an allow entry that stands, for another value at the same place', (repo) => {
      const print = fingerprintOf(repo, 's.txt');
      repo.plant(policy, JSON.stringify({ version: 1, allow: [allowing(print)] }));
      repo.stage(
        's.txt',
        repo.line.replace(/_./, (two) => `_${two[1] === 'a' ? 'b' : 'a'}`),
      );
      repo.commitBlocks();
    }),
    caught('a policy in the work tree only', (repo) => {
      repo.write(policy, JSON.stringify({ version: 1, refuse: 'critical', rules: { 'github-personal-access-token': { enabled: false } } }));
      repo.stage('s.txt', repo.line);
      repo.commitBlocks();
    }),
    slips('the content of a submodule', (repo) => {
      const made = spawnSync('git', ['-c', 'core.hooksPath=/dev/null', 'clone', '-q', repo.top, join(repo.top, 'sub')]);
      expect(made.status).toBe(0);
      repo.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'sub');
      repo.commitAllows();
      repo.git('rm', '-q', '--cached', 'sub');
      rmSync(join(repo.top, 'sub'), { recursive: true });
    }),
    slips('the content behind an LFS pointer', (repo) => {
      repo.stage('big.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a1'.repeat(32)}\nsize 12345\n`);
      repo.commitAllows();
    }),
    slips('a clean filter that takes it out, or encrypts it', (repo) => {
      repo.git('config', 'filter.hide.clean', 'tr a-zA-Z0-9 x');
      repo.stage('.gitattributes', 's.txt filter=hide\n');
      repo.stage('s.txt', repo.line);
      repo.commitAllows();
    }),
    slips('a stash', (repo) => {
      repo.write('a.txt', repo.line);
      repo.allows(['stash', '-q']);
      repo.git('stash', 'drop', '-q');
    }),
    slips('what stood there before, edited beside or renamed', (repo) => {
      repo.plant('old.txt', `${'a line\n'.repeat(20)}${repo.line}`);
      repo.git('mv', 'old.txt', 'new.txt');
      repo.commitAllows();
    }),
  ];
}
