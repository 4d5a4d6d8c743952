// `secrets-hooks allow`: one value may stand for a time, with reason, owner and expiry. The policy keeps its comments.
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { Failure } from '../io/failure.ts';
import { place } from '../io/setup-files.ts';
import { furthestExpiry } from '../policy/guard.ts';
import { loadPolicy } from '../policy/load.ts';
import { policyFile } from '../policy/policy.ts';
import { personOf, policyOnDisk, policyText, standpointOf, type Standpoint } from './place.ts';
import { memoryAt } from './rulebook.ts';
import type { ExitStatus, World } from './world.ts';

export interface AllowOptions {
  readonly reason?: string;
  readonly expires?: string;
  readonly owner?: string;
}

const formatting = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

export async function allow(fingerprint: string, options: AllowOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  if (!/^v1[fs]-[0-9a-f]{32}$/.test(fingerprint)) throw new Failure('bad-argument', 'this is no fingerprint', 'Copy it from the refusal: v1f-… or v1s-….');
  const { reason, expires } = options;
  if (reason === undefined || reason.trim().length < 10)
    throw new Failure('bad-argument', 'an exception needs a reason', 'Say --reason "…" in ten characters or more: why it is no secret.');
  if (expires === undefined || !validDate(expires)) throw new Failure('bad-argument', 'an exception needs its last day', 'Say --expires YYYY-MM-DD.');
  const days = (Date.parse(expires) - Date.parse(world.today())) / 86_400_000;
  if (days < 0) throw new Failure('bad-argument', `${expires} is past`, 'Name a day to come.');
  if (days > furthestExpiry) throw new Failure('refused', `${expires} is more than a year ahead`, 'Name an earlier day.');
  const incident = (await memoryAt(at.git, '')).compromised(fingerprint as never);
  if (incident !== undefined)
    throw new Failure('refused', `this value is compromised (${incident})`, 'Contract row C11: it may never be used again. Rotate it.');
  const policy = await policyOnDisk(at.top);
  const index = policy.allow.findIndex((entry) => entry.fingerprint === fingerprint);
  const stands = policy.allow[index];
  if (stands !== undefined && expires > stands.expires)
    throw new Failure(
      'refused',
      'the end of an exception cannot be put off',
      'Let it expire, take it out with `secrets-hooks allow prune`, then add it anew with an ADR of its own.',
    );
  const entry = { fingerprint, reason: reason.trim(), owner: options.owner ?? (await personOf(at.git)), expires };
  await edit(at, index < 0 ? ['allow', policy.allow.length] : ['allow', index], entry, index < 0);
  world.out(
    `Allowed until ${expires}, written to ${policyFile}. It counts from the commit that also brings an ADR (docs/adr/NNNN-why.md) and never for what the contract's floor forbids.\n`,
  );
  return 0;
}

export async function allowList(world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const { allow: entries } = await policyOnDisk(at.top);
  const today = world.today();
  const soon = new Date(Date.parse(today) + 14 * 86_400_000).toISOString().slice(0, 10);
  for (const entry of entries)
    world.out(
      `${entry.fingerprint}  ${entry.expires}${entry.expires < today ? ' (expired)' : entry.expires <= soon ? ' (soon)' : ''}  ${entry.owner}: ${entry.reason}\n`,
    );
  if (entries.length === 0) world.out('Nothing is allowed.\n');
  return 0;
}

/** Takes out what has expired. */
export async function allowPrune(world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const { allow: entries } = await policyOnDisk(at.top);
  const gone = entries.flatMap((entry, index) => (entry.expires < world.today() ? [index] : []));
  for (const index of gone.reverse()) await edit(at, ['allow', index], undefined, false);
  world.out(`${gone.length} expired ${gone.length === 1 ? 'entry was' : 'entries were'} taken out.\n`);
  return 0;
}

async function edit(at: Standpoint, path: (string | number)[], value: unknown, isArrayInsertion: boolean): Promise<void> {
  const text = (await policyText(at.top)) ?? '{\n  "version": 1\n}\n';
  const next = applyEdits(text, modify(text, path, value, { ...formatting, isArrayInsertion }));
  const loaded = loadPolicy(next);
  if (!('policy' in loaded)) throw new Failure('bad-policy', loaded.problems[0]?.problem ?? '', loaded.problems[0]?.wayOut ?? '');
  await place(join(at.top, policyFile), Buffer.from(next, 'utf8').toString('latin1'), 0o644);
}

function validDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
