// The rules in force for a hook: the policy that has landed, the one that is coming, and what the ledger remembers.
import { Failure } from '../io/failure.ts';
import type { Git } from '../io/git.ts';
import { ledgerTexts, policyTexts } from '../io/rulebook.ts';
import { loadLedger } from '../ledger/load.ts';
import { memoryOf, type Memory } from '../ledger/memory.ts';
import type { Finding, Path } from '../model.ts';
import { breachesOf } from '../policy/guard.ts';
import { loadPolicy } from '../policy/load.ts';
import { defaultPolicy, policyFile, type Policy } from '../policy/policy.ts';
import { ruleSeverities } from './looking.ts';
import { promiseFinding } from './promise.ts';

export interface Rulebook {
  /** judged by: what has landed, or, where nothing has, what is coming */
  readonly policy: Policy;
  readonly before: Policy | undefined;
  readonly after: Policy | undefined;
  /** whether there is an incident ledger */
  readonly hasLedger: boolean;
}

/** @param landed revision that has landed, or undefined @param coming revision after the change (`''`: the index) */
export async function rulebookOf(git: Git, landed: string | undefined, coming: string): Promise<Rulebook> {
  const { texts, hasLedger } = await policyTexts(git, [landed ?? coming, coming]);
  const [was, is] = texts;
  const before = landed === undefined || was === undefined ? undefined : policyFrom(was);
  const after = is === undefined ? undefined : is === was ? policyFrom(was) : policyFrom(is);
  return { policy: before ?? after ?? defaultPolicy, before, after, hasLedger };
}

/** @throws Failure with every problem, where the text is no valid policy */
export function policyFrom(text: string, file = policyFile): Policy {
  const loaded = loadPolicy(text);
  if ('policy' in loaded) return loaded.policy;
  const [first, ...more] = loaded.problems;
  const about = `${file}:${first?.line ?? 1}:${first?.column ?? 1}: ${first?.problem ?? 'it is not valid'}${more.length > 0 ? ` (and ${more.length} more; run \`secrets-hooks policy check\`)` : ''}`;
  throw new Failure('bad-policy', about, first?.wayOut ?? '');
}

/** What the ledger says at a revision. A ledger that cannot be read refuses. */
export async function memoryAt(git: Git, revision: string): Promise<Memory> {
  const { incidents, problems } = loadLedger(await ledgerTexts(git, revision));
  const [first] = problems;
  if (first !== undefined) throw new Failure('bad-ledger', `${first.file}: ${first.problem}`, 'Restore the ledger: its files are only ever added.');
  return memoryOf(incidents);
}

/** What a change of the rules breaks, as findings. */
export function ruleBreaches(book: Rulebook, paths: readonly Path[], added: readonly Path[]): Finding[] {
  return breachesOf({ before: book.before, after: book.after, paths, added, defaults: ruleSeverities }).map((breach) => promiseFinding('policy-guard', breach));
}
