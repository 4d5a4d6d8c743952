// The policy, read and complete: every field has its value, defaults included.
import type { Certainty, Fingerprint, SecretClass, Severity } from '../model.ts';

/** About one value, or about one rule in one narrow place: the schema asks for either `fingerprint` or `rule` and `path`. */
export interface AllowEntry {
  readonly fingerprint?: Fingerprint;
  readonly rule?: string;
  readonly path?: string;
  readonly reason: string;
  readonly owner: string;
  /** the last day on which it holds, `YYYY-MM-DD` */
  readonly expires: string;
}

export interface RuleSetting {
  readonly severity?: Severity;
  readonly enabled?: boolean;
}

/** What is refused, told and looked for: of the whole repository, or of the paths of a section. */
export interface Levels {
  /** findings of this severity and above are refused by the hooks */
  readonly refuse?: Severity;
  /** findings of this severity and above are told, where they are not refused */
  readonly tell?: Severity;
  /** a class or a certainty may be refused from a lower severity on: the strictest level that speaks of a finding counts */
  readonly classes?: Readonly<Partial<Record<SecretClass, Severity>>>;
  readonly certainties?: Readonly<Partial<Record<Certainty, Severity>>>;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** Levels of some paths. Of several sections that name a path, the last one that sets a field counts for that field. */
export interface Section extends Levels {
  readonly paths: readonly string[];
  readonly reason?: string;
}

/** A rule of the repository's own, as data. */
export interface CustomRule {
  readonly id: string;
  readonly title: string;
  readonly class?: Exclude<SecretClass, 'policy'>;
  readonly severity?: Severity;
  readonly keywords: readonly string[];
  readonly pattern: string;
  readonly minEntropy?: number;
  readonly mustMatch?: readonly string[];
  readonly mustNotMatch?: readonly string[];
}

/** Where stores, environments and the control plane live. */
export interface Places {
  readonly stores?: readonly string[];
  readonly environments?: readonly string[];
  readonly controlPlane?: readonly string[];
}

export interface Policy extends Levels {
  readonly version: 1;
  /** how a push learns what the remote has: from what git wrote down here (the default), or by asking the remote */
  readonly remoteRefs?: 'local' | 'ls-remote';
  /** mixed into fingerprints, so that they mean nothing in another repository */
  readonly salt?: string;
  readonly refuse: Severity;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** those of the file itself first, then those of what it extends; so are `custom` */
  readonly allow: readonly AllowEntry[];
  readonly custom: readonly CustomRule[];
  readonly places: Places;
  /** those of what it extends first: its own come last and count */
  readonly sections?: readonly Section[];
}

/** Where stores and the control plane live unless the policy says otherwise: the contract's own folders. */
export const defaultPlaces: Required<Places> = {
  stores: ['instances/*/'],
  environments: [],
  controlPlane: ['control-plane/'],
};

/** What holds without a policy file. */
export const defaultPolicy: Policy = { version: 1, refuse: 'medium', rules: {}, allow: [], custom: [], places: {} };

/** Where the policy stands in a repository. */
export const policyFile = '.secrets-hooks/policy.json';
