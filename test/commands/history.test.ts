// What has been committed is found again by every verb that looks at all refs, on every git.
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const cli = join(import.meta.dirname, '../../dist/cli.js');

test('scan --history, audit and trace name the commit that brought it, on a branch that is not checked out', () => {
  const repo = Repo.make();
  repo.git('checkout', '-q', '-b', 'side');
  const commit = repo.plant('old/place.ts', repo.line);
  repo.git('rm', '-q', 'old/place.ts');
  repo.past('commit', '-q', '-m', 'gone');
  repo.git('checkout', '-q', 'main');
  const run = (...args: string[]) => repo.run([cli, ...args], { command: process.execPath });
  const scan = run('scan', '--history', '--format', 'json');
  expect(scan.status).toBe(1);
  const { findings } = JSON.parse(scan.stdout) as { findings: { file: string; commit: string; fingerprint: string }[] };
  expect(findings).toMatchObject([{ file: 'old/place.ts', commit }]);
  const audit = run('audit', '--format', 'json');
  expect({ status: audit.status, said: audit.stdout }).toMatchObject({ status: 1, said: expect.stringContaining(commit) as unknown });
  const trace = run('trace', findings[0]!.fingerprint);
  expect(trace.out).toContain('old/place.ts');
});
