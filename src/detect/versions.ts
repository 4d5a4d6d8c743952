// An engine that is shown many versions of the same files: each is looked at where it differs from the one of that path that it saw last.
import type { Document } from '../model.ts';
import type { Engine } from './engine.ts';
import { following, shortest, type Trail } from './gate/following.ts';
import { Seen } from './gate/seen.ts';

/** Bytes of versions that are kept to be compared with. */
const mostKept = 16 * 1024 * 1024;
const chunk = 4096;

/** Where less than this is new, it is looked at sooner than it is found among what was seen. */
const worthRemembering = 16 * 1024;
/** Texts after which it pays to make the memory. */
const many = 100;

/** The same findings; quicker the more the versions have in common. */
export function versionsEngine(engine: Engine): Engine {
  let seen: Seen | undefined | null = null;
  const last = new Map<string, { readonly bytes: Uint8Array; readonly trail: Trail }>();
  let kept = 0;
  let texts = 0;
  const drop = (path: string): void => {
    kept -= last.get(path)?.bytes.length ?? 0;
    last.delete(path);
  };
  return (document: Document) => {
    const { path, bytes } = document;
    // the memory behind a window is used again for the next one
    if (document.origin !== 'file' || document.window !== undefined || bytes.length < shortest) return engine(document);
    const before = last.get(path);
    const base = before === undefined ? undefined : { trail: before.trail, spans: alike(before.bytes, bytes) };
    texts += 1;
    const remembers = texts > many && bytes.length - lengthOf(base?.spans ?? []) >= worthRemembering;
    if (remembers && seen === null) seen = Seen.make();
    return engine(document, (gate, manner) =>
      following(gate, (remembers ? seen : undefined) ?? undefined, manner, base, (trail) => {
        drop(path);
        last.set(path, { bytes, trail });
        kept += bytes.length;
        for (const oldest of last.keys()) {
          if (kept <= mostKept) break;
          drop(oldest);
        }
      }),
    );
  };
}

const lengthOf = (spans: readonly number[]): number => spans.reduce((sum, one, at) => (at % 3 === 2 ? sum + one : sum), 0);

/** What two texts have in common at their beginning and at their end, as copied stretches. */
function alike(before: Uint8Array, now: Uint8Array): readonly number[] {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head + chunk <= most && Buffer.compare(before.subarray(head, head + chunk), now.subarray(head, head + chunk)) === 0) head += chunk;
  while (head < most && before[head] === now[head]) head += 1;
  let tail = 0;
  const [oldEnd, newEnd] = [before.length, now.length];
  while (
    head + tail + chunk <= most &&
    Buffer.compare(before.subarray(oldEnd - tail - chunk, oldEnd - tail), now.subarray(newEnd - tail - chunk, newEnd - tail)) === 0
  )
    tail += chunk;
  while (head + tail < most && before[oldEnd - tail - 1] === now[newEnd - tail - 1]) tail += 1;
  // one stretch where nothing changed: its ends are the ends of both
  if (head === newEnd && oldEnd === newEnd) return [0, 0, head];
  return [...(head > 0 ? [0, 0, head] : []), ...(tail > 0 ? [newEnd - tail, oldEnd - tail, tail] : [])];
}
