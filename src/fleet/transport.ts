// How orders reach workers and outcomes come back. Two ways: threads of this process, or a queue with workers anywhere.
import type { Order, Outcome } from './task.ts';
import { Pool } from './task-pool.ts';

export interface Carrier {
  /** as many orders are worth having under way */
  readonly width: number;
  /** milliseconds between two questions what came back */
  readonly rest: number;
  /** there will be orders in a moment */
  warm(): void;
  /** hands orders over; one that is there already is not done twice */
  give(orders: readonly Order[]): Promise<void>;
  /** what has come back since; waits so long for the first */
  take(patience: number): Promise<readonly Outcome[]>;
  /** these are written down: nobody needs to keep them any longer */
  confirm(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** How often a task is tried where trying again can help, and how long to wait before: doubled each time. */
export const attempts = { count: 4, pause: 1_000 } as const;

/** The embedded way: nothing else is needed. */
export class Embedded implements Carrier {
  readonly #pool: Pool;
  readonly #back: Outcome[] = [];
  #wake: () => void = () => undefined;
  readonly width: number;
  readonly rest = 20;

  constructor(script: URL, data: unknown, threads: number) {
    this.#pool = new Pool(script, data, threads);
    // enough to be busy while a transaction is written, which is a wait for the disk
    this.width = this.#pool.threads * 32;
  }

  warm(): void {
    this.#pool.warm();
  }

  give(orders: readonly Order[]): Promise<void> {
    for (const order of orders) void this.#tried(order);
    return Promise.resolve();
  }

  async #tried(order: Order): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#pool.run(order);
      if (!('trouble' in outcome) || !outcome.trouble.passing || tries === attempts.count) {
        this.#back.push(outcome);
        this.#wake();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, attempts.pause * 2 ** (tries - 1)));
    }
  }

  async take(patience: number): Promise<readonly Outcome[]> {
    if (this.#back.length === 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, patience);
      });
      clearTimeout(timer);
      this.#wake = () => undefined;
    }
    return this.#back.splice(0);
  }

  confirm(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
