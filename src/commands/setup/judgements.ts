// doctor's checks of what the hooks have judged: commits that went past them, and exceptions that ended, end soon or are of no use.
import { gitEnvironment } from '../../io/environment.ts';
import { gitOf } from '../../io/git.ts';
import { subjectOf } from '../../policy/allowing.ts';
import type { Policy } from '../../policy/policy.ts';
import { loadPolicy } from '../../policy/load.ts';
import { printable } from '../../report/printable.ts';
import type { Check } from '../../setup/check.ts';
import { withBasesOnDisk } from '../policy/bases.ts';
import { bypassesOf, bypassWords } from '../audit/bypass.ts';
import { exceptionsOf, remarksOn } from '../policy/exceptions.ts';
import type { SetupWorld } from './world.ts';

/** @param top the work tree @param policyText of the policy as it stands there, or undefined */
export async function judgementChecks(world: SetupWorld, top: string, policyText: string | undefined): Promise<readonly Check[]> {
  const git = gitOf(top, gitEnvironment(world.env));
  try {
    const loaded = policyText === undefined ? undefined : loadPolicy(policyText, (await withBasesOnDisk(top, policyText)).bases);
    return [...(await bypassChecks(git)), ...(loaded !== undefined && 'policy' in loaded ? await exceptionChecks(git, loaded.policy) : [])];
  } finally {
    git.objects.close();
  }
}

async function bypassChecks(git: ReturnType<typeof gitOf>): Promise<Check[]> {
  const bypasses = await bypassesOf(git);
  if (!bypasses.known) return [{ id: 'bypass', state: 'note', text: 'no hook has judged anything here yet: what went past one cannot be told' }];
  const words = bypassWords(bypasses);
  if (words.length === 0)
    return [
      { id: 'bypass', state: 'ok', text: 'every commit that was made here since the hooks came was judged by one (what other clones did is not known here)' },
    ];
  return words.map(({ text, mend }) => ({ id: 'bypass', state: 'note', text, mend }));
}

async function exceptionChecks(git: ReturnType<typeof gitOf>, policy: Policy): Promise<Check[]> {
  const today = new Date().toISOString().slice(0, 10);
  return (await exceptionsOf(git, policy, today)).flatMap((one) =>
    remarksOn(one).map((remark): Check => ({ id: 'exception', state: 'note', text: `the exception for ${printable(subjectOf(one.entry))} ${remark}` })),
  );
}
