// What the page may ask: the same work as the commands do, its results without values.
import { basename, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { Failure } from '../../io/failure.ts';
import { hasherOf } from '../../io/hasher.ts';
import { pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';
import { bytesOf } from '../../io/path.ts';
import { joined } from '../../io/files.ts';
import { place } from '../../io/setup-files.ts';
import { severities, type Finding, type Unread } from '../../model.ts';
import { judge } from '../../policy/judge.ts';
import { loadPolicy } from '../../policy/load.ts';
import { defaultPolicy, policyFile, type Policy } from '../../policy/policy.ts';
import { shiftInWords } from '../../policy/guard.ts';
import { shiftsOf } from '../../policy/weakening.ts';
import { printable } from '../../report/printable.ts';
import type { Checked, Findings, IncidentView, Overview, Replayed, Row } from '../wire.ts';
import { withBasesOnDisk } from '../../commands/policy/bases.ts';
import { checksOf } from '../../commands/doctor.ts';
import { lookAtFiles } from '../../commands/scan/files-task.ts';
import { ledgerOnDisk } from '../../commands/audit/incident.ts';
import { engineUnder, ruleSeverities, rulesUnder } from '../../commands/looking.ts';
import { policyOnDisk, policyText, type Standpoint } from '../../commands/place.ts';
import { policyInForce, replay, type Side } from '../../commands/policy/replay.ts';
import { memoryAt, policyFrom } from '../../commands/rulebook.ts';
import { setupWorld } from '../../commands/setup/world.ts';
import type { World } from '../../commands/world.ts';
import { contractRows } from './contract-rows.ts';
import { incidentView, rowOf, unreadRow } from './rows.ts';
import { scopesAt } from './scopes.ts';
import type { Answers, Tells } from './server.ts';

/** So many rows of a list are shown. */
const most = 2000;

export function answersFor(at: Standpoint, world: World): Answers {
  const scopes = scopesAt(at, world);
  return {
    gets: {
      overview: () => overview(at, world),
      incidents: async () => {
        const rules = rulesUnder(await policyOrDefault(at));
        return (await ledgerOnDisk(at.top)).map((one): IncidentView => incidentView(one, rules));
      },
    },
    posts: {
      findings: (_, tells) => findings(at, world, tells),
      check: (body) => check(at, textIn(body)),
      replay: (body, tells) => replayed(at, world, textIn(body), countIn(body), tells),
      scopes: (_, tells) => scopes(tells),
      contract: (_, tells) => contract(at, world, tells),
      save: (body) => save(at, textIn(body), wasIn(body)),
    },
  };
}

const field = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined;
const wrong = (): Failure => new Failure('bad-argument', 'the page asked for something unknown', 'Load the page again.');

function textIn(body: unknown): string {
  const text = field(body, 'text');
  if (typeof text !== 'string') throw wrong();
  return text;
}

function wasIn(body: unknown): string | undefined {
  const was = field(body, 'was');
  if (typeof was !== 'string' && was !== null) throw wrong();
  return was ?? undefined;
}

function countIn(body: unknown): number {
  const last = field(body, 'last');
  if (typeof last !== 'number' || !Number.isInteger(last) || last < 1 || last > 100_000) throw wrong();
  return last;
}

const policyOrDefault = (at: Standpoint): Promise<Policy> => policyOnDisk(at.top).catch(() => defaultPolicy);

async function overview(at: Standpoint, world: World): Promise<Overview> {
  const text = await policyText(at.top);
  const schema: unknown = JSON.parse(await readFile(new URL('policy.schema.json', world.worker), 'utf8'));
  const start = `{\n  "version": 1\n}\n`;
  return {
    repository: printable(basename(at.top)),
    version: world.version,
    policy: { text: text ?? start, file: policyFile, exists: text !== undefined },
    schema,
  };
}

interface Looked {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly files: number;
  readonly bytes: number;
}

/** The tree as it is on disk: tracked files, and those that are neither tracked nor ignored. */
async function look(at: Standpoint, world: World, policy: Policy, tells: Tells): Promise<Looked> {
  const listing = await at.git.ask(['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const paths = [...new Set([...tokens(listing)].map((token) => pathOf(token)))];
  const files = paths.map((path) => ({ path, real: joined(at.top, bytesOf(path)).toString('latin1') }));
  let done = 0;
  return lookAtFiles({ files, policy }, { engine: await engineUnder(policy), hasher: hasherOf(policy.salt) }, world.worker, () => {
    done += 1;
    tells(done, files.length);
  });
}

async function findings(at: Standpoint, world: World, tells: Tells): Promise<Findings> {
  const started = world.clock();
  const policy = await policyOnDisk(at.top);
  const seen = await look(at, world, policy, tells);
  const memory = await memoryAt(at.git, '');
  const rules = rulesUnder(policy);
  const rows = seen.findings.map((finding) =>
    rowOf(judge(finding, policy, { today: world.today(), compromised: (one) => memory.compromised(one.fingerprint, one.formerFingerprint) }), rules),
  );
  const unread = seen.unread.map(unreadRow);
  return { rows: rows.sort(worstFirst).slice(0, most), unread, files: seen.files, bytes: seen.bytes, ms: Math.round(world.clock() - started) };
}

const worstFirst = (a: Row, b: Row): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);

async function check(at: Standpoint, text: string): Promise<Checked> {
  const put = await withBasesOnDisk(at.top, text);
  const loaded = loadPolicy(put.text, put.bases);
  if ('problems' in loaded) return { problems: loaded.problems, shifts: [] };
  const shifts = shiftsOf(await policyInForce(at.git), loaded.policy, ruleSeverities());
  return { problems: [], shifts: shifts.map((shift) => ({ direction: shift.direction, what: printable(shiftInWords(shift)) })) };
}

async function replayed(at: Standpoint, world: World, text: string, last: number, tells: Tells): Promise<Replayed> {
  const tried = policyFrom(await withBasesOnDisk(at.top, text));
  const inForce = await policyInForce(at.git);
  let done = 0;
  let total: number | undefined;
  const seen = await replay(at.git, { tried, inForce, last }, world, {
    expect: (count) => {
      total = count;
    },
    saw: () => {
      done += 1;
      tells(done, total);
    },
    found: () => undefined,
    end: () => undefined,
  });
  const rules = new Map([...rulesUnder(inForce), ...rulesUnder(tried)]);
  const side = ({ stopped, refused, told, unread, msPerCommit }: Side) => ({ stopped, refused: refused.length, told, unread: unread.length, msPerCommit });
  const rows = (list: Side['refused']): readonly Row[] => list.slice(0, most).map((verdict) => rowOf(verdict, rules));
  const longest = Math.max(seen.caught.length, seen.letThrough.length, seen.tried.refused.length);
  return {
    commits: seen.commits,
    files: seen.files,
    bytes: seen.bytes,
    tried: side(seen.tried),
    inForce: side(seen.inForce ?? seen.tried),
    caught: rows(seen.caught),
    letThrough: rows(seen.letThrough),
    refused: rows(seen.tried.refused),
    leftOut: Math.max(0, longest - most),
  };
}

async function contract(at: Standpoint, world: World, tells: Tells) {
  const text = await policyText(at.top);
  const checked = await check(at, text ?? '{ "version": 1 }');
  const policy = await policyOrDefault(at);
  const seen = await look(at, world, policy, tells);
  const quiet = { ...setupWorld(world), cwd: at.top, out: () => undefined, err: () => undefined };
  const checks = await checksOf(quiet, { format: 'json', fix: false });
  return contractRows({
    checks,
    findings: seen.findings,
    incidents: await ledgerOnDisk(at.top),
    policy,
    problems: checked.problems.map(({ line, column, problem }) => `${policyFile}:${line}:${column}: ${problem}`),
    weaker: checked.shifts.filter(({ direction }) => direction === 'weaker').map(({ what }) => what),
  });
}

/** Written only where it is valid, and where nobody changed the file meanwhile. */
async function save(at: Standpoint, text: string, was: string | undefined): Promise<Checked> {
  const checked = await check(at, text);
  if (checked.problems.length > 0) return checked;
  if ((await policyText(at.top)) !== was)
    throw new Failure('refused', `${policyFile} was changed meanwhile`, 'Load the page again, then make your change once more.');
  await place(join(at.top, policyFile), Buffer.from(text, 'utf8').toString('latin1'), 0o644);
  return checked;
}
