// A thread of a fleet: does one task after the other. What it hands back is sealed: no value crosses a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { performer, type Means } from './fleet/task-runner.ts';
import { troubleOf } from './fleet/task-error.ts';
import type { Order, Outcome } from './fleet/task.ts';

const perform = performer(workerData as Means);
parentPort?.on('message', ({ id, task }: Order) => {
  perform(task).then(
    (result) => parentPort?.postMessage({ id, result } satisfies Outcome),
    (error: unknown) => parentPort?.postMessage({ id, trouble: troubleOf(error, task.source.name) } satisfies Outcome),
  );
});
