// `secrets-hooks policy`: the admin's view: begin, check, explain, compare, try out on what was.
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { inspectChanges } from '../inspect.ts';
import { changesOf, commitRenames } from '../io/commits.ts';
import { Failure } from '../io/failure.ts';
import { readSmall } from '../io/files.ts';
import { hasherOf } from '../io/hasher.ts';
import { place } from '../io/setup-files.ts';
import { severities, type Path } from '../model.ts';
import { subjectOf } from '../policy/allowing.ts';
import { judge } from '../policy/judge.ts';
import { loadPolicy } from '../policy/load.ts';
import { policyFile, type Policy } from '../policy/policy.ts';
import { shiftInWords } from '../policy/guard.ts';
import { shiftsOf } from '../policy/weakening.ts';
import { printable } from '../report/printable.ts';
import { startingPolicy } from '../setup/starting-policy.ts';
import { exceptionsOf, remarksOn } from './exceptions.ts';
import { edgeOf } from './edge.ts';
import { engineUnder, planUnder, ruleSeverities, rulesUnder } from './looking.ts';
import { policyOnDisk, policyText, standpointOf } from './place.ts';
import { policyFrom } from './rulebook.ts';
import type { ExitStatus, World } from './world.ts';

export async function policyInit(world: World): Promise<ExitStatus> {
  const { top } = await standpointOf(world);
  if ((await policyText(top)) !== undefined) throw new Failure('refused', `${policyFile} is there already`, 'Edit it, then run `secrets-hooks policy check`.');
  await place(join(top, policyFile), startingPolicy(randomBytes(16).toString('hex')), 0o644);
  world.out(`${policyFile} holds the defaults. Nothing in it can be looser than the contract.\n`);
  return 0;
}

export async function policyCheck(file: string | undefined, world: World): Promise<ExitStatus> {
  const path = file ?? join((await standpointOf(world)).top, policyFile);
  const text = await readSmall(resolve(world.cwd, path));
  if (text === undefined) throw new Failure('no-such-path', printable(file ?? policyFile), '`secrets-hooks policy init` writes one.');
  const loaded = loadPolicy(text.toString('utf8'));
  if ('policy' in loaded) {
    await planUnder(loaded.policy);
    world.out(`${file ?? policyFile} is valid.\n`);
    if (file === undefined) await sayExceptions(loaded.policy, world);
    return 0;
  }
  for (const problem of loaded.problems) world.err(`${file ?? policyFile}:${problem.line}:${problem.column}: ${problem.problem}\n  ${problem.wayOut}\n`);
  return 2;
}

/** Exceptions that ended, end soon, are of no use or too broad: worth a word, and no error. */
async function sayExceptions(policy: Policy, world: World): Promise<void> {
  const { git } = await standpointOf(world);
  for (const one of await exceptionsOf(git, policy, world.today()))
    for (const remark of remarksOn(one)) world.err(`${policyFile}: the exception for ${printable(subjectOf(one.entry))} ${printable(remark)}\n`);
}

/** Which rules hold for a path, and why. */
export async function policyExplain(asked: string, world: World): Promise<ExitStatus> {
  const { top } = await standpointOf(world);
  const policy = await policyOnDisk(top);
  const path = asked.replace(/:\d+$/, '') as Path;
  const plan = await planUnder(policy);
  const named = plan.fileRules.filter((file) => file.matches(path, new Uint8Array()) !== undefined);
  const off = Object.entries(policy.rules).filter(([, setting]) => setting.enabled === false);
  const raised = Object.entries(policy.rules).filter(([, setting]) => setting.severity !== undefined);
  const lines = [
    printable(path),
    `  ${new Set(plan.detectors.map((detector) => detector.rule.id)).size} rules look at what stands in it; hooks refuse ${policy.refuse} and above (${policyFile}, "refuse").`,
  ];
  for (const file of named) lines.push(`  Its name alone is refused by ${file.rule.id} (${file.severity?.(path) ?? file.rule.severity}): ${file.rule.title}.`);
  for (const [id] of off) lines.push(`  ${id} is off (${policyFile}, rules.${id}.enabled).`);
  for (const [id, setting] of raised) lines.push(`  ${id} is ${setting.severity ?? ''} (${policyFile}, rules.${id}.severity).`);
  lines.push(
    `  ${policy.allow.filter((entry) => entry.expires >= world.today()).length} values are allowed for now; none of them where the contract's floor speaks.`,
  );
  const file = await readSmall(join(top, path)).catch(() => undefined);
  if (file !== undefined) {
    const { inspectDocument } = await import('../inspect.ts');
    const { findings } = inspectDocument({ path, origin: 'file', bytes: file }, await engineUnder(policy), hasherOf(policy.salt));
    for (const finding of findings) {
      const verdict = judge(finding, policy, { today: world.today(), compromised: () => undefined });
      lines.push(`  ${finding.startLine}:${finding.startColumn} ${finding.ruleId} (${finding.severity}, ${finding.certainty}): ${verdict.action}`);
      for (const { feature, weight } of finding.evidence.slice(0, 12)) lines.push(`      ${weight >= 0 ? '+' : ''}${weight.toFixed(2)} ${feature}`);
    }
    if (findings.length === 0) lines.push('  Nothing is found in it.');
  }
  world.out(`${lines.join('\n')}\n`);
  return 0;
}

/** What became weaker or stricter from A to B; files, or revisions of the policy. Status 1 where something is weaker. */
export async function policyDiff(a: string, b: string, world: World): Promise<ExitStatus> {
  const [before, after] = [await policyNamed(a, world), await policyNamed(b, world)];
  const shifts = shiftsOf(before, after, ruleSeverities());
  for (const shift of shifts) world.out(`${shift.direction.padEnd(8)} ${shiftInWords(shift)}\n`);
  if (shifts.length === 0) world.out('No difference in what is refused.\n');
  return shifts.some((shift) => shift.direction === 'weaker') ? 1 : 0;
}

async function policyNamed(name: string, world: World): Promise<Policy> {
  const text = await readSmall(resolve(world.cwd, name)).catch(() => undefined);
  if (text !== undefined) return policyFrom(text.toString('utf8'), name);
  const { git } = await standpointOf(world);
  const shown = name.startsWith('-') ? undefined : await git.maybe(['cat-file', 'blob', `${name}:${policyFile}`]);
  if (shown === undefined) throw new Failure('no-such-path', printable(name), 'Name a policy file, or a revision that holds one.');
  return policyFrom(shown, name);
}

/** What the policy on disk would have done on the last commits. */
export async function policyReplay(options: { readonly last: string; readonly policy?: string; readonly format?: string }, world: World): Promise<ExitStatus> {
  const { top, git } = await standpointOf(world);
  const policy = options.policy === undefined ? await policyOnDisk(top) : await policyNamed(options.policy, world);
  const count = Number(options.last);
  if (!Number.isInteger(count) || count < 1) throw new Failure('bad-argument', '--last', 'Say how many commits: --last 200.');
  const started = world.clock();
  const chosen = [`--max-count=${count}`, '--no-merges'];
  const changes = await changesOf(git, ['HEAD'], chosen);
  const commits = Number(await git.maybe(['rev-list', '--count', ...chosen, 'HEAD']));
  const edge = edgeOf(git, (commit) => (commit === undefined ? Promise.resolve(new Map()) : commitRenames(git, commit)));
  const seen = await inspectChanges(changes, edge, await engineUnder(policy), hasherOf(policy.salt));
  const verdicts = seen.findings.map((finding) => judge(finding, policy, { today: world.today(), compromised: () => undefined }));
  const refused = verdicts.filter((verdict) => verdict.action === 'refuse');
  const stopped = new Set(refused.map((verdict) => verdict.finding.commit));
  const ms = world.clock() - started;
  if (options.format === 'json') {
    world.out(
      `${JSON.stringify({ commits, refused: stopped.size, msPerCommit: Math.round(ms / Math.max(1, commits)), findings: refused.map(({ finding }) => ({ commit: finding.commit, file: finding.file, line: finding.startLine, ruleId: finding.ruleId, severity: finding.severity, fingerprint: finding.fingerprint })) }, null, 2)}\n`,
    );
    return 0;
  }
  world.out(`${commits} commits, ${stopped.size} would have been refused, ${(ms / Math.max(1, commits)).toFixed(1)} ms each.\n`);
  const titles = rulesUnder(policy);
  for (const { finding } of refused.slice(0, 50))
    world.out(
      `  ${finding.commit?.slice(0, 10) ?? ''}  ${finding.severity.padEnd(8)} ${printable(finding.file)}:${finding.startLine}  ${titles.get(finding.ruleId)?.title ?? finding.ruleId}\n`,
    );
  if (refused.length > 50) world.out(`  … and ${refused.length - 50} more\n`);
  const by = severities.map((severity) => `${refused.filter(({ finding }) => finding.severity === severity).length} ${severity}`).reverse();
  world.out(`${by.join(', ')}\n`);
  return 0;
}
