// A thread of a scan: takes pieces of the work until none is left, and tells what each came to. Sealing happens here: no secret crosses a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { batchLooker } from './commands/scan/batch.ts';
import { pieceOf, type FilesTask } from './commands/scan/files-task.ts';
import { historyLooker, type HistoryTask } from './commands/scan/history-task.ts';
import { engineUnder } from './commands/looking.ts';
import { taken, type Done, type Order } from './io/crew.ts';
import { hasherOf } from './io/hasher.ts';
import type { Stamps } from './io/stamps.ts';

const order = workerData as Order<FilesTask | HistoryTask>;
const { task } = order;
const look = { engine: await engineUnder(task.policy), hasher: hasherOf(task.policy.salt) };
const work = 'files' in task ? await filesWork(task) : historyLooker(task, look, await stampsOf(task.stampKey));
for (let piece = taken(order); piece !== undefined; piece = taken(order)) {
  const done: Done<unknown> = { piece, result: work(piece) };
  parentPort?.postMessage(done);
}

async function filesWork(files: FilesTask): Promise<(piece: number) => unknown> {
  const batch = batchLooker(look.engine, look.hasher, await stampsOf(files.before?.key, files.before?.known));
  return (piece) => batch(pieceOf(files, piece));
}

/** The library of ciphers is loaded where something is remembered. */
async function stampsOf(key: Uint8Array | undefined, known?: Uint8Array): Promise<Stamps | undefined> {
  return key && new (await import('./io/stamps.ts')).Stamps(key, known);
}
