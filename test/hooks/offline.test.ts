// No network, ever: the hooks hold no module that could open a connection, and do their work where there is no network at all.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Repo, tidy } from './lab.ts';

afterAll(tidy);

const hooks = join(import.meta.dirname, '../../dist/hooks');

test('no bundle of a hook asks for a module that opens connections', () => {
  const bundles = readdirSync(hooks).filter((name) => name.endsWith('.cjs'));
  expect(bundles.length).toBeGreaterThan(5);
  const asked = bundles.flatMap((name) =>
    [...readFileSync(join(hooks, name), 'latin1').matchAll(/require\(["'](?:node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises|inspector)["']\)/g)].map(
      ([, module]) => `${name}: ${module ?? ''}`,
    ),
  );
  expect(asked).toEqual([]);
});

const apart = process.platform === 'linux' && spawnSync('unshare', ['-rn', 'true']).status === 0 ? test : test.skip;
apart('in a namespace without a network a secret is refused and a harmless commit passes', () => {
  const repo = Repo.make();
  repo.stage('a.txt', 'harmless\n');
  expect(repo.run(['-rn', 'git', 'commit', '-q', '-m', 'x'], { command: 'unshare' })).toMatchObject({ status: 0 });
  repo.stage('b.txt', repo.line);
  repo.blocks(['-rn', 'git', 'commit', '-q', '-m', 'x'], { command: 'unshare' });
});
