// What the server of the page answers, as types for both ends. No field holds a value.
import type { Certainty, Exposure, SecretClass, Severity } from '../model.ts';

export type { Certainty, SecretClass, Severity };

/** One finding under one policy. */
export interface Row {
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly class: SecretClass;
  readonly ruleId: string;
  readonly what: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly commit: string;
  readonly fingerprint: string;
  readonly action: 'refuse' | 'warn' | 'pass';
  readonly why: string;
  readonly holder: string;
  readonly rotate: string;
}

export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  readonly wayOut: string;
  readonly file?: string;
}

export interface Overview {
  readonly repository: string;
  readonly version: string;
  readonly policy: { readonly text: string; readonly file: string; readonly exists: boolean };
  readonly schema: unknown;
}

export interface Findings {
  readonly rows: readonly Row[];
  readonly unread: readonly { readonly file: string; readonly why: string; readonly wayOut: string }[];
  readonly files: number;
  readonly bytes: number;
  readonly ms: number;
}

/** What a policy's text is, and how it differs from the one in force. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly shifts: readonly { readonly direction: 'weaker' | 'stricter' | 'neutral'; readonly what: string }[];
}

export interface ReplaySide {
  readonly stopped: number;
  readonly refused: number;
  readonly told: number;
  readonly unread: number;
  readonly msPerCommit: number;
}

export interface Replayed {
  readonly commits: number;
  readonly files: number;
  readonly bytes: number;
  readonly tried: ReplaySide;
  readonly inForce: ReplaySide;
  readonly caught: readonly Row[];
  readonly letThrough: readonly Row[];
  readonly refused: readonly Row[];
  /** where a list was cut, so many are not in it */
  readonly leftOut: number;
}

export interface IncidentView {
  readonly id: string;
  readonly state: 'open' | 'rotated' | 'root-cause' | 'closed';
  readonly ruleId: string;
  readonly what: string;
  readonly fingerprint: string;
  readonly places: readonly { readonly file: string; readonly commit: string }[];
  readonly freezes: readonly string[];
  readonly history: readonly { readonly step: string; readonly at: string; readonly by: string; readonly text: string }[];
  readonly rotate: string;
  /** the command that takes the next step, where there is one */
  readonly next: string;
}

/** An exposure with its title. */
export interface Scope extends Omit<Exposure, 'controlPlane'> {
  readonly what: string;
}

export interface Scopes {
  readonly scopes: readonly Scope[];
  readonly unread: Findings['unread'];
}

export interface ContractRow {
  readonly row: string;
  readonly promise: string;
  readonly state: 'holds' | 'broken' | 'unsure' | 'beyond';
  readonly notes: readonly { readonly text: string; readonly mend?: string }[];
}

/** A long answer comes in lines: how far it is, then what it is, or why it is not. */
export type Line<Result> =
  { readonly progress: { readonly done: number; readonly total: number | undefined } } | { readonly result: Result } | { readonly failed: string };
