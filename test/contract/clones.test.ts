// Contract row C11: two clones work on the ledger at once, merge, and lose nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { cli } from './repository.ts';

const base = mkdtempSync(join(tmpdir(), 'contract-clones-'));
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});
const git = (clone: string, ...args: readonly string[]): string => execFileSync('git', ['-C', join(base, clone), ...args], { encoding: 'utf8' });
const run = (clone: string, ...args: readonly string[]): string => {
  const done = spawnSync(process.execPath, [cli, 'incident', ...args], { cwd: join(base, clone), encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
};
const commit = (clone: string): void => {
  git(clone, 'add', '.secrets-hooks');
  git(clone, 'commit', '-q', '-m', `Ledger of ${clone}`);
};
const idOf = (clone: string, rule: string): string => new RegExp(`(INC-\\S+)\\s+\\S+\\s+${rule}`).exec(run(clone, 'list'))?.[1] ?? '';

test('C11: what two clones add at once merges without a conflict, the same step counts once, and nothing is lost', () => {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', join(base, 'remote')]);
  for (const clone of ['ada', 'ben']) {
    execFileSync('git', ['clone', '-q', join(base, 'remote'), join(base, clone)], { stdio: 'ignore' });
    git(clone, 'checkout', '-q', '-B', 'main');
    for (const [name, value] of [
      ['user.name', clone],
      ['user.email', `${clone}@example.org`],
      ['commit.gpgsign', 'false'],
    ] as const)
      git(clone, 'config', name, value);
  }
  // both begin with one incident that stands there
  run('ada', 'open', `v1f-${'a'.repeat(32)}`, '--rule', 'private-key');
  commit('ada');
  git('ada', 'push', '-q', 'origin', 'main');
  git('ben', 'pull', '-q', 'origin', 'main');
  const common = idOf('ben', 'private-key');
  // each opens one of its own; both take the same step of the common one, and Ada goes on
  run('ada', 'open', `v1f-${'b'.repeat(32)}`, '--rule', 'generic-token');
  run('ada', 'rotate', common, '--text', 'rotated by Ada at the provider');
  run('ada', 'root-cause', common, '--text', 'it stood in a notebook of ours');
  commit('ada');
  run('ben', 'open', `v1f-${'c'.repeat(32)}`, '--rule', 'generic-password');
  run('ben', 'rotate', common, '--text', 'rotated by Ben at the provider');
  commit('ben');
  git('ada', 'push', '-q', 'origin', 'main');
  git('ben', 'pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
  git('ben', 'push', '-q', 'origin', 'main');
  git('ada', 'pull', '-q', 'origin', 'main');
  for (const clone of ['ada', 'ben']) {
    const list = run(clone, 'list');
    expect(list.match(/INC-/g)).toHaveLength(3);
    expect(list).toMatch(new RegExp(`${common}\\s+root-cause`));
    // both files of the same step are kept, and neither of them is lost
    expect(git(clone, 'ls-files', '.secrets-hooks/incidents').trim().split('\n')).toHaveLength(6);
    const shown = run(clone, 'show', common);
    expect(shown).toMatch(/rotated by (?:Ada|Ben)/);
    expect(shown).toContain('it stood in a notebook');
  }
  expect(run('ada', 'list')).toBe(run('ben', 'list'));
});
