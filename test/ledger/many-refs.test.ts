// What a push of many refs remembers: each ledger is read once, none is left out, and one that is lost is not forgotten.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { memoryAt } from '../../src/commands/rulebook.ts';
import { gitEnvironment } from '../../src/io/environment.ts';
import { gitOf, type Git } from '../../src/io/git.ts';
import type { Fingerprint } from '../../src/model.ts';
import { Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);

const print = (digit: string): Fingerprint => `v1f-${digit.repeat(32)}` as Fingerprint;
const opening = (incident: string, fingerprint: Fingerprint): string =>
  JSON.stringify({
    version: 1,
    incident,
    step: 'open',
    at: '2026-01-31T12:00:00Z',
    by: 'Ada <ada@example.org>',
    text: 'x',
    fingerprint,
    ruleId: 'private-key',
    freezes: [],
  });

/** Three ledgers on twelve branches: most share the first one. */
function made(): { readonly repo: Repo; readonly refs: readonly string[] } {
  const repo = Repo.make();
  const ledger = (incident: string, digit: string): string => repo.plant(`.secrets-hooks/incidents/${incident}/open.json`, opening(incident, print(digit)));
  ledger('INC-20260131-0a1b2c3d', '1');
  const refs = Array.from({ length: 10 }, (_, at) => {
    const tree = repo.git('rev-parse', 'HEAD^{tree}');
    return repo.git('commit-tree', '-m', `branch ${at}`, '-p', 'HEAD', tree);
  });
  repo.git('checkout', '-q', '-b', 'other');
  refs.push(ledger('INC-20260201-0a1b2c3d', '2'));
  repo.git('checkout', '-q', '--orphan', 'apart');
  repo.git('rm', '-q', '-r', '-f', '.');
  refs.push(ledger('INC-20260202-0a1b2c3d', '3'));
  return { repo, refs };
}

/** Git, and the names of the commands that are asked of it. */
function listened(repo: Repo): { readonly git: Git; readonly asked: string[] } {
  const git = gitOf(repo.top, gitEnvironment(process.env));
  const asked: string[] = [];
  return {
    asked,
    git: { ...git, ask: (args, ...more) => (asked.push(args[0] ?? ''), git.ask(args, ...more)), maybe: (args) => (asked.push(args[0] ?? ''), git.maybe(args)) },
  };
}

test('three ledgers of twelve branches are read three times, and all that they say is remembered', async () => {
  const { repo, refs } = made();
  const { git, asked } = listened(repo);
  try {
    const memory = await memoryAt(git, ...refs);
    expect(['1', '2', '3', '4'].map((digit) => memory.compromised(print(digit)))).toEqual([
      'INC-20260131-0a1b2c3d',
      'INC-20260201-0a1b2c3d',
      'INC-20260202-0a1b2c3d',
      undefined,
    ]);
    expect(asked.filter((command) => command === 'ls-tree').length).toBe(3);
    expect(asked.length).toBeLessThan(refs.length);
  } finally {
    git.objects.close();
  }
});

test('where the tree of a commit is lost, nothing is remembered in its place', async () => {
  const { repo, refs } = made();
  const tree = repo.git('rev-parse', `${refs.at(-1) ?? ''}^{tree}`);
  rmSync(join(repo.top, '.git/objects', tree.slice(0, 2), tree.slice(2)), { force: true });
  const { git } = listened(repo);
  try {
    await expect(memoryAt(git, ...refs)).rejects.toMatchObject({ code: 'object-missing' });
  } finally {
    git.objects.close();
  }
});
