// Where a scan's report goes: stdout or a file, in the format that was asked for.
import { lstatSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../io/failure.ts';
import { putWhole } from '../io/whole-file.ts';
import type { Report } from '../model.ts';
import { rendererOf, type OutputFormat } from '../report/formats.ts';
import { prettyReport } from '../report/pretty.ts';
import type { Rules } from '../report/words.ts';
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
      ? prettyReport(report, rules, lookFor(world, 'scan', options.explain ?? false))
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

/** A file, or nothing yet: written beside and renamed over it. A device, a pipe and what a link leads to stay what they are: `/dev/null`, `/dev/stdout`. */
const isReplaced = (target: string): boolean => lstatSync(target, { throwIfNoEntry: false })?.isFile() ?? true;
