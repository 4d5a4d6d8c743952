// What a detector is: a rule, the literals that wake it, and one pure function that looks at the neighbourhood.
import type { Certainty, Encoding, Evidence, Path, Rule, Severity, Unread } from '../model.ts';
import type { Scene } from './scene.ts';

/** A literal that the gate looks for. At least three bytes; `caseless` folds A-Z. */
export interface Anchor {
  readonly text: string;
  readonly caseless?: true;
}

/** A span of `scene.text` that holds a secret. Fields that are absent are the rule's own. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly rule?: Rule;
  readonly certainty: Certainty;
  readonly severity?: Severity;
  /** the public prefix that may be shown */
  readonly prefix?: string;
  readonly keyPath?: readonly string[];
  readonly evidence?: readonly Evidence[];
  /** what the value decodes to, if the same secret can be written in several ways */
  readonly identity?: string | undefined;
}

/** How far a look reads that comes to nothing right here: from its anchor to the left, and from it to the right; of a run from its two ends. */
export const hereLeft = 300;
export const hereRight = 400;
/** Said where nothing was found, and nothing that stands further away could have made it something. */
export const nothingHere: readonly Hit[] = [];
/** Said where nothing was found by what stands near, by a detector that may look further: the text around says so, or how it is read. */
export const nothingNear: readonly Hit[] = [];
/** Said where nothing was found, but what stands further away than usual had a say in it: up to 2,400 bytes to the left, 4,700 to the right. */
export const nothingWide: readonly Hit[] = [];
/** Said where nothing was found, and anything in the document may have had a say in it. */
export const nothingYet: readonly Hit[] = [];

/** Woken at each place where one of its anchors stands. Must take time linear in what it looks at, and look at a bounded neighbourhood. */
export interface Detector {
  readonly rule: Rule;
  readonly anchors: readonly Anchor[];
  /** whether each run of `[A-Za-z0-9+/_=-]`, 20 characters and more, wakes it too: `anchor` is then the run */
  readonly runs?: true;
  /** a rule of the repository's own: nothing but its policy excuses what it finds */
  readonly own?: true;
  /** how far what it finds nothing by may stand, unless it says so each time; 420 bytes to the left and 1,400 to the right where nothing is said */
  readonly reach?: 'here' | 'wide' | 'all';
  /** @param at offset of the anchor in `scene.text` */
  find(scene: Scene, at: number, anchor: Anchor): Hit | readonly Hit[] | undefined;
}

/** Judges a file by its name, and where the name is not enough by its first bytes. */
export interface FileRule {
  readonly rule: Rule;
  matches(path: Path, bytes: Uint8Array): Certainty | undefined;
  /** where the place makes it worse (`instances/**`) */
  severity?(path: Path): Severity;
}

/** A stretch of text that was decoded. `text` has one character a byte; `at` maps its offsets back, the whole run where absent. */
export interface Decoded {
  readonly start: number;
  readonly end: number;
  readonly encoding: Encoding;
  readonly text: string;
  readonly at?: (offset: number, isEnd?: boolean) => number;
  /** there was more, over a limit: told as not looked at */
  readonly cut?: true;
  /** the bytes of a container that the stretch decodes to; `text` is then empty */
  readonly packed?: Uint8Array;
}

/** Nothing to undo: by what stands right here, as far as `hereLeft` and `hereRight` go, or by what may stand anywhere. */
export type Undecoded = undefined | 'nothing yet';

/** Finds encoded stretches: woken by its anchors, or by each long run of base64 characters. */
export interface Decoder {
  readonly anchors: readonly Anchor[];
  /** whether runs of `[A-Za-z0-9+/_=-]`, 20 characters and more, wake it too */
  readonly runs: boolean;
  /** Not asked again for anchors and runs inside the stretch that it undid. @param start @param end the anchor's or the run's span */
  decode(scene: Scene, start: number, end: number): Decoded | Undecoded;
}

/** A file inside a container, or why it could not be had. */
export type Entry = { readonly path: Path; readonly bytes: Uint8Array } | Unread;
/** Opens containers (zip, tar, gz …) by their magic bytes, within limits. */
export interface Container {
  readonly id: string;
  /** undefined where the bytes are not of this kind */
  entries(path: Path, bytes: Uint8Array): Iterable<Entry> | undefined;
}

/** What is looked for: chosen by the policy before the look. */
export interface Plan {
  readonly detectors: readonly Detector[];
  readonly decoders: readonly Decoder[];
  readonly fileRules: readonly FileRule[];
  readonly containers: readonly Container[];
  readonly maxDepth: number;
}
