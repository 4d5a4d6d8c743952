// Progress: silent where it is quick, one line on a terminal that goes away, plain lines elsewhere.
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { progressFor } from '../../src/commands/progress.ts';
import type { World } from '../../src/commands/world.ts';
import { progressBar, progressText } from '../../src/report/progress.ts';

function run(change: { isTTY: boolean; env?: NodeJS.ProcessEnv; step: number; times: number; total?: number }): string[] {
  let now = 0;
  const said: string[] = [];
  const world: World = {
    cwd: '/',
    env: change.env ?? {},
    platform: 'linux',
    version: '0',
    node: 'node',
    stdin: Readable.from([]),
    terminal: { isTTY: change.isTTY, columns: 80 },
    out: () => {
      expect(true).toBe(false);
    },
    err: (text) => said.push(text),
    clock: () => now,
    today: () => '2026-01-31',
    now: () => '2026-01-31T00:00:00Z',
  };
  const progress = progressFor(world);
  if (change.total !== undefined) progress.expect(change.total);
  for (let count = 0; count < change.times; count += 1) {
    now += change.step;
    progress.saw(1_000_000);
  }
  progress.end();
  return said;
}

describe('Progress', () => {
  test('nothing where it is over at once', () => {
    expect(run({ isTTY: true, step: 1, times: 400 })).toEqual([]);
    expect(run({ isTTY: false, step: 1, times: 9000 })).toEqual([]);
  });
  test('on a terminal: one line, at most ten times a second, and it goes away', () => {
    const said = run({ isTTY: true, step: 10, times: 200, total: 400 });
    expect(said.length).toBeLessThanOrEqual(17);
    expect(said[0]).toBe('\r██░░░░░░░░░░░░░░░░░░  12 %  50 of 400 files, 100 MB/s, 4 s left\u001b[K');
    expect(said.at(-1)).toBe('\r\u001b[K');
  });
  test('the bar is plain where nothing else can be shown, and absent where the end is not known', () => {
    expect(progressBar({ done: 1, total: 4, bytes: 0, elapsedMs: 1 }, false, 8)).toBe('[##......]  25 %  ');
    expect(progressBar({ done: 9, total: 4, bytes: 0, elapsedMs: 1 }, true, 4)).toBe('████ 100 %  ');
    expect(progressBar({ done: 1, bytes: 0, elapsedMs: 1 }, true)).toBe('');
  });
  test.each([[{ isTTY: false }], [{ isTTY: true, env: { TERM: 'dumb' } }], [{ isTTY: true, env: { CI: 'true' } }]])(
    'elsewhere plain lines without control characters: %j',
    (change) => {
      const said = run({ ...change, step: 100, times: 250 });
      expect(said).toEqual(['secrets-hooks: 100 files, 10 MB/s\n', 'secrets-hooks: 200 files, 10 MB/s\n']);
    },
  );
});

test.each([
  [{ done: 1200, total: 5000, bytes: 31e6, elapsedMs: 1000 }, '1,200 of 5,000 files, 31 MB/s, 3 s left'],
  [{ done: 5000, total: 5000, bytes: 0, elapsedMs: 1000 }, '5,000 of 5,000 files, 0.0 MB/s'],
  [{ done: 10, total: 100_000, bytes: 1e6, elapsedMs: 1000 }, '10 of 100,000 files, 1.0 MB/s, 167 min left'],
  [{ done: 3, bytes: 5, elapsedMs: 0 }, '3 files'],
])('%j', (pace, text) => {
  expect(progressText(pace)).toBe(text);
});
