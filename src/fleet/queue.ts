// The same orders on BullMQ, over Redis or Valkey: any number of workers on any number of machines. Loaded where a queue is named, and only there.
import { Queue, UnrecoverableError, Worker, type ConnectionOptions, type Job } from 'bullmq';
import type { Order, Outcome, Result, Task, Trouble } from './task.ts';
import { Failure } from '../io/failure.ts';
import { attempts, type Carrier } from './transport.ts';
import type { Pool } from './task-pool.ts';

export interface Meeting {
  /** `redis://host:6379/0`, `rediss://…`; with a password it comes from the environment */
  readonly url: string;
  /** the same key and the same product meet in the same queue; with others they would find something else */
  readonly key: string;
  readonly version: string;
}

const nameOf = ({ key, version }: Meeting): string => `secrets-hooks-${version}-${key}`;
const unreachable = (): Failure =>
  new Failure('refused', 'the queue cannot be reached', 'Is Redis or Valkey up, and the URL right? A password belongs into SECRETS_HOOKS_QUEUE.');

function connectionTo(url: string): ConnectionOptions {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new Failure('bad-argument', '--queue is no URL', 'Write it as redis://HOST:6379.');
  }
  if (parsed.protocol !== 'redis:' && parsed.protocol !== 'rediss:')
    throw new Failure('bad-argument', '--queue is no redis:// URL', 'Write it as redis://HOST:6379, or rediss:// with TLS.');
  return {
    host: parsed.hostname,
    port: Number(parsed.port || 6379),
    ...(parsed.username === '' ? {} : { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
    ...(parsed.pathname.length > 1 ? { db: Number(parsed.pathname.slice(1)) } : {}),
    ...(parsed.protocol === 'rediss:' ? { tls: {} } : {}),
    // a Redis that is restarted is waited for
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(100 * times, 2_000),
  };
}

/** Milliseconds without any answer, after which the audit gives up; what it knows is kept, and it can be started again. */
const patience = { first: 10_000, later: 300_000 } as const;
const pause = 150;
/** As often it is asked whether what was given is still there: a Redis that lost its memory has forgotten it. */
const countEvery = 5_000;
const portion = 200;
const lease = 60_000;

const present = (jobs: readonly (Job<Task, Result> | undefined)[]): readonly Job<Task, Result>[] =>
  jobs.filter((job) => job?.id !== undefined) as Job<Task, Result>[];

export class Queued implements Carrier {
  readonly width = 2_000;
  readonly rest = pause;
  readonly #queue: Queue<Task, Result>;
  readonly #owner: string;
  readonly #given = new Map<string, Order>();
  #counted = Date.now();

  private constructor(queue: Queue<Task, Result>, owner: string) {
    this.#queue = queue;
    this.#owner = owner;
  }

  /** @param owner what the names of all orders of this audit begin with */
  static async open(meeting: Meeting, owner: string): Promise<Queued> {
    const queue = new Queue<Task, Result>(nameOf(meeting), {
      connection: connectionTo(meeting.url),
      // nobody listens to them: what comes back is asked for
      streams: { events: { maxLen: 100 } },
      defaultJobOptions: { attempts: attempts.count, backoff: { type: 'exponential', delay: attempts.pause }, removeOnComplete: false, removeOnFail: false },
    });
    queue.on('error', () => undefined);
    await withIn(queue.waitUntilReady(), patience.first);
    const opened = new Queued(queue, owner);
    await withIn(opened.#lease(), patience.first);
    return opened;
  }

  warm(): void {
    // workers are there already
  }

  async give(orders: readonly Order[]): Promise<void> {
    for (const order of orders) this.#given.set(order.id, order);
    await withIn(this.#queue.addBulk(orders.map(({ id, task }) => ({ name: task.kind, data: task, opts: { jobId: id } }))), patience.later);
  }

  async take(wait: number): Promise<readonly Outcome[]> {
    const until = Date.now() + wait;
    for (;;) {
      const outcomes = await withIn(this.#ended(), patience.later);
      if (outcomes.length > 0 || Date.now() >= until) return outcomes;
      if (Date.now() - this.#counted > countEvery) await withIn(this.#again(), patience.later);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async #ended(): Promise<readonly Outcome[]> {
    await this.#lease();
    const [done, failed] = await Promise.all([this.#queue.getCompleted(0, portion - 1), this.#queue.getFailed(0, portion - 1)]);
    const outcomes = [
      ...present(done).map((job): Outcome => ({ id: job.id ?? '', task: job.data, result: job.returnvalue })),
      ...present(failed).map((job): Outcome => ({ id: job.id ?? '', task: job.data, trouble: troubleIn(job.failedReason) })),
    ];
    // what an audit ordered whose state is gone belongs to nobody
    const strange = outcomes.filter(({ id }) => !id.startsWith(this.#owner));
    await Promise.all(strange.map(({ id }) => this.#queue.remove(id)));
    return outcomes.filter(({ id }) => id.startsWith(this.#owner));
  }

  /** One audit at a time on a queue: two would take each other's outcomes. */
  async #lease(): Promise<void> {
    const client = await this.#queue.getBackend().client;
    const key = this.#queue.toKey('audit');
    const owner = await client.get(key);
    if (owner !== null && owner !== this.#owner)
      throw new Failure('refused', 'another audit with this fleet key uses this queue', 'Wait for it: a minute after its end the queue is free.');
    await client.set(key, this.#owner, { PX: lease });
  }

  /** Gives once more what the queue does not know any longer. */
  async #again(): Promise<void> {
    this.#counted = Date.now();
    const counts = await this.#queue.getJobCounts('wait', 'active', 'delayed', 'prioritized', 'completed', 'failed', 'waiting-children');
    const known = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (known >= this.#given.size) return;
    const lost: Order[] = [];
    for (const [id, order] of this.#given) if ((await this.#queue.getJob(id)) === undefined) lost.push(order);
    if (lost.length > 0) await this.give(lost);
  }

  async confirm(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#given.delete(id);
    await withIn(Promise.all(ids.map((id) => this.#queue.remove(id))), patience.later);
  }

  async close(): Promise<void> {
    await withIn(
      this.#queue.getBackend().client.then((client) => client.del(this.#queue.toKey('audit'))),
      patience.first,
    ).catch(() => undefined);
    await withIn(this.#queue.close(), patience.first).catch(() => undefined);
  }
}

async function withIn<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(unreachable());
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    // what the server said could quote the URL
    throw error instanceof Failure ? error : unreachable();
  } finally {
    clearTimeout(timer);
  }
}

/** A trouble travels as the reason of a failed job: a code and our own words. */
function troubleIn(reason: string): Trouble {
  try {
    const { code, about, passing } = JSON.parse(reason) as Trouble;
    return { code, about, passing };
  } catch {
    return { code: 'stalled', about: '', passing: true };
  }
}

export interface QueueWorker {
  /** no new tasks; ends when those under way are done */
  stop(): Promise<void>;
  busy(): boolean;
}

/** Takes tasks from the queue, as many at once as there are threads. The queue's own clock runs in this thread, the work in others. */
export async function queueWorker(meeting: Meeting, pool: Pool, told: (event: 'done' | 'trouble' | 'taken-over', name: string) => void): Promise<QueueWorker> {
  let busy = 0;
  const worker = new Worker<Task, Result>(
    nameOf(meeting),
    async (job) => {
      busy += 1;
      const outcome = await pool.run({ id: job.id ?? '', task: job.data }).finally(() => (busy -= 1));
      if ('result' in outcome) {
        told('done', job.data.source.name);
        return outcome.result;
      }
      told('trouble', job.data.source.name);
      const reason = JSON.stringify(outcome.trouble);
      const error = outcome.trouble.passing ? new Error(reason) : new UnrecoverableError(reason);
      // the stack is kept in the queue: there is nothing in it that anybody needs
      error.stack = '';
      throw error;
    },
    {
      connection: connectionTo(meeting.url),
      concurrency: pool.threads,
      lockDuration: 30_000,
      stalledInterval: 10_000,
      // workers come and go: one whose machine is taken away is no fault of the task
      maxStalledCount: 20,
    },
  );
  worker.on('error', () => undefined);
  worker.on('stalled', () => {
    told('taken-over', '');
  });
  await withIn(worker.waitUntilReady(), patience.first);
  return {
    busy: () => busy > 0,
    async stop() {
      await worker.close();
    },
  };
}
