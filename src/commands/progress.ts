// Progress on stderr: a line that is drawn over on a terminal, a plain line now and then elsewhere, nothing where it is over at once.
import type { Finding } from '../model.ts';
import { printable } from '../report/printable.ts';
import { grouped, progressBar, progressText, type Pace } from '../report/progress.ts';
import { lookFor } from './terminal.ts';
import type { World } from './world.ts';

export interface Progress {
  /** how many there will be */
  expect(total: number): void;
  /** @param count how many are done with them; one unless said */
  saw(bytes: number, count?: number): void;
  /** what an interruption tells as the part that was found */
  found(findings: readonly Finding[]): void;
  /** takes the line away */
  end(): void;
}

/** Milliseconds: nothing before the first, then at most every second one. */
const pace = { terminal: [500, 100], elsewhere: [10_000, 10_000] } as const;
/** So many findings are named when the work is interrupted. */
const most = 20;

/** Whether a line can be drawn over. */
export const isLive = (world: Pick<World, 'terminal' | 'env'>): boolean =>
  world.terminal.isTTY && world.env['TERM'] !== 'dumb' && (world.env['CI'] ?? '') === '';

/** @param noun what is counted */
export function progressFor(world: World, noun = 'files'): Progress {
  const started = world.clock();
  const live = isLive(world);
  const { unicode } = lookFor(world, 'scan');
  const [first, every] = live ? pace.terminal : pace.elsewhere;
  let next = started + first;
  let total: number | undefined;
  let done = 0;
  let bytes = 0;
  let drawn = false;
  const found: Finding[] = [];
  const now = (): Pace => ({ done, bytes, noun, elapsedMs: world.clock() - started, ...(total === undefined ? {} : { total }) });
  const waiting = live
    ? setTimeout(() => {
        begun();
      }, first)
    : undefined;
  waiting?.unref();
  /** What is to be looked at is still being listed. */
  function begun(): void {
    if (done > 0 || drawn) return;
    world.err(`\rListing what is to be looked at ${unicode ? '…' : '...'}\u001b[K`);
    drawn = true;
  }
  const forget = world.whenInterrupted?.(() => `${drawn ? '\r\u001b[K' : ''}${partial(now(), found)}`);
  return {
    expect(count) {
      total = count;
    },
    saw(size, count = 1) {
      done += count;
      bytes += size;
      const moment = world.clock();
      if (moment < next) return;
      next = moment + every;
      const state = now();
      const text = progressText(state);
      world.err(live ? `\r${`${progressBar(state, unicode)}${text}`.slice(0, world.terminal.columns - 1)}\u001b[K` : `secrets-hooks: ${text}\n`);
      drawn = live;
    },
    found(findings) {
      found.push(...findings);
    },
    end() {
      clearTimeout(waiting);
      if (drawn) world.err('\r\u001b[K');
      drawn = false;
      forget?.();
    },
  };
}

/** What was found until the work was broken off. It is no report: nothing is said of the rest. */
function partial(state: Pace, found: readonly Finding[]): string {
  const lines = found.slice(0, most).map(({ severity, file, startLine, ruleId }) => `  ${severity.padEnd(8)} ${printable(file)}:${startLine}  ${ruleId}\n`);
  const more = found.length > most ? `  … and ${found.length - most} more\n` : '';
  const { done, total, noun = 'files' } = state;
  const upTo = total === undefined ? '' : ` of ${grouped(total)}`;
  const many = found.length === 0 ? 'nothing' : grouped(found.length);
  return `secrets-hooks: broken off after ${grouped(done)}${upTo} ${noun}.\nThis is partial; found so far: ${many}.\n${lines.join('')}${more}`;
}
