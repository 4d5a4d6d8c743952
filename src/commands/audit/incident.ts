// `secrets-hooks incident`: the ledger, step by step. Files are only ever added; the user commits them.
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../io/failure.ts';
import { readSmall } from '../../io/files.ts';
import { place } from '../../io/setup-files.ts';
import { fileOf, textOf } from '../../ledger/guard.ts';
import { nextStep, obstacle, type Entry, type Incident, type Step } from '../../ledger/incident.ts';
import { entryOf, loadLedger } from '../../ledger/load.ts';
import { printable } from '../../report/printable.ts';
import { findingArgument } from '../fingerprint-argument.ts';
import { rules } from '../looking.ts';
import { personOf, standpointOf, type Standpoint } from '../place.ts';
import type { ExitStatus, World } from '../world.ts';

export const ledgerFolder = '.secrets-hooks/incidents';

export interface IncidentOptions {
  readonly text?: string;
  readonly by?: string;
  readonly rule?: string;
  readonly file?: readonly string[];
  readonly commit?: string;
  readonly freeze?: readonly string[];
  readonly format?: string;
}

/** The ledger as it is on disk, committed or not. */
export async function ledgerOnDisk(top: string): Promise<readonly Incident[]> {
  const folder = join(top, ledgerFolder);
  const texts = new Map<string, string>();
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names)
    if (name.endsWith('.json')) texts.set(`${ledgerFolder}/${name.replaceAll('\\', '/')}`, (await readSmall(join(folder, name)))?.toString('utf8') ?? '');
  const { incidents, problems } = loadLedger(texts);
  const [first] = problems;
  if (first !== undefined) throw new Failure('bad-ledger', `${first.file}: ${first.problem}`, 'Restore the ledger: its files are only ever added.');
  return incidents;
}

export async function incidentList(options: IncidentOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const incidents = await ledgerOnDisk(at.top);
  if (options.format === 'json') world.out(`${JSON.stringify(incidents, null, 2)}\n`);
  else if (incidents.length === 0) world.out('There are no incidents.\n');
  else for (const incident of incidents) world.out(`${incident.id}  ${incident.state.padEnd(10)}  ${incident.ruleId}  ${incident.fingerprint}\n`);
  return 0;
}

export async function incidentOpen(typed: string, options: IncidentOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const { fingerprint, ruleId, file } = await findingArgument(typed, at, world);
  const known = (await ledgerOnDisk(at.top)).find((incident) => incident.fingerprint === fingerprint);
  if (known !== undefined) throw new Failure('refused', `${known.id} already covers this value`, `secrets-hooks incident show ${known.id}`);
  const now = world.now();
  const id = `INC-${now.slice(0, 10).replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  const entry: Entry = {
    version: 1,
    incident: id,
    step: 'open',
    at: now,
    by: options.by ?? (await personOf(at.git)),
    text: options.text ?? 'A secret was exposed and is treated as compromised.',
    fingerprint,
    ruleId: options.rule ?? ruleId ?? 'generic-secret',
    ...placesOf(options.file ?? (file === undefined ? undefined : [file]), options.commit),
    ...(options.freeze === undefined ? {} : { freezes: options.freeze }),
  };
  await write(at, entry);
  world.out(
    `Opened ${id}. Once committed (${ledgerFolder}/${id}/), this value is blocked everywhere, permanently.\nNext: rotate the secret at its provider, then run\n  secrets-hooks incident rotate ${id} --text "how and when it was rotated"\n`,
  );
  return 0;
}

/** The files of an incident, each in the commit that is named. */
const placesOf = (files: readonly string[] | undefined, commit: string | undefined) =>
  files === undefined ? {} : { places: files.map((file) => ({ file, ...(commit === undefined ? {} : { commit }) })) };

export async function incidentShow(id: string, options: IncidentOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const incident = await incidentOf(at, id);
  if (options.format === 'json') {
    world.out(`${JSON.stringify(incident, null, 2)}\n`);
    return 0;
  }
  const rule = rules().get(incident.ruleId);
  const lines = [`${incident.id}: ${incident.state}`, `  what      ${rule?.title ?? incident.ruleId}`, `  value     ${incident.fingerprint}`];
  for (const spot of incident.places) lines.push(`  place     ${printable(spot.file)}${spot.commit === undefined ? '' : ` in ${spot.commit.slice(0, 12)}`}`);
  for (const frozen of incident.freezes) lines.push(`  frozen    ${printable(frozen)}`);
  for (const step of incident.history) lines.push(`  ${step.step.padEnd(10)}${step.at}  ${printable(step.by)}: ${printable(step.text)}`);
  lines.push('', `Rotation: ${rule?.rotate ?? 'Replace it where it was issued.'}`);
  const next = nextStep(incident);
  if (next !== undefined) lines.push(`Next: secrets-hooks incident ${verbs[next] ?? next} ${incident.id} --text "…"`);
  world.out(`${lines.join('\n')}\n`);
  return 0;
}

const verbs: Partial<Record<Step, string>> = { rotated: 'rotate', 'root-cause': 'root-cause', closed: 'close' };

export async function incidentStep(id: string, step: Step, options: IncidentOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const incident = await incidentOf(at, id);
  const hindrance = obstacle(incident, step);
  if (hindrance?.code === 'taken') throw new Failure('refused', `${id} is ${incident.state}: this step was taken`, `secrets-hooks incident show ${id}`);
  if (hindrance?.needs !== undefined)
    throw new Failure(
      'refused',
      `${id} is ${incident.state}: "${hindrance.needs}" comes first`,
      `secrets-hooks incident ${verbs[hindrance.needs] ?? ''} ${id} --text "…"`,
    );
  if (options.text === undefined || options.text.trim().length < 10)
    throw new Failure('bad-argument', 'a step needs a text', 'Say --text "…" in ten characters or more. Never the value.');
  await write(at, { version: 1, incident: id, step, at: world.now(), by: options.by ?? (await personOf(at.git)), text: options.text });
  world.out(`${id}: ${step}. Commit ${ledgerFolder}/${id}/ to make it known.\n`);
  return 0;
}

async function incidentOf(at: Standpoint, id: string): Promise<Incident> {
  const incident = (await ledgerOnDisk(at.top)).find((one) => one.id === id);
  if (incident === undefined) throw new Failure('bad-argument', 'there is no such incident', '`secrets-hooks incident list` shows them all.');
  return incident;
}

async function write(at: Standpoint, entry: Entry): Promise<void> {
  const text = textOf(entry);
  if (entryOf(text) === undefined)
    throw new Failure('bad-argument', 'this cannot stand in the ledger', 'See schemas/incident.schema.json for what an entry holds.');
  await place(join(at.top, ledgerFolder, fileOf(entry, randomBytes(4).toString('hex'))), Buffer.from(text, 'utf8').toString('latin1'), 0o644);
}
