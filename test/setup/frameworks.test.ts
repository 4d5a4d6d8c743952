// Other hook managers, the real programs: whatever the order of installing, a clean commit passes, a secret is blocked, doctor is right, uninstall is complete.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { doctor } from '../../src/commands/doctor.ts';
import { install, installDefaults } from '../../src/commands/install.ts';
import { uninstall } from '../../src/commands/uninstall.ts';
import { Repository } from './fixture.ts';

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const hasFramework = has('pre-commit', '--version');
const hasLfs = has('git', 'lfs', 'version');

const made: Repository[] = [];
afterAll(() => {
  for (const one of made) one.remove();
});

type Step = 'ours' | 'framework' | 'lfs';
const steps: Readonly<Record<Step, (one: Repository) => unknown>> = {
  ours: (one) => install(one.world(), installDefaults),
  framework: (one) => one.run('pre-commit', ['install', '-t', 'pre-commit', '-t', 'commit-msg', '-t', 'pre-push']),
  lfs: (one) => one.git('lfs', 'install', '--local'),
};

const orders: readonly (readonly Step[])[] = [
  ['ours', 'framework', 'ours', 'framework', 'ours'],
  ['framework', 'ours', 'framework', 'framework', 'ours', 'ours'],
  ['ours', 'framework'],
  ['lfs', 'ours', 'lfs', 'ours'],
  ['lfs', 'ours', 'framework', 'ours'],
];

describe('Next to the pre-commit framework and git-lfs', () => {
  for (const order of orders) {
    const missing = (order.includes('framework') && !hasFramework) || (order.includes('lfs') && !hasLfs);
    (missing ? test.skip : test)(order.join(', then '), async () => {
      const one = new Repository();
      made.push(one);
      one.write('.pre-commit-config.yaml', 'repos: []\n');
      for (const step of order) await steps[step](one);
      expect(one.commit('Nothing here\n')).toMatchObject({ status: 0 });
      expect(one.commit('FORBIDDEN\n').said).toContain('refused by pre-commit');
      one.git('reset', '-q', '--hard');
      const world = one.world();
      expect(await doctor(world, { format: 'pretty', fix: false })).toBe(0);
      await uninstall(one.world(), { dryRun: false });
      const hooks = join(one.top, '.git/hooks');
      const ours = readdirSync(hooks).filter(
        (name) => readFileSync(join(hooks, name), 'utf8').includes('secrets-hooks') || name.includes('before-secrets-hooks'),
      );
      expect(ours).toEqual([]);
      if (order.includes('lfs')) expect(readdirSync(hooks).some((name) => readFileSync(join(hooks, name), 'utf8').includes('git lfs pre-push'))).toBe(true);
    });
  }
});
