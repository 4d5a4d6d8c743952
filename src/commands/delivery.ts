// Writes a scan's report to stdout or to a file, in the requested format.
import { lstatSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../io/failure.ts';
import { putWhole } from '../io/whole-file.ts';
import type { Report } from '../model.ts';
import { gitEnvironment } from '../io/environment.ts';
import { commonFolder, gitFolderOf } from '../io/git-folder.ts';
import { gitOf } from '../io/git.ts';
import { rememberFindings } from '../io/last-findings.ts';
import { rendererOf, type OutputFormat } from '../report/formats.ts';
import { numberedVerdicts } from '../report/numbers.ts';
import { prettyReport } from '../report/pretty.ts';
import type { Rules } from '../report/words.ts';
import { adviceFor, generalAdvice } from './advice.ts';
import { lookFor } from './terminal.ts';
import type { World } from './world.ts';

export type { OutputFormat } from '../report/formats.ts';

export async function delivered(
  report: Report,
  rules: Rules,
  options: { readonly format?: OutputFormat; readonly output?: string; readonly explain?: boolean },
  world: World,
): Promise<void> {
  const format = options.format ?? 'pretty';
  const text =
    format === 'pretty'
      ? prettyReport(report, rules, lookFor(world, 'scan', options.explain ?? false, [], await preparedAdvice(report, world)))
      : (await rendererOf(format))(report, rules, world.version, world.now());
  if (options.output === undefined) {
    world.out(text);
    return;
  }
  const target = resolve(world.cwd, options.output);
  try {
    if (isReplaced(target)) putWhole(target, [text]);
    else writeFileSync(target, text);
  } catch (error) {
    throw new Failure('unwritable', `--output (${(error as NodeJS.ErrnoException).code ?? ''})`, 'Name a file in a writable folder.');
  }
}

/** Whether the target is replaced atomically: a regular file or a new one. Devices, pipes and links (`/dev/null`, `/dev/stdout`) are written in place. */
const isReplaced = (target: string): boolean => lstatSync(target, { throwIfNoEntry: false })?.isFile() ?? true;

/** Remembers the findings by number, and learns what the printed commands depend on; general advice outside a repository. */
async function preparedAdvice(report: Report, world: World) {
  const numbered = numberedVerdicts(report, 'scan');
  if (numbered.length === 0) return generalAdvice;
  const git = gitOf(world.cwd, gitEnvironment(world.env));
  const top = await git.maybe(['rev-parse', '--show-toplevel']);
  if (top === undefined) return generalAdvice;
  const gitFolder = await gitFolderOf(git, top, world.env);
  rememberFindings(gitFolder, numbered);
  return adviceFor(git, top, commonFolder(top, world.env, gitFolder), world);
}
