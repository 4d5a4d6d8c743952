// The text of a hook that blocks a commit or a push.
import type { Report } from '../../model.ts';
import { prettyReport, type Occasion } from '../../report/pretty.ts';
import { placesOf } from './commit-places.ts';
import type { HookName } from './hooks.ts';
import type { Said } from './said.ts';
import { rulesUnder } from '../looking.ts';
import { gitEnvironment } from '../../io/environment.ts';
import { commonFolder, gitFolderOf } from '../../io/git-folder.ts';
import { gitOf } from '../../io/git.ts';
import { rememberFindings } from '../../io/last-findings.ts';
import { numberedVerdicts } from '../../report/numbers.ts';
import { adviceFor, generalAdvice } from '../advice.ts';
import { lookFor } from '../terminal.ts';
import type { World } from '../world.ts';

export async function refusal({ report, policy, rules, destination }: Said, world: World, name: HookName, occasion: Occasion): Promise<string> {
  const commits = name === 'pre-push' || name === 'pre-receive' ? await placesOf(report, name, world) : [];
  const isWhole = report.verdicts.every(({ finding }) => rules?.has(finding.ruleId) === true);
  const advice = { ...(await preparedAdvice(report, world, occasion)), ...(destination === undefined ? {} : { destination }) };
  return prettyReport(report, isWhole && rules !== undefined ? rules : rulesUnder(policy), lookFor(world, occasion, false, commits, advice));
}

/** Remembers the findings by number, and learns what the printed commands depend on. On a server nobody could use either. */
async function preparedAdvice(report: Report, world: World, occasion: Occasion) {
  if (occasion === 'receive') return generalAdvice;
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  try {
    const gitFolder = await gitFolderOf(git, world.cwd, world.env);
    rememberFindings(gitFolder, numberedVerdicts(report, occasion));
    return await adviceFor(git, world.cwd, commonFolder(world.cwd, world.env, gitFolder), world);
  } catch {
    // Advice must not turn a clear refusal into an internal error.
    return generalAdvice;
  } finally {
    git.objects.close();
  }
}
