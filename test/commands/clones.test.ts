// Clones that lack something: a shallow one lacks commits, a partial one lacks objects. Neither passes for clean.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folder, Repo, tidy, type Done } from '../hooks/lab.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
let source: Repo;

function clone(...options: readonly string[]): Repo {
  const top = folder('clone-');
  source.git('clone', '-q', ...options, `file://${source.top}`, top);
  return new Repo(top);
}
const run = (repo: Repo, ...args: readonly string[]): Done => repo.run([cli, ...args], { command: process.execPath });

beforeAll(() => {
  source = Repo.make();
  source.git('config', 'uploadpack.allowFilter', 'true');
  source.plant('config.txt', source.line);
  source.plant('config.txt', 'nothing here any more\n');
});
afterAll(tidy);

test('a shallow clone: history and audit are incomplete, and name the fix', () => {
  const shallow = clone('--depth', '1');
  for (const args of [['scan', '--history'], ['audit']]) {
    const done = run(shallow, ...args);
    expect({ args, status: done.status, names: done.out.includes('git fetch --unshallow') }).toEqual({ args, status: 2, names: true });
  }
  const report = JSON.parse(run(shallow, 'scan', '--history', '--format', 'json').stdout) as {
    readonly summary: { readonly incomplete: readonly { reason: string }[] };
  };
  expect(report.summary.incomplete[0]?.reason).toContain('git fetch --unshallow');
  shallow.git('fetch', '-q', '--unshallow');
  const whole = run(shallow, 'scan', '--history');
  expect([whole.status, whole.out.includes('unshallow')]).toEqual([1, false]);
});

test.each(['blob:none', 'tree:0'])('a partial clone (%s): history and audit fail, and name the fix, which works', (filter) => {
  const partial = clone(`--filter=${filter}`, '--no-checkout');
  for (const args of [['scan', '--history'], ['audit']]) {
    const done = run(partial, ...args);
    expect({ args, status: done.status, names: done.out.includes('git fetch --refetch --no-filter'), fsck: done.out.includes('fsck') }).toEqual({
      args,
      status: 2,
      names: true,
      fsck: false,
    });
  }
  partial.git('fetch', '-q', '--refetch', '--no-filter');
  expect(run(partial, 'scan', '--history').status).toBe(1);
});
