// `secrets-hooks agent`: a coding agent hands over a tool call on stdin before it runs it; one that would publish a secret or go past the hooks is refused.
import { evasionText, refusedWrite } from '../report/agent.ts';
import { callOf, type Asker, type Call, type Write } from './agent/call.ts';
import { evasionIn } from './agent/evasion.ts';
import { judgeWrites } from './agent/published.ts';
import { commandsOf } from './agent/shell.ts';
import { explainFailure } from './failures.ts';
import { rulesUnder } from './looking.ts';
import { exitStatus } from './verdicts.ts';
import { stdinOf, type ExitStatus, type World } from './world.ts';

/** @returns 0 it may run, 2 it may not (agents take 2 as that); those that want an answer as JSON get it, with 0 */
export async function agent(world: World): Promise<ExitStatus> {
  try {
    const call = callOf((await stdinOf(world)).toString('utf8'));
    if (call === undefined) {
      world.err('secrets-hooks: refused: what came on stdin is no tool call as JSON. docs/agents.md says how agents are set up.\n');
      return 2;
    }
    const why = await reasonAgainst(call, world);
    return why === undefined ? 0 : answered(call.asker, why, world);
  } catch (error) {
    world.err(explainFailure(error, 'refused, because this hook could not do its work'));
    return 2;
  }
}

async function reasonAgainst(call: Call, world: World): Promise<string | undefined> {
  const cwd = call.cwd ?? world.cwd;
  for (const command of call.commands) {
    const evasion = evasionIn(command);
    if (evasion !== undefined) return evasionText(evasion);
  }
  for (const { path } of call.writes)
    if (/(?:^|\/)\.git\/(?:hooks|config|secrets-hooks)(?:\/|$)/.test(path.replaceAll('\\', '/'))) return evasionText({ code: 'hook-file', about: path });
  const gone = call.writes.find(dropsHook);
  if (gone !== undefined) return evasionText({ code: 'hook-file', about: gone.path });
  return (await judged(call.writes, 'this write', cwd, world)) ?? (await judged(call.commands.flatMap(written), 'this command', cwd, world));
}

async function judged(writes: readonly Write[], what: string, cwd: string, world: World): Promise<string | undefined> {
  if (writes.length === 0) return undefined;
  const seen = await judgeWrites(writes, cwd, world);
  return seen === undefined || exitStatus(seen.report) === 0 ? undefined : refusedWrite(seen.report, rulesUnder(seen.policy), what);
}

/** An edit that takes our line or block out of a hook file. */
const dropsHook = ({ path, edits }: Write): boolean =>
  /(?:^|\/)(?:\.husky\/[\w-]+|lefthook\.ya?ml|\.pre-commit-config\.yaml)$/.test(path.replaceAll('\\', '/')) &&
  edits.some(({ before, after }) => before?.includes('secrets-hooks') === true && !after.includes('secrets-hooks'));

/** What a shell command writes into files, and into messages: the whole command is looked at under each name. */
function written(command: string): Write[] {
  const targets = commandsOf(command).flatMap(({ words, targets: files }) => [
    ...files,
    ...(/(?:^|\/)tee$/.test(words[0] ?? '') ? words.slice(1).filter((word) => !word.startsWith('-')) : []),
  ]);
  const files = targets.filter((path) => path !== '' && !/^\/dev\/|^nul$|[$*?]/i.test(path));
  const messages = commandsOf(command).some(
    ({ words }) => /(?:^|\/)git(?:\.exe)?$/.test(words[0] ?? '') && words.some((word) => ['commit', 'tag', 'notes', 'merge'].includes(word)),
  );
  return [...new Set([...files, ...(messages ? ['commit message'] : [])])].map((path) => ({ path, edits: [{ before: '', after: command }] }));
}

function answered(asker: Asker, why: string, world: World): ExitStatus {
  world.err(`${why}\n`);
  if (asker === 'status') return 2;
  const answer =
    asker === 'copilot'
      ? { permissionDecision: 'deny', permissionDecisionReason: why }
      : { permission: 'deny', user_message: why.split('\n', 1)[0], agent_message: why };
  world.out(`${JSON.stringify(answer)}\n`);
  return 0;
}
