// A small slice of `npm run fuzz`, always the same: decoders, parsers, engine, policy, ledger, packs. It also holds the fuzz to what it looks at.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('more than a thousand inputs, none of which is a find', () => {
  const fuzz = join(import.meta.dirname, '../bench/fuzz.mjs');
  const done = spawnSync(process.execPath, [fuzz, '--count', '1500', '--workers', '1', '--seed', '20', '--slow', 'allowed'], { encoding: 'utf8' });
  expect({ status: done.status, said: done.status === 0 ? '' : done.stdout + done.stderr }).toEqual({ status: 0, said: '' });
  expect(done.stdout).toMatch(/^1,500 inputs in \d+ s: 0 finds$/m);
});
