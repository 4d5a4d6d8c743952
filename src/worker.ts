// A thread of a scan: takes pieces of the list of files until none is left, and tells what each came to. Sealing happens here: no secret crosses a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { batchLooker, type Batch } from './commands/batch.ts';
import { engineUnder } from './commands/looking.ts';
import { pieceOf, type FilesTask } from './commands/files-task.ts';
import { taken, type Done, type Order } from './io/crew.ts';
import { hasherOf } from './io/hasher.ts';

const order = workerData as Order<FilesTask>;
const look = batchLooker(await engineUnder(order.task.policy), hasherOf(order.task.policy.salt));
for (let piece = taken(order); piece !== undefined; piece = taken(order)) {
  const done: Done<Batch> = { piece, result: look(pieceOf(order.task, piece)) };
  parentPort?.postMessage(done);
}
