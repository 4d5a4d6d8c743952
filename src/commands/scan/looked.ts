// Objects of a history, looked at one after the other, however they were read.
import { inspectDocument } from '../../inspect.ts';
import type { GitObject } from '../../io/objects.ts';
import type { Finding, Path, Unread } from '../../model.ts';
import type { Looking } from '../instruments.ts';
import type { Part } from './history-task.ts';
import { Lasting } from './lasting.ts';
import { Texts } from './texts.ts';

/** @param pathOf undefined for a blob that no ref holds */
export async function looked(objects: AsyncIterable<GitObject>, pathOf: (id: string) => Path | undefined, look: Looking): Promise<Part> {
  const hits: [string, readonly Finding[]][] = [];
  const texts = new Texts(look);
  const lasting = new Lasting();
  const unread: Unread[] = [];
  let [files, bytes, missed] = [0, 0, 0];
  for await (const object of objects) {
    if ('missing' in object) {
      if (pathOf(object.asked) !== undefined) missed += 1;
      unread.push({ file: pathOf(object.asked) ?? (object.asked as Path), reason: object.missing === 'absent' ? 'missing-object' : 'too-large' });
      continue;
    }
    if (object.type === 'tree') continue;
    if (object.type !== 'blob') {
      unread.push(...texts.look(object.type, object.bytes, object.id));
      continue;
    }
    const path = pathOf(object.id);
    if (path === undefined) continue;
    files += 1;
    bytes += object.bytes.length;
    look.progress?.saw(object.bytes.length);
    const seen = inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher);
    unread.push(...seen.unread);
    look.progress?.found(seen.findings);
    if (seen.findings.length > 0) hits.push([object.id, lasting.of(seen.findings)]);
  }
  return { hits, ...texts.part, unread, missed, files, bytes };
}
