// Threads that take numbered pieces of work from one counter, beside this one, which takes pieces too. What comes back is in the order of the pieces.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { keepYoungSmall } from './young.ts';

/** What a thread is given. `next` holds the number of the next piece that nobody has taken. */
export interface Order<Task> {
  readonly task: Task;
  readonly pieces: number;
  readonly next: SharedArrayBuffer;
}
/** What a thread tells for each piece. */
export interface Done<Result> {
  readonly piece: number;
  readonly result: Result;
}

/** More than this many gain little: reading and one thread's start are what is left. */
const most = 8;

/** How many threads beside this one are worth starting. */
export const spareThreads = (): number => Math.min(availableParallelism(), most) - 1;

/** The next piece that nobody has taken, or undefined when none is left. */
export function taken({ next, pieces }: Pick<Order<unknown>, 'next' | 'pieces'>): number | undefined {
  const piece = Atomics.add(new Int32Array(next), 0, 1);
  return piece < pieces ? piece : undefined;
}

/**
 * Has all pieces done, by `threads` threads of the script and by this one.
 * @param here does a piece in this thread; between two of them signals and answers are heard
 * @param kept hears of each piece that another thread has done, and says what is kept of it: what came from there shares nothing with what is here
 * @throws what a thread threw, or that it ended before its work: then nothing of the whole counts
 */
export async function shared<Result>(
  script: URL,
  threads: number,
  task: unknown,
  pieces: number,
  here: (piece: number) => Result,
  kept: (result: Result) => Result,
): Promise<readonly Result[]> {
  const order: Order<unknown> = { task, pieces, next: new SharedArrayBuffer(4) };
  const results: Result[] = [];
  let failed: Error | undefined;
  const workers = Array.from(
    { length: threads },
    () => new Worker(script, { workerData: order, execArgv: [], stdin: false, resourceLimits: { maxYoungGenerationSizeMb: 8 } }),
  );
  const ends = workers.map(
    (worker) =>
      new Promise<void>((resolve) => {
        worker.on('message', ({ piece, result }: Done<Result>) => {
          results[piece] = kept(result);
        });
        // a thread that starts sets V8's flags as they were
        worker.on('online', keepYoungSmall);
        worker.on('error', (error) => {
          failed ??= error;
        });
        worker.on('exit', (code) => {
          if (code !== 0) failed ??= new Error('a thread ended before its work');
          resolve();
        });
      }),
  );
  try {
    for (let piece = taken(order); piece !== undefined && failed === undefined; piece = taken(order)) {
      results[piece] = here(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(ends);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  if (failed !== undefined) throw failed;
  if (Object.keys(results).length !== pieces) throw new Error('a piece of work was not done');
  return results;
}
