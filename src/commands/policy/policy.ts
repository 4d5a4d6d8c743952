// `secrets-hooks policy`: the admin's view: begin, check, compare, take over what packages bring.
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '../../io/failure.ts';
import { readSmall } from '../../io/files.ts';
import { place } from '../../io/setup-files.ts';
import { subjectOf } from '../../policy/allowing.ts';
import { shiftInWords } from '../../policy/guard.ts';
import { loadPolicy } from '../../policy/load.ts';
import { policyFile, type Policy } from '../../policy/policy.ts';
import { spotsIn } from '../../policy/where.ts';
import { shiftsOf } from '../../policy/weakening.ts';
import { printable } from '../../report/printable.ts';
import { startingPolicy } from '../../setup/starting-policy.ts';
import { withBasesAt, withBasesOnDisk, type PolicyText } from './bases.ts';
import { exceptionsOf, remarksOn } from './exceptions.ts';
import { planUnder, ruleSeverities, rulesUnder } from '../looking.ts';
import { policyText, standpointOf } from '../place.ts';
import { copiesOf } from './policy-pull.ts';
import { progressFor } from '../progress.ts';
import { policyFrom } from '../rulebook.ts';
import type { ExitStatus, World } from '../world.ts';

/** The schema with the names of all rules, for editors: beside the program. */
const editorSchema = 'node_modules/secrets-hooks/dist/policy.schema.json';

export async function policyInit(world: World): Promise<ExitStatus> {
  const { top } = await standpointOf(world);
  if ((await policyText(top)) !== undefined) throw new Failure('refused', `${policyFile} is there already`, 'Edit it, then run `secrets-hooks policy check`.');
  const text = startingPolicy(randomBytes(16).toString('hex'));
  const installed = (await stat(join(top, editorSchema)).catch(() => undefined))?.isFile() === true;
  await place(join(top, policyFile), installed ? text.replace(/("\$schema": )"[^"]*"/, `$1"../${editorSchema}"`) : text, 0o644);
  world.out(`${policyFile} holds the defaults. Nothing in it can be looser than the contract.\n`);
  return 0;
}

export async function policyCheck(file: string | undefined, world: World): Promise<ExitStatus> {
  const top =
    file === undefined
      ? (await standpointOf(world)).top
      : await standpointOf(world)
          .then((at) => at.top)
          .catch(() => world.cwd);
  const bytes = await readSmall(resolve(world.cwd, file ?? join(top, policyFile)));
  if (bytes === undefined)
    throw new Failure('no-such-path', file === undefined ? policyFile : 'the policy file to check', '`secrets-hooks policy init` writes one.');
  const put = await withBasesOnDisk(top, bytes.toString('utf8'));
  const loaded = loadPolicy(put.text, put.bases);
  const name = file ?? policyFile;
  if ('policy' in loaded) {
    await planUnder(loaded.policy);
    world.out(`${name} is valid.\n`);
    for (const note of unknownRules(loaded.policy, put, name)) world.err(`${note}\n`);
    for (const copy of await copiesOf(top, put))
      if (copy.state === 'differs') world.err(`${copy.file} differs from the package that is installed: secrets-hooks policy pull\n`);
    if (file === undefined) await sayExceptions(loaded.policy, world);
    return 0;
  }
  for (const problem of loaded.problems) world.err(`${problem.file ?? name}:${problem.line}:${problem.column}: ${problem.problem}\n  ${problem.wayOut}\n`);
  return 2;
}

/** Settings of rules that there are none of do nothing: a slip, as a rule. */
function unknownRules(policy: Policy, { text, bases }: PolicyText, name: string): readonly string[] {
  const known = rulesUnder(policy);
  const where = spotsIn(text, bases);
  return [undefined, ...(policy.sections ?? [])].flatMap((section) =>
    Object.keys((section ?? policy).rules ?? {})
      .filter((id) => !known.has(id))
      .map((id) => {
        const spot = where(['rules', id], section);
        return `${spot === undefined || spot.file === policyFile ? name : spot.file}:${spot?.line ?? 1}: there is no rule ${printable(id)}: secrets-hooks rules list`;
      }),
  );
}

/** Exceptions that ended, end soon, are of no use or too broad: worth a word, and no error. */
async function sayExceptions(policy: Policy, world: World): Promise<void> {
  const { git } = await standpointOf(world);
  for (const one of await exceptionsOf(git, policy, world.today(), progressFor(world)))
    for (const remark of remarksOn(one)) world.err(`${policyFile}: the exception for ${printable(subjectOf(one.entry))} ${printable(remark)}\n`);
}

/** What became weaker or stricter from A to B; files, or revisions of the policy. Status 1 where something is weaker. */
export async function policyDiff(a: string, b: string, world: World): Promise<ExitStatus> {
  const [before, after] = [await policyNamed(a, world), await policyNamed(b, world)];
  const shifts = shiftsOf(before, after, ruleSeverities());
  for (const shift of shifts) world.out(`${shift.direction.padEnd(8)} ${printable(shiftInWords(shift))}\n`);
  if (shifts.length === 0) world.out('No difference in what is refused.\n');
  return shifts.some((shift) => shift.direction === 'weaker') ? 1 : 0;
}

/** A file, read as if it stood in the policy's place; or a revision that holds a policy. */
export async function policyNamed(name: string, world: World): Promise<Policy> {
  const text = await readSmall(resolve(world.cwd, name)).catch(() => undefined);
  if (text !== undefined) {
    const top = await standpointOf(world)
      .then((at) => at.top)
      .catch(() => world.cwd);
    return policyFrom(await withBasesOnDisk(top, text.toString('utf8')), name);
  }
  const { git } = await standpointOf(world);
  const shown = name.startsWith('-') ? undefined : await git.maybe(['cat-file', 'blob', `${name}:${policyFile}`]);
  const put = await withBasesAt(git, name, shown);
  if (put === undefined) throw new Failure('no-such-path', 'one of the policies', 'Name a policy file, or a revision that contains one.');
  return policyFrom(put, name);
}
