// What a hook's work comes to.
import type { Report } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';

/** What a hook says, and the policy under which its words are looked up. */
export interface Said {
  readonly report: Report;
  readonly policy: Policy;
  /** what is to be said besides, a line each */
  readonly notes: readonly string[];
  /** of a push: the remote's name, if it has one, and whether the last fetch was from it */
  readonly destination?: { readonly name: string; readonly isFetched: boolean };
}
