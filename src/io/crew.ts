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

/** How many threads beside this one the machine has room for. */
const spareThreads = (): number => Math.min(availableParallelism(), most) - 1;

/**
 * Milliseconds of the processor that must be left to do for other threads to be worth their start: each compiles and optimizes the same code anew.
 * With two processors the second one is busy optimizing for the first thread as it is.
 */
const worthThreads = (spare: number): number => (spare <= 1 ? 2200 : 800);
/** Milliseconds by whose work it is told how much is left. The first ones do not count: code gets quicker while it runs. */
const tried = 300;

/** The next piece that nobody has taken, or undefined when none is left. */
export function taken({ next, pieces }: Pick<Order<unknown>, 'next' | 'pieces'>): number | undefined {
  const piece = Atomics.add(new Int32Array(next), 0, 1);
  return piece < pieces ? piece : undefined;
}

/**
 * Has all pieces done by this thread, and where that is worth it by others of the script beside it.
 * @param threads how many from the start; as many as the machine has room for, once enough is left to do, unless said
 * @param here does a piece in this thread; between two of them signals and answers are heard
 * @param kept hears of each piece that another thread has done, and says what is kept of it: what came from there shares nothing with what is here
 * @throws what a thread threw, or that it ended before its work: then nothing of the whole counts
 */
export async function shared<Result>(
  script: URL | undefined,
  threads: number | undefined,
  task: unknown,
  pieces: number,
  here: (piece: number) => Result,
  kept: (result: Result) => Result,
): Promise<readonly Result[]> {
  const order: Order<unknown> = { task, pieces, next: new SharedArrayBuffer(4) };
  const results: Result[] = [];
  let failed: Error | undefined;
  const workers: Worker[] = [];
  const ends: Promise<void>[] = [];
  const start = (file: URL): void => {
    const worker = new Worker(file, { workerData: order, execArgv: [], stdin: false, resourceLimits: { maxYoungGenerationSizeMb: 8 } });
    workers.push(worker);
    ends.push(
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
  };
  const spare = spareThreads();
  const isWorth = worthOf(pieces, worthThreads(spare));
  try {
    if (script !== undefined) for (let thread = 0; thread < (threads ?? 0); thread += 1) start(script);
    for (let piece = taken(order); piece !== undefined && failed === undefined; piece = taken(order)) {
      results[piece] = here(piece);
      if (script !== undefined && threads === undefined && workers.length === 0 && isWorth(piece))
        for (let thread = 0; thread < spare; thread += 1) start(script);
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

/** @returns what is asked after each piece whether as much as `least` is left. Processor time: on a busy machine more threads help nobody. */
function worthOf(pieces: number, least: number): (piece: number) => boolean {
  let isCold = true;
  let last = { used: process.cpuUsage().user, piece: 0 };
  return (piece) => {
    const { user } = process.cpuUsage();
    const used = (user - last.used) / 1000;
    if (used < tried) return false;
    const left = (used / (piece - last.piece)) * (pieces - piece - 1);
    const isWorth = !isCold && left >= least;
    last = { used: user, piece };
    isCold = false;
    return isWorth;
  };
}
