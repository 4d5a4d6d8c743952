// Ways that are done with git: each in real git, with the built hooks, from one clean commit.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import { Repo, tidy } from '../hooks/lab.ts';
import { gitWays } from './ways.ts';

let repo: Repo;
let first: string;
beforeAll(() => {
  repo = Repo.make();
  repo.remote();
  repo.git('push', '-q', 'origin', 'main');
  first = repo.git('rev-parse', 'HEAD');
});
beforeEach(() => {
  for (const name of ['MERGE_HEAD', 'info/exclude', 'info/grafts']) rmSync(join(repo.top, '.git', name), { force: true });
  repo.git('checkout', '-q', '-f', '--detach', first);
  repo.git('clean', '-q', '-f', '-d', '-x');
  for (const name of repo.git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n')) if (name !== '') repo.git('update-ref', '-d', name);
  repo.git('checkout', '-q', '-b', 'main');
});
afterAll(tidy);

describe('With git', () => {
  test.each(gitWays(() => repo))('$group: $way: $answer', ({ run }) => {
    run();
  });
});
