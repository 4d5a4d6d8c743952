// `secrets-hooks allow`: one value may stand for a time, with reason, owner and expiry. The policy keeps its comments.
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { Failure } from '../../io/failure.ts';
import { findingArgument } from '../fingerprint-argument.ts';
import { place } from '../../io/setup-files.ts';
import type { Fingerprint } from '../../model.ts';
import { subjectOf, unreadRule, type Standing } from '../../policy/allowing.ts';
import { furthestExpiry } from '../../policy/guard.ts';
import { loadPolicy } from '../../policy/load.ts';
import { policyFile, type AllowEntry } from '../../policy/policy.ts';
import { printable } from '../../report/printable.ts';
import { withBasesOnDisk } from './bases.ts';
import { exceptionsOf, remarksOn } from './exceptions.ts';
import { rulesUnder } from '../looking.ts';
import { personOf, policyOnDisk, policyText, standpointOf, writtenOnDisk, type Standpoint } from '../place.ts';
import { progressFor } from '../progress.ts';
import { memoryAt } from '../rulebook.ts';
import type { ExitStatus, World } from '../world.ts';

export interface AllowOptions {
  readonly reason?: string;
  readonly expires?: string;
  readonly owner?: string;
  readonly rule?: string;
  readonly path?: string;
}

const formatting = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** @param fingerprint the value, or undefined where `--rule` and `--path` name a narrow place */
export async function allow(fingerprint: string | undefined, options: AllowOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const about = aboutOf(fingerprint === undefined ? undefined : (await findingArgument(fingerprint, at, world)).fingerprint, options);
  const { reason, expires } = options;
  if (reason === undefined || reason.trim().length < 10)
    throw new Failure('bad-argument', 'an exception needs a reason', 'Say --reason "…" in ten characters or more: why it is no secret.');
  if (expires === undefined || !validDate(expires)) throw new Failure('bad-argument', 'an exception needs its last day', 'Say --expires YYYY-MM-DD.');
  const days = (Date.parse(expires) - Date.parse(world.today())) / 86_400_000;
  if (days < 0) throw new Failure('bad-argument', `${expires} is past`, 'Name a day to come.');
  if (days > furthestExpiry) throw new Failure('refused', `${expires} is more than a year ahead`, 'Name an earlier day.');
  const incident = about.fingerprint === undefined ? undefined : (await memoryAt(at.git, '')).compromised(about.fingerprint);
  if (incident !== undefined)
    throw new Failure('refused', `this value is compromised (${incident})`, 'Contract row C11: it may never be used again. Rotate it.');
  const policy = await policyOnDisk(at.top);
  if (about.rule !== undefined && about.rule !== unreadRule && !rulesUnder(policy).has(about.rule))
    throw new Failure('bad-argument', '--rule names no rule', '`secrets-hooks rules list` shows them all.');
  const written = (await writtenOnDisk(at.top)).allow ?? [];
  const index = written.findIndex((entry) => subjectOf(entry) === subjectOf({ ...about, reason, owner: '', expires }));
  const stands = written[index];
  if (stands !== undefined && expires > stands.expires)
    throw new Failure(
      'refused',
      'the end of an exception cannot be put off',
      'Let it expire, take it out with `secrets-hooks allow prune`, then add it anew with an ADR of its own.',
    );
  const entry: AllowEntry = { ...about, reason: reason.trim(), owner: options.owner ?? (await personOf(at.git)), expires };
  await edit(at, index < 0 ? ['allow', written.length] : ['allow', index], entry, index < 0);
  world.out(
    `Allowed until ${expires}, written to ${policyFile}. It counts from the commit that also brings an ADR (docs/adr/NNNN-why.md) and never for what the contract's floor forbids.\n`,
  );
  return 0;
}

function aboutOf(fingerprint: Fingerprint | undefined, { rule, path }: AllowOptions): Pick<AllowEntry, 'fingerprint' | 'rule' | 'path'> {
  if (fingerprint === undefined && rule !== undefined && path !== undefined) return { rule, path };
  if (fingerprint === undefined || rule !== undefined || path !== undefined)
    throw new Failure('bad-argument', 'an exception is about one value or one place', 'Give a fingerprint, or --rule ID together with --path FILE.');
  return { fingerprint };
}

export async function allowList(world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const exceptions = await exceptionsOf(at.git, await policyOnDisk(at.top), world.today(), progressFor(world));
  for (const one of exceptions) {
    world.out(
      `${printable(subjectOf(one.entry))}  ${one.entry.expires}${words[one.standing]}  ${printable(one.entry.owner)}: ${printable(one.entry.reason)}\n`,
    );
    for (const remark of remarksOn(one)) world.out(`  ${printable(remark)}\n`);
  }
  if (exceptions.length === 0) world.out('Nothing is allowed.\n');
  return 0;
}

const words: Readonly<Record<Standing, string>> = { holds: '', soon: ' (soon)', expired: ' (expired)' };

/** Takes out what has expired, and what lets nothing through that is tracked here. */
export async function allowPrune(world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const exceptions = await exceptionsOf(at.git, await policyOnDisk(at.top), world.today(), progressFor(world));
  // those of what the policy extends stand behind its own, and in another file
  const own = exceptions.slice(0, (await writtenOnDisk(at.top)).allow?.length ?? 0);
  const gone = own.flatMap(({ standing, used }, index) => (standing === 'expired' || used === 0 ? [index] : []));
  const expired = own.filter(({ standing }) => standing === 'expired').length;
  for (const index of [...gone].reverse()) await edit(at, ['allow', index], undefined, false);
  world.out(`${gone.length} ${gone.length === 1 ? 'entry was' : 'entries were'} taken out: ${expired} expired, ${gone.length - expired} unused.\n`);
  return 0;
}

async function edit(at: Standpoint, path: (string | number)[], value: unknown, isArrayInsertion: boolean): Promise<void> {
  const text = (await policyText(at.top)) ?? '{\n  "version": 1\n}\n';
  const next = applyEdits(text, modify(text, path, value, { ...formatting, isArrayInsertion }));
  const loaded = loadPolicy(next, (await withBasesOnDisk(at.top, next)).bases);
  if (!('policy' in loaded)) throw new Failure('bad-policy', loaded.problems[0]?.problem ?? '', loaded.problems[0]?.wayOut ?? '');
  await place(join(at.top, policyFile), Buffer.from(next, 'utf8').toString('latin1'), 0o644);
}

function validDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
