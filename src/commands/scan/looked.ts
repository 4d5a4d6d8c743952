// Objects of a history, looked at one after the other, however they were read.
import { inspectDocument } from '../../inspect.ts';
import { inspectStream } from '../../inspect-windows.ts';
import type { GitObject } from '../../io/objects.ts';
import type { Stamps } from '../../io/stamps.ts';
import type { Path, Unread } from '../../model.ts';
import type { Looking } from '../instruments.ts';
import { Clean } from './clean.ts';
import type { Hit, Part } from './history-task.ts';
import { Lasting } from './lasting.ts';
import { Texts } from './texts.ts';

/** The bytes of a blob that is larger than a window. */
export type BlobStream = (id: string) => AsyncIterable<Uint8Array>;

/** Scans blobs that are larger than a window. */
export async function scanLarge(
  blobs: Iterable<{ readonly id: string; readonly paths: readonly Path[]; readonly size?: number }>,
  stream: BlobStream,
  look: Looking,
): Promise<Pick<Part, 'hits' | 'unread' | 'files' | 'bytes'>> {
  const hits: Hit[] = [];
  const unread: Unread[] = [];
  const lasting = new Lasting();
  let [files, bytes] = [0, 0];
  for (const { id, paths, size = 0 } of blobs) {
    files += 1;
    bytes += size;
    for (const path of paths) {
      const seen = await inspectStream({ path, origin: 'file', chunks: stream(id), size }, look.engine, look.hasher);
      unread.push(...seen.unread);
      look.progress?.found(seen.findings);
      if (seen.findings.length > 0) hits.push({ id, path, findings: lasting.of(seen.findings) });
    }
    look.progress?.saw(size);
  }
  return { hits, unread, files, bytes };
}

/** @param stream without it, such blobs are reported as too large
 * @param pathsOf undefined for a blob that is not asked for @param stamps what holds nothing is stamped with them */
export async function looked(
  objects: AsyncIterable<GitObject>,
  pathsOf: (id: string) => readonly Path[] | undefined,
  look: Looking,
  stamps?: Stamps,
  stream?: BlobStream,
): Promise<Part> {
  const hits: Hit[] = [];
  const clean = new Clean(stamps);
  const texts = new Texts(look, clean);
  const lasting = new Lasting();
  const unread: Unread[] = [];
  const large: { id: string; paths: readonly Path[]; size: number }[] = [];
  let [files, bytes, missed] = [0, 0, 0];
  for await (const object of objects) {
    if ('missing' in object) {
      const reason = object.missing === 'absent' ? 'missing-object' : 'too-large';
      const paths = pathsOf(object.asked);
      if (object.missing === 'too-large' && paths !== undefined && stream !== undefined) {
        large.push({ id: object.asked, paths, size: object.size ?? 0 });
        continue;
      }
      if (paths !== undefined) missed += 1;
      for (const file of paths ?? [object.asked as Path]) unread.push({ file, reason });
      continue;
    }
    if (object.type === 'tree') continue;
    if (object.type !== 'blob') {
      unread.push(...texts.look(object.type, object.bytes, object.id));
      continue;
    }
    const paths = pathsOf(object.id);
    if (paths === undefined) continue;
    files += 1;
    bytes += object.bytes.length;
    look.progress?.saw(object.bytes.length);
    for (const path of paths) {
      const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher);
      unread.push(...seen.unread);
      look.progress?.found(seen.findings);
      if (seen.findings.length > 0) hits.push({ id: object.id, path, findings: lasting.of(seen.findings) });
      else if (seen.unread.length === 0) clean.add('blob', object.id, path);
    }
  }
  const later = await scanLarge(large, stream ?? noBytes, look);
  return {
    ...texts.part,
    hits: [...hits, ...later.hits],
    unread: [...unread, ...later.unread],
    missed,
    files: files + later.files,
    bytes: bytes + later.bytes,
    clean: clean.made,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of nothing
export async function* noBytes(): AsyncGenerator<Uint8Array> {
  yield* [];
}
