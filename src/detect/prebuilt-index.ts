// The keyword index of the catalogue as the build worked it out. Bundles of hooks contain the data; elsewhere there is none and the index is made when needed.
import type { WrittenIndex } from './wake.ts';

export interface PrebuiltIndex extends WrittenIndex {
  /** detectors in each part of the catalogue */
  readonly sizes: readonly number[];
  /** `settingsKey` of the policy that it was built for: it serves no other */
  readonly settings: string;
}

/** Replaced by the build (build/prebuilt-index.mjs). */
export const prebuilt: PrebuiltIndex | undefined = undefined;
