// The work of a fleet as data: what is asked of a worker and what comes back. Nothing here can hold a value: it stands right of the seal.
import type { Finding, FleetExposure, Guarding, Moment, Path, Unread } from '../model.ts';
import type { Shard, Slice } from './sharding.ts';
import type { Source } from './source.ts';

/** What was known of a repository when it was last looked at. */
export interface Known {
  /** digest of what all refs named */
  readonly refs: string;
  /** digest of the ref files on disk, where it is a folder: the same means the same refs, without asking git */
  readonly glance?: string;
  /** every object that a ref named */
  readonly tips: readonly string[];
}

export type Sighting = 'file' | 'name' | 'message' | 'tag' | 'ref';

/** One finding where it was brought, sealed. */
export interface Sighted {
  readonly finding: Finding;
  readonly kind: Sighting;
  readonly file: Path;
  readonly moment?: Moment;
  /** of a file: the path as git has it, and its blob */
  readonly held?: { readonly path: Path; readonly blob: string };
  /** of a tag: the ref that names it; of a ref: its name as it may be shown */
  readonly ref?: string;
  /** place among the changes of its commit */
  readonly order: number;
}

/** How a repository stands, besides its history. */
export interface Standing extends Guarding {
  readonly places: { readonly stores?: readonly string[]; readonly environments?: readonly string[]; readonly controlPlane?: readonly string[] };
}

export interface Amount {
  readonly commits: number;
  readonly blobs: number;
  readonly bytes: number;
}

export interface Looked {
  readonly sights: readonly Sighted[];
  readonly unread: readonly Unread[];
  readonly amount: Amount;
}

interface Common {
  readonly source: Source;
  /** the fleet's policy as text; the product's own where there is none */
  readonly policy?: string;
}

export type Task =
  | (Common & { readonly kind: 'look'; readonly known?: Known })
  | (Common & { readonly kind: 'part'; readonly tips: readonly string[]; readonly known: readonly string[]; readonly slice: Slice; readonly shard?: Shard })
  | (Common & { readonly kind: 'close'; readonly tips: readonly string[]; readonly sights: readonly Sighted[]; readonly places: Standing['places'] });

export type Result =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'same'; readonly now: Known; readonly standing: Standing }
  | { readonly kind: 'looked'; readonly now: Known; readonly standing: Standing; readonly looked: Looked; readonly exposures?: readonly FleetExposure[] }
  | {
      readonly kind: 'divided';
      readonly now: Known;
      readonly standing: Standing;
      readonly known: readonly string[];
      readonly slices: readonly Slice[];
      readonly looked: Looked;
    }
  | { readonly kind: 'part'; readonly looked: Looked }
  | { readonly kind: 'sharded'; readonly shards: number }
  | { readonly kind: 'closed'; readonly exposures: readonly FleetExposure[] };

/** Why a task came to nothing, in a code and words of our own: what git said is not in it. */
export interface Trouble {
  readonly code: string;
  readonly about: string;
  /** whether trying again can help */
  readonly passing: boolean;
}

/** A task under its name: the same work has the same name, so that it is in a queue once. */
export interface Order {
  readonly id: string;
  readonly task: Task;
}
/** `task` where the carrier keeps it: what an earlier process ordered is taken too. */
export type Outcome = { readonly id: string; readonly task?: Task } & ({ readonly result: Result } | { readonly trouble: Trouble });
