// A list of files as a task for several threads: cut into pieces, in order.
import type { Engine } from '../../detect/engine.ts';
import { shared } from '../../io/crew.ts';
import type { Stamps } from '../../io/stamps.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Hasher } from '../../seal.ts';
import { batchLooker, type Batch, type Listed } from './batch.ts';

export interface FilesTask {
  readonly files: readonly Listed[];
  readonly policy: Policy;
  /** of what was clean before: the key and the known of `Stamps` */
  readonly before?: Pick<Stamps, 'key' | 'known'> | undefined;
}

/** Files in a piece: small enough to share the end of the work, large enough that taking them costs nothing. */
const size = 64;

export const pieceOf = (task: FilesTask, piece: number): readonly Listed[] => task.files.slice(piece * size, (piece + 1) * size);

/**
 * Looks at files, in several threads where there are many.
 * @param threads beside this one, from the start; as many as are worth it unless said
 */
export async function lookAtFiles(
  files: Omit<FilesTask, 'before'>,
  look: { readonly engine: Engine; readonly hasher: Hasher; readonly stamps?: Stamps | undefined },
  script: URL | undefined,
  saw: (bytes: number) => void,
  found: (batch: Batch) => void = () => undefined,
  threads?: number,
): Promise<Batch> {
  const { stamps } = look;
  const task: FilesTask = { ...files, before: stamps && { key: stamps.key, known: stamps.known } };
  const here = batchLooker(look.engine, look.hasher, stamps, saw);
  const pieces = Math.ceil(task.files.length / size);
  const batches = await shared<Batch>(
    script,
    threads,
    task,
    pieces,
    (piece) => {
      const batch = here(pieceOf(task, piece));
      found(batch);
      return batch;
    },
    (batch) => {
      const { files, bytes } = batch;
      found(batch);
      for (let file = 0; file < files; file += 1) saw(bytes / files);
      return batch;
    },
  );
  return joined(batches);
}

function joined(batches: readonly Batch[]): Batch {
  return {
    findings: batches.flatMap((batch) => batch.findings),
    unread: batches.flatMap((batch) => batch.unread),
    files: batches.reduce((sum, batch) => sum + batch.files, 0),
    bytes: batches.reduce((sum, batch) => sum + batch.bytes, 0),
    clean: Buffer.concat(batches.map((batch) => batch.clean)),
  };
}
