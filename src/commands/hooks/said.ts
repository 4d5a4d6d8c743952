// The result of running a hook.
import type { Report, Rule } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';

export interface Said {
  readonly report: Report;
  /** the policy that judged: it names its own rules */
  readonly policy: Policy;
  /** the rules of everything that was found, by id, where they were noted: their wording then needs no list of all rules */
  readonly rules?: ReadonlyMap<string, Rule>;
  /** further lines to print */
  readonly notes: readonly string[];
  /** of a push: the remote's name, if it has one, and whether the last fetch was from it */
  readonly destination?: { readonly name: string; readonly isFetched: boolean };
}
