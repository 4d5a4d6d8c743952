// The nouns: Change → Document → Candidate ⟶(seal)⟶ Finding → Verdict → Report. Read this file first.
import type { Secret } from './secret.ts';

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A path as git spells it: `/` between parts; bytes that are not UTF-8 stand as lone surrogates U+DC80..U+DCFF. */
export type Path = Branded<string, 'Path'>;
/** A git object name, 40 or 64 hex digits. */
export type BlobId = Branded<string, 'BlobId'>;
export type Fingerprint = Branded<string, 'Fingerprint'>; // names a value without telling it: `seal.ts`

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** likely: evidence only · shaped: a known format · structural: it parses or decodes · proven: a checksum holds. */
export const certainties = ['likely', 'shaped', 'structural', 'proven'] as const;
export type Certainty = (typeof certainties)[number];

/** The six classes of contract row C2.1, and `policy` for promises about the repository itself. */
// prettier-ignore
export const classes = ['credential', 'api-key', 'connection-string', 'private-key', 'payment', 'third-party', 'policy'] as const;
export type SecretClass = (typeof classes)[number];

// prettier-ignore
export const encodings = ['base64', 'base64url', 'hex', 'percent', 'html', 'unicode', 'string', 'concatenation', 'gzip', 'utf-16le', 'utf-16be', 'archive'] as const;
export type Encoding = (typeof encodings)[number];

/** What a rule is, as data. The words for people stand with it, because `docs/detectors.md` is made from them. */
export interface Rule {
  readonly id: string;
  readonly class: SecretClass;
  readonly severity: Severity;
  /** what it is, a noun phrase: "GitHub personal access token (classic)" */
  readonly title: string;
  /** what somebody who holds it can do, one plain sentence */
  readonly holder: string;
  /** how it is rotated, in words; a page of the provider may be named */
  readonly rotate: string;
  /** 0 generic (evidence), 1 contextual (format + word nearby), 2 specific (own prefix), 3 whole structure. Higher wins an overlap. */
  readonly specificity: 0 | 1 | 2 | 3;
}

/** One staged, pushed or scanned thing, with what stood there before it. */
export interface Change {
  readonly path: Path;
  readonly blob: BlobId;
  /** git's file mode, `100644`, `120000`, …; absent for messages */
  readonly mode?: string;
  readonly origin: Document['origin'];
  /** what stood there before, one for each parent that had it; a rename keeps its old one */
  readonly olds: readonly BlobId[];
  readonly commit?: string;
}

/** Bytes to look at. `path` decides how they are read, never whether. */
export interface Document {
  readonly path: Path;
  /** `path`: the name itself is the text. `message`: of a commit or a tag. */
  readonly origin: 'file' | 'message' | 'path';
  readonly bytes: Uint8Array;
  /** absent for a whole document */
  readonly window?: DocumentWindow;
}

/** A part of a document that is scanned piece by piece. Its bytes start with what it needs of the text before: headings, parent keys. */
export interface DocumentWindow {
  readonly isFirst: boolean;
  /** the first bytes of the document as text, which decide how it is read */
  readonly start: string;
}

/** One piece of evidence for or against, in log-odds: what `--explain` prints. */
export interface Evidence {
  readonly feature: string;
  readonly weight: number;
}

/** Holds a value, in a box. Nothing left of the seal is ever printed. Offsets are bytes of the document. */
export interface Candidate {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly start: number;
  readonly end: number;
  readonly secret: Secret;
  /** the public prefix that may be shown (`ghp_`), or empty */
  readonly prefix: string;
  /** the key under which it stands, outermost first */
  readonly keyPath: readonly string[];
  readonly decodedFrom: readonly Encoding[];
  /** in an archive: the path in it, an archive in it before `!/` */
  readonly within?: string;
  readonly evidence: readonly Evidence[];
}

export interface Place {
  readonly file: Path;
  readonly startLine: number;
}

/** What a finding says beyond its rule: a code with typed arguments, worded in `report/`. */
export type Detail =
  | { readonly code: 'value' }
  | { readonly code: 'file-name' }
  | { readonly code: 'shared-value'; readonly between: 'environments' | 'stores'; readonly names: readonly string[] }
  | { readonly code: 'promise'; readonly row: string; readonly what: string; readonly args: Readonly<Record<string, string>> };

/** Right of the seal: no field here can hold a value. Lines and columns are 1-based, columns in UTF-16 units, end exclusive. */
export interface Finding {
  readonly ruleId: string;
  readonly class: SecretClass;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly detail: Detail;
  readonly file: Path;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly commit?: string;
  readonly fingerprint: Fingerprint;
  /** the fingerprint that earlier versions gave this finding, over the text as it is written: ledger and allow entries may still name it */
  readonly formerFingerprint?: Fingerprint;
  readonly redacted: string;
  /** name and operator left of the value, nothing of the value: `token = "` */
  readonly lead: string;
  readonly keyPath: readonly string[];
  readonly decodedFrom: readonly Encoding[];
  /** in an archive: the path in it */
  readonly within?: string;
  readonly evidence: readonly Evidence[];
  /** other places that belong to this finding (C6, C8, multi-part credentials) */
  readonly related: readonly Place[];
}

/** When something came into a history, and by whom: the commit or the tag that brought it, and the author's clock as ISO 8601. */
export interface Moment {
  readonly commit: string;
  readonly author: string;
  readonly date: string;
}

/** Where an exposure stood: the path as it is shown. */
export interface ExposedPlace {
  readonly file: string;
  readonly startLine: number;
  readonly commit: string;
}

/** One value in the history of a repository: since when, by whom, where it stood, and where it still is. */
export interface Exposure<Stood extends ExposedPlace = ExposedPlace> {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly first?: Moment | undefined;
  /** the last commit that brought it; it may be gone since */
  readonly last?: Moment | undefined;
  /** refs from which a commit that brought it can be reached */
  readonly refs: readonly string[];
  /** remotes that received it, as far as this clone knows */
  readonly remotes: readonly string[];
  /** refs whose newest commit still has it */
  readonly tips: readonly string[];
  readonly places: readonly Stood[];
  readonly stores: readonly string[];
  readonly environments: readonly string[];
  readonly controlPlane: boolean;
}

/** An exposure as a fleet tells it: a value can be shared between repositories, a file's name and a promise of the code cannot. */
export interface FleetExposure extends Exposure {
  readonly class: SecretClass;
  readonly what: 'value' | 'name' | 'promise';
  readonly redacted: string;
}

/** How one policy differs from another. */
export interface Drift {
  readonly direction: 'weaker' | 'stricter' | 'neutral';
  readonly code: string;
  readonly subject: string;
}

/** How a repository of a fleet is guarded. Hooks: of this clone · brought along by its own files. Its policy against the fleet's. */
export interface Guarding {
  readonly hooks: 'installed' | 'committed' | 'none';
  readonly policy: 'none' | 'invalid' | 'same' | 'other';
  readonly drift: readonly Drift[];
}

/** Not looked at, or not to the end, and why. */
export interface Unread {
  readonly file: Path;
  readonly reason: 'missing-object' | 'too-large' | 'too-deep' | 'encrypted' | 'damaged' | 'unsupported' | 'unreadable' | 'time' | 'lfs-pointer' | 'shallow-clone';
  readonly detail?: string;
}

export type Reason =
  | { readonly code: 'level'; readonly limit: Severity }
  | { readonly code: 'floor'; readonly row: string }
  | { readonly code: 'compromised'; readonly incident: string }
  | { readonly code: 'frozen'; readonly incident: string }
  | { readonly code: 'allowed'; readonly owner: string; readonly expires: string }
  | { readonly code: 'below'; readonly limit: Severity }
  | { readonly code: 'rule-off' }
  | { readonly code: 'stood-before' };

export interface Verdict {
  readonly finding: Finding;
  readonly action: 'refuse' | 'warn' | 'pass';
  readonly reason: Reason;
}

export interface Report {
  /** clean 0 · refused 1 · unsure 2: not having looked is an outcome */
  readonly outcome: 'clean' | 'refused' | 'unsure';
  readonly verdicts: readonly Verdict[];
  readonly unread: readonly Unread[];
  readonly stats: { readonly files: number; readonly bytes: number; readonly commits: number; readonly durationMs: number };
}
