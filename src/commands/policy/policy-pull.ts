// `secrets-hooks policy pull`: the policies of packages are copied into the repository, so that what judges is reviewed, committed, and the same everywhere.
import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { Failure } from '../../io/failure.ts';
import { readSmall } from '../../io/files.ts';
import { place } from '../../io/setup-files.ts';
import { packageFolder } from '../../policy/extends.ts';
import { basesOf, loadPolicy } from '../../policy/load.ts';
import { policyFile } from '../../policy/policy.ts';
import { printable } from '../../report/printable.ts';
import { withBasesOnDisk, type PolicyText } from './bases.ts';
import { policyText, standpointOf } from '../place.ts';
import type { ExitStatus, World } from '../world.ts';

export interface Copy {
  /** where it stands, or would stand, in the repository */
  readonly file: string;
  readonly state: 'same' | 'differs' | 'missing' | 'not-installed';
  readonly text: string | undefined;
}

/** The copies that a policy extends, beside the packages as they are installed. */
export async function copiesOf(top: string, { text, bases }: PolicyText): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  const wanted = [...basesOf(text), ...[...bases].flatMap(([file, content]) => basesOf(content, file))];
  const seen = new Set<string>();
  for (let file = wanted.shift(); file !== undefined && seen.size < 40; file = wanted.shift()) {
    if (seen.has(file) || !file.startsWith(packageFolder)) continue;
    seen.add(file);
    const installed = await installedText(top, file.slice(packageFolder.length));
    const copy = (await readSmall(join(top, file)).catch(() => undefined))?.toString('utf8');
    copies.push({
      file,
      text: installed,
      state: installed === undefined ? 'not-installed' : copy === undefined ? 'missing' : copy === installed ? 'same' : 'differs',
    });
    if (installed !== undefined) wanted.push(...basesOf(installed, file));
  }
  return copies;
}

/** Data only: a file of the package is read, nothing of it is run, and no link leads out of it. */
async function installedText(top: string, name: string): Promise<string | undefined> {
  const folder = join(top, 'node_modules', ...name.split('/').slice(0, name.startsWith('@') ? 2 : 1));
  const home = await realpath(folder).catch(() => undefined);
  const real = await realpath(join(top, 'node_modules', name)).catch(() => undefined);
  if (home === undefined || real === undefined) return undefined;
  const inside = relative(home, real);
  if (inside.startsWith('..') || isAbsolute(inside)) return undefined;
  return (await readSmall(real).catch(() => undefined))?.toString('utf8');
}

export async function policyPull(world: World): Promise<ExitStatus> {
  const { top } = await standpointOf(world);
  const text = await policyText(top);
  if (text === undefined) throw new Failure('no-such-path', policyFile, '`secrets-hooks policy init` writes one.');
  const copies = await copiesOf(top, await withBasesOnDisk(top, text));
  if (copies.length === 0) {
    world.out('The policy extends no package.\n');
    return 0;
  }
  const lost = copies.find(({ state }) => state === 'not-installed');
  if (lost !== undefined)
    throw new Failure('no-such-path', printable(lost.file.slice(packageFolder.length)), 'Install the package that holds it: it is looked for in node_modules.');
  for (const { file, text: installed, state } of copies) {
    if (state !== 'same') await place(join(top, file), Buffer.from(installed ?? '', 'utf8').toString('latin1'), 0o644);
    world.out(`${printable(file)}: ${state === 'same' ? 'as it is in the package' : 'copied'}\n`);
  }
  const put = await withBasesOnDisk(top, text);
  const loaded = loadPolicy(put.text, put.bases);
  if ('problems' in loaded) {
    for (const problem of loaded.problems)
      world.err(`${problem.file ?? policyFile}:${problem.line}:${problem.column}: ${problem.problem}\n  ${problem.wayOut}\n`);
    return 2;
  }
  world.out('Commit them together with the policy: the hooks read what is committed, not what is installed.\n');
  return 0;
}
