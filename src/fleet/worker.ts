// `secrets-hooks worker`: takes a fleet's tasks from a queue until it is told to stop, or until there has been nothing to do for a while.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Failure } from '../io/failure.ts';
import { fleetKey, type FleetKey } from './key.ts';
import { Pool } from './task-pool.ts';
import type { Meeting } from './queue.ts';
import { printable } from '../report/printable.ts';
import type { ExitStatus, World } from '../commands/world.ts';

export interface WorkerOptions {
  readonly queue?: string;
  readonly workers?: string;
  readonly fleetKey?: string;
  readonly clones: string;
  readonly idle?: string;
}

/** Where the queue is. An argument can be read by every user of the machine: a password may not stand there. */
export function meetingAt(url: string, argument: boolean, key: FleetKey, world: World): Meeting {
  if (argument && /^[a-z]+:\/\/[^/]*:[^/@]*@/i.test(url))
    throw new Failure('bad-argument', '--queue holds a password', 'Arguments are seen by others: put the URL into SECRETS_HOOKS_QUEUE.');
  return { url, key: key.id, version: world.version };
}

/** A number that was said on the command line. */
export function natural(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Failure('bad-argument', option, 'Use a whole number of at least 1.');
  return value;
}

export async function worker(options: WorkerOptions, world: World): Promise<ExitStatus> {
  const url = options.queue ?? world.env['SECRETS_HOOKS_QUEUE'];
  if (url === undefined) throw new Failure('bad-argument', 'there is no queue', 'Name it with --queue redis://HOST:6379, or in SECRETS_HOOKS_QUEUE.');
  const key = fleetKey(options.fleetKey, world.env);
  const meeting = meetingAt(url, options.queue !== undefined, key, world);
  const threads = options.workers === undefined ? availableParallelism() : natural(options.workers, '--workers');
  const idle = options.idle === undefined ? undefined : natural(options.idle, '--idle');
  const { queueWorker } = await import('./queue.ts');
  const clones = { folder: resolve(world.cwd, options.clones), env: { ...world.env } };
  const pool = new Pool(new URL('./fleet-worker.js', world.worker), { clones, salt: key.salt }, threads);
  let tasks = 0;
  let last = world.clock();
  try {
    const taking = await queueWorker(meeting, pool, (event, name) => {
      last = world.clock();
      if (event === 'done') tasks += 1;
      if (event === 'trouble') world.err(`secrets-hooks: ${printable(name)} could not be looked at: the audit tells why, or tries again\n`);
      if (event === 'taken-over') world.err('secrets-hooks: a task of a worker that went away goes on elsewhere\n');
    });
    world.err(`secrets-hooks: waiting for tasks, ${threads} at once\n`);
    await new Promise<void>((done) => {
      world.whenStopped?.(() => {
        world.err('secrets-hooks: stopping when the tasks under way are done\n');
        done();
      });
      if (idle === undefined) return;
      const timer = setInterval(() => {
        if (taking.busy() || world.clock() - last < idle * 1_000) return;
        clearInterval(timer);
        done();
      }, 250);
    });
    await taking.stop();
  } finally {
    await pool.close();
  }
  world.err(`secrets-hooks: ${tasks} tasks done\n`);
  return 0;
}
