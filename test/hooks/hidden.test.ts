// What could hide a secret from a hook, or make a hook look where it should not: stale knowledge, kept comment lines, lost objects.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { cleaned } from '../../src/commands/hooks/commit-message.ts';
import { Repo, folder, tidy } from './lab.ts';

afterAll(tidy);

const cli = join(import.meta.dirname, '../../dist/cli.js');

/** Takes an object out of the repository's store. */
function lose(repo: Repo, id: string): void {
  rmSync(join(repo.top, '.git/objects', id.slice(0, 2), id.slice(2)));
}

describe('A tracking ref that git contradicts proves nothing', () => {
  /** The secret was published, then a colleague purged it by a forced push that this clone has not seen. */
  const purged = (): Repo => {
    const repo = Repo.make();
    const bare = repo.remote();
    repo.plant('s.txt', repo.line);
    repo.past('push', '-q', 'origin', 'main');
    const other = join(folder(), 'other');
    repo.git('clone', '-q', bare, other);
    const colleague = new Repo(other);
    colleague.git('config', 'user.name', 'x');
    colleague.git('config', 'user.email', 'x@example.org');
    colleague.git('reset', '-q', '--hard', 'HEAD~1');
    colleague.plant('clean.txt', 'clean\n');
    colleague.past('push', '-q', '--force', 'origin', 'main');
    return repo;
  };
  test('145 push_force_remote_sha_unknown: a purged secret is not published again', () => {
    const repo = purged();
    repo.plant('more.txt', 'more\n');
    repo.blocks(['push', '--force', 'origin', 'main']);
  });
  test('145 refs/remotes/origin/HEAD, which repeats the old place, does not hide it either', () => {
    const repo = purged();
    repo.git('remote', 'set-head', 'origin', 'main');
    repo.blocks(['push', '--force', 'origin', 'main']);
  });
  test('145 after a fetch, clean work on the purged branch passes', () => {
    const repo = purged();
    repo.git('fetch', '-q', 'origin');
    repo.git('reset', '-q', '--hard', 'origin/main');
    repo.plant('more.txt', 'more\n');
    repo.allows(['push', '-q', 'origin', 'main']);
  });
});

describe('Lines of a message that git keeps are looked at', () => {
  const staged = (): Repo => {
    const repo = Repo.make();
    repo.stage('b.txt', 'b\n');
    return repo;
  };
  test('196 a message given with -m keeps its lines that begin with the comment character', () => {
    const repo = staged();
    repo.blocks(['commit', '-q', '-m', 'subject', '-m', `# use ${repo.token}`]);
    repo.blocks(['commit', '-q', '-m', `#12 use ${repo.token}`]);
  });
  test('196 a cut that somebody drew cuts nothing', () => {
    const repo = staged();
    for (const cut of ['-------- >8 --------', `# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}`])
      repo.blocks(['commit', '-q', '-m', `subject\n\n${cut}\n${repo.token}`]);
  });
  test('196 commit.cleanup=whitespace keeps comment lines in the editor too', () => {
    const repo = staged();
    repo.git('config', 'commit.cleanup', 'whitespace');
    repo.blocks(['commit', '-q'], { env: { ...process.env, GIT_EDITOR: `printf 'subject\\n# ${repo.token}\\n' >` } });
  });
  test('196 what git itself takes off is not looked at', () => {
    const repo = staged();
    repo.allows(['commit', '-q'], { env: { ...process.env, GIT_EDITOR: `printf 'subject\\n# ${repo.token}\\n' >` } });
    expect(repo.git('log', '-1', '--format=%B')).toBe('subject');
  });
  test.each([
    ['core.commentChar', 'core.commentchar ;', 'kept\n; gone\n# stays', 'kept\n\n# stays'],
    ['the last of several settings', 'core.commentchar ;\ncore.commentstring //', '// gone\n; stays', '\n; stays'],
    ['auto, as the cut shows it', 'core.commentchar auto', `a\n; gone\n; ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n; below\ndiff`, 'a\n\n'],
    ['auto, as the last line shows it', 'core.commentchar auto', '# stays\n; gone', '# stays\n'],
    ['scissors: comment lines stay', 'commit.cleanup scissors', `# stays\n# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n# below\ndiff`, '# stays\n'],
  ])('196 %s', (_, settings, text, kept) => {
    expect(cleaned(text, settings, true)).toBe(kept);
  });
  test('196 a message that goes on behind a NUL byte is looked at to its end', () => {
    const repo = Repo.make();
    repo.remote();
    const commit = repo.run(['cat-file', 'commit', 'HEAD']).stdout;
    const id = repo.run(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], { input: `${commit}x\0y ${repo.token}\n` }).stdout.trim();
    repo.git('branch', 'nul', id);
    repo.blocks(['push', 'origin', 'nul']);
  });
});

describe('Merges without a conflict', () => {
  test('36 merge_no_ff_clean: a file that equals the merged branch brings nothing new', () => {
    const repo = Repo.make();
    repo.git('checkout', '-q', '-b', 'side');
    repo.plant('old.txt', repo.line);
    repo.git('checkout', '-q', 'main');
    repo.plant('other.txt', 'other\n');
    repo.allows(['merge', '-q', '--no-ff', '-m', 'merged', 'side']);
  });
  test('38 what is staged beside the merge is still refused', () => {
    const repo = Repo.make();
    repo.git('checkout', '-q', '-b', 'side');
    repo.plant('c.txt', 'c\n');
    repo.git('checkout', '-q', 'main');
    repo.plant('d.txt', 'd\n');
    repo.git('merge', '-q', '--no-ff', '--no-commit', 'side');
    repo.stage('born.txt', repo.line);
    repo.commitBlocks();
  });
});

describe('What is lost is not taken for absent', () => {
  test('a policy that HEAD names and git has lost refuses', () => {
    const repo = Repo.make();
    repo.stage('.secrets-hooks/policy.json', '{ "version": 1 }\n');
    repo.commitAllows();
    lose(repo, repo.git('rev-parse', 'HEAD:.secrets-hooks/policy.json'));
    repo.stage('c.txt', 'c\n');
    const { out } = repo.commitBlocks();
    expect(out).toContain('an object is missing: .secrets-hooks/policy.json');
  });
});

describe('Nothing that the repository names is run', () => {
  test.each([[[]], [['--staged']], [['--history']], [['--range', 'HEAD']]])('scan %j', (options) => {
    const repo = Repo.make();
    const mark = join(folder(), 'ran');
    const script = join(folder(), 'run.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`, { mode: 0o755 });
    repo.write('.gitattributes', '* diff=x\n');
    for (const name of ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'diff.external', 'diff.x.textconv', 'gpg.program']) repo.git('config', name, script);
    rmSync(mark, { force: true });
    expect(repo.run([cli, 'scan', ...options], { command: process.execPath }).status).toBe(0);
    expect(existsSync(mark)).toBe(false);
  });
});
