// All packs of a repository, opened: which object lies where, and in which of several packs it counts.
import { Forest, kinds } from './forest.ts';

/** Some neighbouring entries of one pack that are no deltas: all that hangs on them is one piece of work. */
export interface Piece {
  readonly pack: number;
  readonly from: number;
  readonly to: number;
}

export class PackStore {
  readonly forests: readonly Forest[];

  /** @param paths of packs, without their endings @throws Failure where one cannot be read as it should be */
  constructor(paths: readonly string[], idLength: number) {
    const forests: Forest[] = [];
    this.forests = forests;
    try {
      for (const path of paths) forests.push(Forest.open(path, idLength));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The first pack that holds the object, and the object's place in its index. */
  find(id: Buffer): { readonly pack: number; readonly name: number } | undefined {
    for (const [pack, { index }] of this.forests.entries()) {
      const name = index.find(id);
      if (name >= 0) return { pack, name };
    }
    return undefined;
  }

  /** Whether an object of this pack lies in one before it too. */
  repeated(pack: number, id: Buffer): boolean {
    for (let earlier = 0; earlier < pack; earlier += 1) if ((this.forests[earlier]?.index.find(id) ?? -1) >= 0) return true;
    return false;
  }

  /** @param size bytes of a pack that make a piece; one object with all that hangs on it is never divided */
  pieces(size: number): Piece[] {
    return this.forests.flatMap((forest, pack) => {
      const weight = new Float64Array(forest.count);
      const roots = new Int32Array(forest.count);
      for (let entry = 0; entry < forest.count; entry += 1) {
        const base = forest.base(entry);
        const root = base < 0 ? entry : base < entry ? (roots[base] ?? entry) : entry;
        roots[entry] = root;
        if (forest.kind(root) !== kinds.tree) weight[root] = (weight[root] ?? 0) + forest.packedSize(entry);
      }
      const pieces: Piece[] = [];
      let from = 0;
      let sum = 0;
      for (let entry = 0; entry < forest.count; entry += 1) {
        sum += weight[entry] ?? 0;
        if (sum < size && entry + 1 < forest.count) continue;
        if (sum > 0) pieces.push({ pack, from, to: entry + 1 });
        from = entry + 1;
        sum = 0;
      }
      return pieces;
    });
  }

  close(): void {
    for (const { file } of this.forests) file.close();
  }
}
