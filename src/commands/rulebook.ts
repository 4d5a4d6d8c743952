// The rules in force for a hook: the policy that has landed, the one that is coming, and what the ledger remembers.
import { Failure } from '../io/failure.ts';
import type { Git } from '../io/git.ts';
import { differingLedgers, ledgerTexts, policyTexts } from '../io/rulebook.ts';
import type { Memory } from '../ledger/memory.ts';
import type { Finding, Path } from '../model.ts';
import { breachesOf } from '../policy/guard.ts';
import { loadPolicy } from '../policy/load.ts';
import { defaultPolicy, policyFile, type Policy } from '../policy/policy.ts';
import { withBasesAt, type PolicyText } from './policy/bases.ts';
import { ruleSeverities } from './looking.ts';
import { promiseFinding } from './promise.ts';

export interface Rulebook {
  /** judged by: what has landed, or, where nothing has, what is coming */
  readonly policy: Policy;
  readonly before: Policy | undefined;
  readonly after: Policy | undefined;
  /** whether there is an incident ledger */
  readonly hasLedger: boolean;
  /** whether it is proved that what has landed holds none */
  readonly lacksLedger: boolean;
}

/** @param landed revision that has landed, or undefined @param coming revision after the change (`''`: the index) */
export async function rulebookOf(git: Git, landed: string | undefined, coming: string): Promise<Rulebook> {
  const { texts, hasLedger, lacksLedger } = await policyTexts(git, [landed ?? coming, coming]);
  const was = await withBasesAt(git, landed ?? coming, texts[0]);
  const is = await withBasesAt(git, coming, texts[1]);
  const after = is === undefined ? undefined : policyFrom(is);
  // most changes leave the rules as they are: then they are read once, and nothing is compared
  const same = was !== undefined && was.text === is?.text && was.bases.size === 0 && is.bases.size === 0;
  const before = landed === undefined ? undefined : same ? after : standingPolicy(was, is);
  return { policy: before ?? adopted(landed, after), before, after, hasLedger, lacksLedger };
}

/** A policy that nobody has landed yet gives its salt and its own rules; exceptions that it brings count from the next change on. */
function adopted(landed: string | undefined, after: Policy | undefined): Policy {
  if (after === undefined) return defaultPolicy;
  return landed === undefined ? after : { ...after, allow: [] };
}

/**
 * The policy that stands. One that is broken refuses everything but its own repair: that is judged by the defaults, as an adoption.
 * @param coming what is to stand instead
 */
export function standingPolicy(standing: PolicyText | undefined, coming: PolicyText | undefined): Policy | undefined {
  if (standing === undefined) return undefined;
  const repaired = coming !== undefined && 'policy' in loadPolicy(coming.text, coming.bases);
  return repaired && !('policy' in loadPolicy(standing.text, standing.bases)) ? undefined : policyFrom(standing);
}

/** @throws Failure with every problem, where the text is no valid policy */
export function policyFrom({ text, bases }: PolicyText, file = policyFile): Policy {
  const loaded = loadPolicy(text, bases);
  if ('policy' in loaded) return loaded.policy;
  const [first, ...more] = loaded.problems;
  const about = `${first?.file ?? file}:${first?.line ?? 1}:${first?.column ?? 1}: ${first?.problem ?? 'it is not valid'}${more.length > 0 ? ` (and ${more.length} more; run \`secrets-hooks policy check\`)` : ''}`;
  throw new Failure('bad-policy', about, first?.wayOut ?? '');
}

/** What is remembered without a ledger. */
export async function emptyMemory(): Promise<Memory> {
  return (await import('../ledger/memory.ts')).memoryOf([]);
}

/** What the ledgers of these revisions say together: what one branch remembers, another one cannot forget. A ledger that cannot be read refuses. */
export async function memoryAt(git: Git, ...revisions: readonly string[]): Promise<Memory> {
  const texts = new Map<string, string>();
  for (const revision of await differingLedgers(git, revisions)) for (const [path, text] of await ledgerTexts(git, revision)) texts.set(path, text);
  const { loadLedger } = await import('../ledger/load.ts');
  const { memoryOf } = await import('../ledger/memory.ts');
  const { incidents, problems } = loadLedger(texts);
  const [first] = problems;
  if (first !== undefined) throw new Failure('bad-ledger', `${first.file}: ${first.problem}`, 'Restore the ledger: its files are only ever added.');
  return memoryOf(incidents);
}

/** What a change of the rules breaks, as findings. */
export function ruleBreaches(
  book: Pick<Rulebook, 'before' | 'after'> & { readonly landed?: Policy | undefined },
  touched: { readonly paths: readonly Path[]; readonly added: readonly Path[] },
  today: string,
): Finding[] {
  const change = {
    ...book,
    ...touched,
    today,
    // asked for where the policy changes
    get defaults() {
      return ruleSeverities();
    },
  };
  return breachesOf(change).map((breach) => promiseFinding('policy-guard', breach));
}
