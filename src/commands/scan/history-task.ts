// The packs of a history as a task for several threads: each looks at what hangs on some of a pack's objects, version after version.
import type { Engine, Through } from '../../detect/engine.ts';
import { following, type Trail } from '../../detect/gate/following.ts';
import { Seen } from '../../detect/gate/seen.ts';
import { inspectDocument } from '../../inspect.ts';
import { kinds } from '../../io/pack/forest.ts';
import { PackStore, type Piece } from '../../io/pack/store.ts';
import { needed, walk } from '../../io/pack/walk.ts';
import { pathOf } from '../../io/path.ts';
import type { Stamps } from '../../io/stamps.ts';
import type { Finding, Path, Unread } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Hasher } from '../../seal.ts';
import { Clean } from './clean.ts';
import { Lasting } from './lasting.ts';
import { Texts } from './texts.ts';

export interface HistoryTask {
  readonly policy: Policy;
  /** paths of packs, without their endings */
  readonly packs: readonly string[];
  readonly idLength: number;
  readonly pieces: readonly Piece[];
  /** blobs that are asked for: lines of an id, a space and a path; lines of one blob stand together */
  readonly listing: SharedArrayBuffer;
  /** for each pack and each place in its index, where the blob's line begins, plus one; 0 for what is not asked for or no blob */
  readonly lines: readonly SharedArrayBuffer[];
  /** what is clean is stamped with this key */
  readonly stampKey?: Uint8Array | undefined;
}

/** In place of a line: a commit or a tag that was clean before. */
export const cleanBefore = 0xffff_ffff;

/** What one blob holds under one path. */
export interface Hit {
  readonly id: string;
  readonly path: Path;
  readonly findings: readonly Finding[];
}

/** What was found in one piece. */
export interface Part {
  readonly hits: readonly Hit[];
  readonly messages: readonly Finding[];
  /** what stands in names of commits: once for each value, with all commits that have it */
  readonly names: readonly (readonly [found: Finding, commits: readonly string[]])[];
  readonly unread: readonly Unread[];
  /** blobs that are too large for memory: they are scanned in windows once all others are done */
  readonly large?: readonly { readonly id: string; readonly paths: readonly Path[] }[];
  /** how many of the blobs that are asked for could not be looked at, and are among the unread */
  readonly missed: number;
  readonly files: number;
  readonly bytes: number;
  readonly commits: number;
  /** stamps of what held nothing, one behind the other */
  readonly clean: Uint8Array;
}

/** The paths of the blob whose first line begins there; `blob` where git names none. */
export function pathsInLines(listing: Uint8Array, first: number, idLength: number): readonly [Path, ...Path[]] {
  const end = endOfLine(listing, first);
  const more: Path[] = [];
  for (let start = end + 1; start < listing.length && sameId(listing, first, start, idLength * 2); start = endOfLine(listing, start) + 1)
    more.push(pathInLine(listing, start + idLength * 2, endOfLine(listing, start)));
  return [pathInLine(listing, first + idLength * 2, end), ...more];
}

function endOfLine(listing: Uint8Array, start: number): number {
  const end = listing.indexOf(10, start);
  return end < 0 ? listing.length : end;
}

function sameId(listing: Uint8Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (listing[a + at] !== listing[b + at]) return false;
  return true;
}

const pathInLine = (listing: Uint8Array, space: number, end: number): Path =>
  end <= space + 1 ? ('blob' as Path) : pathOf(Buffer.from(listing.subarray(space + 1, end)));

/**
 * @param stamps of the task's key; undefined where it has none
 * @returns what looks at a piece; packs and what was seen stay open between them
 */
export function historyLooker(
  task: HistoryTask,
  look: { readonly engine: Engine; readonly hasher: Hasher },
  stamps: Stamps | undefined,
  saw: (bytes: number) => void = () => undefined,
): (piece: number) => Part {
  const store = new PackStore(task.packs, task.idLength);
  const listing = new Uint8Array(task.listing);
  const lines = task.lines.map((memory) => new Uint32Array(memory));
  const seen = Seen.make();
  const lasting = new Lasting();
  const needs: Uint8Array[] = [];
  return (number) => {
    const { pack, from, to } = task.pieces[number] ?? { pack: 0, from: 0, to: 0 };
    const forest = store.forests[pack];
    const hits: Hit[] = [];
    const clean = new Clean(stamps);
    const texts = new Texts(look, clean);
    const unread: Unread[] = [];
    const large: { id: string; paths: readonly Path[] }[] = [];
    let [files, bytes] = [0, 0];
    if (forest === undefined) return { hits, ...texts.part, unread, missed: 0, files, bytes, clean: clean.made };
    const lineOf = (entry: number): number => (lines[pack]?.[forest.name(entry)] ?? 0) - 1;
    const isNew = (entry: number): boolean => lines[pack]?.[forest.name(entry)] !== cleanBefore;
    const made = (needs[pack] ??= needed(forest, (entry) => {
      const kind = forest.kindOf(entry);
      return kind === kinds.blob ? lineOf(entry) >= 0 : kind !== kinds.tree && isNew(entry);
    }));
    for (let root = from; root < to; root += 1) {
      const kind = forest.base(root) < 0 ? forest.kind(root) : kinds.unknown;
      if (kind === kinds.blob) {
        walk<Trail>(
          forest,
          root,
          ({ entry, bytes: text, base }) => {
            const line = lineOf(entry);
            if (line < 0 || store.repeated(pack, forest.id(entry))) return undefined;
            const [path, ...more] = pathsInLines(listing, line, task.idLength);
            let trail: Trail | undefined;
            const through: Through | undefined =
              seen &&
              ((gate, manner) =>
                following(gate, seen, manner, base && { trail: base.left, spans: base.spans }, (left) => {
                  trail = left;
                }));
            const at = (file: Path, way?: Through): void => {
              const { findings, unread: unseen } = inspectDocument({ path: file, origin: 'file', bytes: text }, look.engine, look.hasher, undefined, way);
              unread.push(...unseen);
              const id = forest.id(entry).toString('hex');
              if (findings.length > 0) hits.push({ id, path: file, findings: lasting.of(findings) });
              else if (unseen.length === 0) clean.add('blob', id, file);
            };
            at(path, through);
            for (const other of more) at(other);
            files += 1;
            bytes += text.length;
            saw(text.length);
            return trail;
          },
          (entry) => {
            const line = lineOf(entry);
            if (line < 0 || store.repeated(pack, forest.id(entry))) return;
            large.push({ id: forest.id(entry).toString('hex'), paths: pathsInLines(listing, line, task.idLength) });
          },
          made,
        );
      } else if (kind === kinds.commit || kind === kinds.tag) {
        const type = kind === kinds.commit ? 'commit' : 'tag';
        walk<never>(
          forest,
          root,
          ({ entry, bytes: object }) => {
            const id = forest.id(entry);
            if (isNew(entry) && !store.repeated(pack, id)) unread.push(...texts.look(type, object, id.toString('hex')));
            return undefined;
          },
          () => unread.push({ file: `${type} message` as Path, reason: 'too-large' }),
          made,
        );
      }
    }
    return { hits, ...texts.part, unread, large, missed: 0, files, bytes, clean: clean.made };
  };
}
