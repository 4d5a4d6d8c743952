// `secrets-hooks agent`: a coding agent hands over a tool call on stdin before it runs it; one that would publish a secret or go past the hooks is refused.
import { evasionText, refusedWrite } from '../report/agent.ts';
import { callOf, type Asker, type Call, type Write } from './agent/call.ts';
import { commandsIn, evasionIn } from './agent/evasion.ts';
import { isKnown } from './agent/expand.ts';
import { namesHook, reached } from './agent/hook-paths.ts';
import { judgeWrites } from './agent/published.ts';
import { surroundingsOf } from './agent/surroundings.ts';
import type { Surroundings } from './agent/walk.ts';
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

/** Why the call is refused, and whether a person may still let it run. */
interface Refusal {
  readonly why: string;
  readonly unknown: boolean;
}

async function reasonAgainst(call: Call, world: World): Promise<Refusal | undefined> {
  const cwd = call.cwd ?? world.cwd;
  const refused = (why: string | undefined): Refusal | undefined => (why === undefined ? undefined : { why, unknown: false });
  const around = call.commands.length === 0 ? { cwd } : await surroundingsOf(cwd, world);
  for (const command of call.commands) {
    const evasion = evasionIn(command, around);
    if (evasion !== undefined) return { why: evasionText(evasion), unknown: evasion.code === 'unknown' };
  }
  for (const { path } of call.writes)
    if (!/(?:^|[/\\])\.husky(?:[/\\]|$)/.test(path) && namesHook(path, { cwd: cwd.replaceAll('\\', '/'), hookFolders: [] }))
      return refused(evasionText({ code: 'hook-file', about: 'a file of the hooks' }));
  const gone = call.writes.find(dropsHook);
  if (gone !== undefined) return refused(evasionText({ code: 'hook-file', about: 'a file of the hooks' }));
  return refused(
    (await judged(call.writes, 'this write', cwd, world)) ??
      (await judged(
        call.commands.flatMap((command) => written(command, around)),
        'this command',
        cwd,
        world,
      )),
  );
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

/** What a shell command writes into files, and into messages: the whole command is scanned under each name. */
function written(command: string, around: Surroundings): Write[] {
  const paths = commandsIn(command, around).flatMap(({ command: { words, targets, input }, cwd }) => {
    const program = words[0] ?? '';
    const named = [
      ...targets,
      ...(/(?:^|\/)tee$/.test(program) ? words.slice(1).filter((word) => !word.startsWith('-')) : []),
      ...patchedFiles(words, input?.text),
    ];
    const git = /(?:^|\/)git(?:\.exe)?$/.test(program) && words.some((word) => ['commit', 'tag', 'notes', 'merge'].includes(word));
    const files = named.filter((path) => path !== '' && !/^\/dev\/|^nul$/i.test(path));
    // a file that cannot be known is taken for one that git tracks
    return [...files.map((path) => (isKnown(path) ? (reached(path, cwd) ?? path) : 'unknown-file')), ...(git ? ['commit message'] : [])];
  });
  return [...new Set(paths)].map((path) => ({ path, edits: [{ before: '', after: command }] }));
}

/** The files of a patch on stdin: `git apply <<EOF`, `patch -p1 <<EOF`. */
function patchedFiles(words: readonly string[], text: string | undefined): readonly string[] {
  if (text === undefined || !words.some((word) => /^(?:apply|am|(?:.*\/)?patch)$/.test(word))) return [];
  return [...text.matchAll(/^\+\+\+ (?:b\/)?([^\t\n]+)/gm)].map((match) => match[1] ?? '');
}

/** @param unknown the call cannot be checked: an agent that can ask a person does so */
function answered(asker: Asker, { why, unknown }: Refusal, world: World): ExitStatus {
  world.err(`${why}\n`);
  if (asker === 'status') return 2;
  const answer =
    asker === 'copilot'
      ? { permissionDecision: 'deny', permissionDecisionReason: why }
      : { permission: unknown ? 'ask' : 'deny', user_message: why.split('\n', 1)[0], agent_message: why };
  world.out(`${JSON.stringify(answer)}\n`);
  return 0;
}
