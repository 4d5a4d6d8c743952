// The packs of a history as a task for several threads: each looks at what hangs on some of a pack's objects, version after version.
import type { Engine, Through } from '../../detect/engine.ts';
import { following, type Trail } from '../../detect/gate/following.ts';
import { Seen } from '../../detect/gate/seen.ts';
import { inspectDocument } from '../../inspect.ts';
import { kinds } from '../../io/pack/forest.ts';
import { PackStore, type Piece } from '../../io/pack/store.ts';
import { walk } from '../../io/pack/walk.ts';
import { pathOf } from '../../io/path.ts';
import type { Finding, Path, Unread } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Hasher } from '../../seal.ts';
import { Lasting } from './lasting.ts';
import { Texts } from './texts.ts';

export interface HistoryTask {
  readonly policy: Policy;
  /** paths of packs, without their endings */
  readonly packs: readonly string[];
  readonly idLength: number;
  readonly pieces: readonly Piece[];
  /** what git says of reachable blobs: lines of an id, a space and a path */
  readonly listing: SharedArrayBuffer;
  /** for each pack and each place in its index, where the blob's line begins, plus one; 0 for what is not reachable or no blob */
  readonly lines: readonly SharedArrayBuffer[];
}

/** What was found in one piece. */
export interface Part {
  /** blobs that hold something, by name */
  readonly hits: readonly (readonly [id: string, found: readonly Finding[]])[];
  readonly messages: readonly Finding[];
  /** what stands in names of commits: once for each value, with all commits that have it */
  readonly names: readonly (readonly [found: Finding, commits: readonly string[]])[];
  readonly unread: readonly Unread[];
  /** how many of the blobs that git lists could not be looked at, and are among the unread */
  readonly missed: number;
  readonly files: number;
  readonly bytes: number;
  readonly commits: number;
}

/** The path in a line of the listing; `blob` where git names none. */
export function pathInLine(listing: Uint8Array, start: number, idLength: number): Path {
  const from = start + idLength * 2;
  const end = listing.indexOf(10, from);
  const path = listing.subarray(from + 1, end < 0 ? listing.length : end);
  return path.length === 0 ? ('blob' as Path) : pathOf(Buffer.from(path));
}

/** @returns what looks at a piece; packs and what was seen stay open between them */
export function historyLooker(
  task: HistoryTask,
  look: { readonly engine: Engine; readonly hasher: Hasher },
  saw: (bytes: number) => void = () => undefined,
): (piece: number) => Part {
  const store = new PackStore(task.packs, task.idLength);
  const listing = new Uint8Array(task.listing);
  const lines = task.lines.map((memory) => new Uint32Array(memory));
  const seen = Seen.make();
  const lasting = new Lasting();
  return (number) => {
    const { pack, from, to } = task.pieces[number] ?? { pack: 0, from: 0, to: 0 };
    const forest = store.forests[pack];
    const hits: [string, readonly Finding[]][] = [];
    const texts = new Texts(look);
    const unread: Unread[] = [];
    let [files, bytes, missed] = [0, 0, 0];
    if (forest === undefined) return { hits, ...texts.part, unread, missed, files, bytes };
    const lineOf = (entry: number): number => (lines[pack]?.[forest.name(entry)] ?? 0) - 1;
    for (let root = from; root < to; root += 1) {
      const kind = forest.base(root) < 0 ? forest.kind(root) : kinds.unknown;
      if (kind === kinds.blob) {
        walk<Trail>(
          forest,
          root,
          ({ entry, bytes: text, base }) => {
            const line = lineOf(entry);
            if (line < 0 || store.repeated(pack, forest.id(entry))) return undefined;
            const path = pathInLine(listing, line, task.idLength);
            let trail: Trail | undefined;
            const through: Through | undefined =
              seen &&
              ((gate, manner) =>
                following(gate, seen, manner, base && { trail: base.left, spans: base.spans }, (left) => {
                  trail = left;
                }));
            const { findings, unread: missed } = inspectDocument({ path, origin: 'file', bytes: text }, look.engine, look.hasher, undefined, through);
            files += 1;
            bytes += text.length;
            saw(text.length);
            unread.push(...missed);
            if (findings.length > 0) hits.push([forest.id(entry).toString('hex'), lasting.of(findings)]);
            return trail;
          },
          (entry) => {
            const line = lineOf(entry);
            if (line < 0 || store.repeated(pack, forest.id(entry))) return;
            missed += 1;
            unread.push({ file: pathInLine(listing, line, task.idLength), reason: 'too-large' });
          },
        );
      } else if (kind === kinds.commit || kind === kinds.tag) {
        const type = kind === kinds.commit ? 'commit' : 'tag';
        walk<never>(
          forest,
          root,
          ({ entry, bytes: object }) => {
            const id = forest.id(entry);
            if (!store.repeated(pack, id)) unread.push(...texts.look(type, object, id.toString('hex')));
            return undefined;
          },
          () => unread.push({ file: `${type} message` as Path, reason: 'too-large' }),
        );
      }
    }
    return { hits, ...texts.part, unread, missed, files, bytes };
  };
}
