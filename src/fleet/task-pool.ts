// Threads that do tasks of a fleet. One that dies takes nothing with it but its task, which is told as trouble; another one takes its place.
import { Worker } from 'node:worker_threads';
import type { Order, Outcome } from './task.ts';

interface Seat {
  thread: Worker | undefined;
  busy: { readonly id: string; readonly done: (outcome: Outcome) => void } | undefined;
}

export class Pool {
  readonly #script: URL;
  readonly #data: unknown;
  readonly #seats: readonly Seat[];
  readonly #waiting: { readonly order: Order; readonly done: (outcome: Outcome) => void }[] = [];
  #closed = false;

  /** @param data what each thread is given; it stays in this process */
  constructor(script: URL, data: unknown, threads: number) {
    this.#script = script;
    this.#data = data;
    this.#seats = Array.from({ length: Math.max(1, threads) }, () => ({ thread: undefined, busy: undefined }));
  }

  get threads(): number {
    return this.#seats.length;
  }

  run(order: Order): Promise<Outcome> {
    return new Promise((done) => {
      this.#waiting.push({ order, done });
      this.#next();
    });
  }

  /** Starts a thread before there is anything to do. */
  warm(): void {
    const [seat] = this.#seats;
    if (seat !== undefined) seat.thread ??= this.#start(seat);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#seats.flatMap(({ thread }) => (thread === undefined ? [] : [thread.terminate()])));
  }

  #next(): void {
    for (const seat of this.#seats) {
      if (seat.busy !== undefined) continue;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      seat.busy = { id: next.order.id, done: next.done };
      seat.thread ??= this.#start(seat);
      seat.thread.postMessage(next.order);
    }
  }

  #start(seat: Seat): Worker {
    const thread = new Worker(this.#script, { workerData: this.#data, execArgv: [], stdin: false });
    thread.on('message', (outcome: Outcome) => {
      this.#told(seat, outcome);
    });
    // an error is told by the exit that follows it: its text could quote a file
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      if (seat.thread === thread) seat.thread = undefined;
      if (seat.busy !== undefined && !this.#closed) this.#told(seat, { id: seat.busy.id, trouble: { code: 'thread-ended', about: '', passing: true } });
    });
    return thread;
  }

  #told(seat: Seat, outcome: Outcome): void {
    const { busy } = seat;
    seat.busy = undefined;
    if (busy?.id === outcome.id) busy.done(outcome);
    if (!this.#closed) this.#next();
  }
}
