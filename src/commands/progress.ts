// Progress on stderr: a line that is drawn over on a terminal, a plain line now and then elsewhere, nothing where it is over at once.
import { progressText } from '../report/progress.ts';
import type { World } from './world.ts';

export interface Progress {
  /** how many there will be */
  expect(total: number): void;
  /** @param count how many are done with them; one unless said */
  saw(bytes: number, count?: number): void;
  /** takes the line away */
  end(): void;
}

/** Milliseconds: nothing before the first, then at most every second one. */
const pace = { terminal: [500, 100], elsewhere: [10_000, 10_000] } as const;

/** @param things what is counted; files unless said */
export function progressFor(world: World, things = 'files'): Progress {
  const started = world.clock();
  const live = world.terminal.isTTY && world.env['TERM'] !== 'dumb' && (world.env['CI'] ?? '') === '';
  const [first, every] = live ? pace.terminal : pace.elsewhere;
  let next = started + first;
  let total: number | undefined;
  let done = 0;
  let bytes = 0;
  let drawn = false;
  return {
    expect(count) {
      total = count;
    },
    saw(size, count = 1) {
      done += count;
      bytes += size;
      const now = world.clock();
      if (now < next) return;
      next = now + every;
      const text = progressText({ done, bytes, things, elapsedMs: now - started, ...(total === undefined ? {} : { total }) });
      world.err(live ? `\r${text.slice(0, world.terminal.columns - 1)}\u001b[K` : `secrets-hooks: ${text}\n`);
      drawn = live;
    },
    end() {
      if (drawn) world.err('\r\u001b[K');
      drawn = false;
    },
  };
}
