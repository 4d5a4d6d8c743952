// What printed advice has to know about a repository: how our command line is started there, and whether git ignores `.env`.
import { accessSync, constants, existsSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import type { Git } from '../io/git.ts';
import type { Look } from '../report/look.ts';
import { shellQuoted } from '../report/printable.ts';
import type { World } from './world.ts';

export type Advice = Pick<Look, 'program' | 'ignoresEnv' | 'destination'>;

/** For reports outside a repository, and where it doesn't matter. */
export const generalAdvice: Advice = { program: 'npx secrets-hooks', ignoresEnv: true };

/** @param top of the work tree @param gitFolder shared by all worktrees */
export async function adviceFor(git: Git, top: string, gitFolder: string, world: World): Promise<Advice> {
  // git tells hooks in which folder of the work tree its user stands.
  const folder = join(top, world.env['GIT_PREFIX'] ?? relative(top, world.cwd));
  return { program: programIn(top, gitFolder, folder, world), ignoresEnv: (await git.maybe(['check-ignore', '-q', '--', '.env'])) !== undefined };
}

/** The shortest command that starts this package: a dependency, a program on the PATH, the copy that `install` keeps, or the package itself. */
function programIn(top: string, gitFolder: string, folder: string, world: World): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules', 'secrets-hooks', 'package.json'))) return 'npx secrets-hooks';
    if (at === top || dirname(at) === at) break;
  }
  if ((world.env['PATH'] ?? '').split(delimiter).some((place) => isExecutable(join(place, 'secrets-hooks')))) return 'secrets-hooks';
  const copies = [join(gitFolder, 'secrets-hooks', 'package', 'dist', 'cli.js'), ...ownCommandLine(world)];
  const copy = copies.find((file) => existsSync(file));
  if (copy === undefined) return 'npx secrets-hooks';
  const near = relative(folder, copy);
  return `node ${shellQuoted((near.length < copy.length ? near : copy).replaceAll('\\', '/'))}`;
}

/** The command line of the package that this process runs from: hooks lie in `dist/hooks`. */
function ownCommandLine({ script }: World): string[] {
  if (script === undefined) return [];
  const folder = dirname(script);
  return [join(basename(folder) === 'hooks' ? dirname(folder) : folder, 'cli.js')];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
