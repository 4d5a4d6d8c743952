// `secrets-hooks audit --fleet`: a list of repositories, looked at here or by workers of a queue, and one report over all of them.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Pace } from './rate-limit.ts';
import { Failure } from '../io/failure.ts';
import { readSmall } from '../io/files.ts';
import { Embedded, type Carrier } from './transport.ts';
import { fleetKey, type FleetKey } from './key.ts';
import { fleetSources } from './read-sources.ts';
import { State } from './state.ts';
import { severities, type Severity } from '../model.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { fleetPage } from './report/html.ts';
import { fleetJson } from './report/json.ts';
import { overviewOf, type Overview } from './report/overview.ts';
import { fleetText } from './report/text.ts';
import { rulesUnder } from '../commands/looking.ts';
import { progressFor } from '../commands/progress.ts';
import { policyFrom } from '../commands/rulebook.ts';
import type { ExitStatus, World } from '../commands/world.ts';
import { coordinate } from './coordinator.ts';
import { deliverTo, reported } from './write-reports.ts';
import { unchangedIn } from './skip-unchanged.ts';
import { meetingAt, natural } from './worker.ts';

export interface FleetOptions {
  readonly fleet: string;
  readonly format: 'pretty' | 'json' | 'html' | 'markdown';
  readonly failOn: Severity | 'none';
  readonly queue?: string;
  readonly workers?: string;
  readonly state: string;
  readonly fleetKey?: string;
  readonly policy?: string;
  readonly report?: string;
  readonly perHost: string;
  readonly perMinute: string;
}

export async function auditFleet(options: FleetOptions, world: World): Promise<ExitStatus> {
  const folder = resolve(world.cwd, options.state);
  const sources = fleetSources(options.fleet, world.cwd);
  const policyText = await fleetPolicy(options, world);
  const policy = policyText === undefined ? defaultPolicy : policyFrom({ text: policyText, bases: new Map() }, options.policy);
  const queue = options.queue ?? world.env['SECRETS_HOOKS_QUEUE'];
  own(folder);
  const key = fleetKey(options.fleetKey, world.env, queue === undefined ? join(folder, 'fleet.key') : undefined, (file) => {
    world.err(`secrets-hooks: a fleet key was made: ${file}. Keep it: without it the next run looks at everything anew.\n`);
  });
  const state = await State.open(join(folder, 'state.sqlite'));
  let carrier: Carrier | undefined;
  try {
    const run = begun(state, sources, `${world.version} ${key.id} ${policyText ?? ''}`);
    const owner = state.meta('owner') ?? '';
    const pace = new Pace({ together: natural(options.perHost, '--per-host'), perMinute: natural(options.perMinute, '--per-minute') });
    carrier = await carrierFor(options, queue, folder, key, owner, world);
    const progress = progressFor(world, 'repositories');
    const done = new Set([...state.finished(run), ...(await unchangedIn(sources, state, run, () => carrier?.warm()))]);
    const left = sources.filter(({ name }) => !done.has(name));
    progress.expect(left.length);
    try {
      await coordinate({
        sources: left,
        state,
        carrier,
        pace,
        policy: policyText,
        run,
        owner,
        clock: () => world.clock(),
        told: ({ finished, bytes }) => {
          progress.saw(bytes, finished ? 1 : 0);
        },
      });
    } finally {
      progress.end();
    }
    const rules = rulesUnder(policy);
    const overview = overviewOf(reported(sources, state), world.today());
    if (options.report !== undefined)
      deliverTo(resolve(world.cwd, options.report), {
        sources,
        state,
        overview,
        rules,
        run,
        failOn: options.failOn,
        version: world.version,
        today: world.today(),
      });
    // only now: a report that could not be written is written by the next start, without looking again
    state.setMeta('ended', String(run));
    if (options.format === 'json') for (const piece of fleetJson(overview, reported(sources, state), world.version)) world.out(piece);
    else world.out(options.format === 'html' ? fleetPage(overview, rules, world.version, world.today()) : fleetText(overview, rules));
    return statusOf(overview, options.failOn);
  } finally {
    await carrier?.close();
    state.close();
  }
}

/** Sealed findings are still nobody else's business, and never a repository's. */
function own(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw new Failure('unwritable', `--state (${(error as NodeJS.ErrnoException).code ?? ''})`, 'Name a writable folder.');
  }
}

async function fleetPolicy({ policy }: FleetOptions, world: World): Promise<string | undefined> {
  if (policy === undefined) return undefined;
  const text = await readSmall(resolve(world.cwd, policy));
  if (text === undefined) throw new Failure('no-such-path', 'the file of --policy', 'Name an existing policy file.');
  return text.toString('utf8');
}

/** The run that goes on, or a new one. Under another product, policy or key nothing that was seen counts. */
function begun(state: State, sources: ReturnType<typeof fleetSources>, looking: string): number {
  return state.together(() => {
    const look = createHash('sha256').update(looking).digest('hex');
    if (state.meta('look') !== look) {
      state.forget();
      state.setMeta('look', look);
      state.setMeta('owner', randomUUID().slice(0, 8));
      state.setMeta('run', '0');
      state.setMeta('ended', '0');
    }
    const run = state.meta('run') ?? '0';
    const next = state.meta('ended') === run ? Number(run) + 1 : Number(run);
    state.setMeta('run', String(next));
    state.enlist(sources);
    return next;
  });
}

async function carrierFor(options: FleetOptions, queue: string | undefined, folder: string, key: FleetKey, owner: string, world: World): Promise<Carrier> {
  if (queue !== undefined) {
    if (options.workers !== undefined)
      throw new Failure('bad-argument', '--workers belongs to the work done here', 'With --queue, say it to `secrets-hooks worker`.');
    const meeting = meetingAt(queue, options.queue !== undefined, key, world);
    const { Queued } = await import('./queue.ts');
    return Queued.open(meeting, owner);
  }
  const script = new URL('./fleet-worker.js', world.worker);
  const threads = options.workers === undefined ? Math.min(availableParallelism(), 8) : natural(options.workers, '--workers');
  return new Embedded(script, { clones: { folder: join(folder, 'clones'), env: { ...world.env } }, salt: key.salt }, threads);
}

function statusOf({ repositories, exposures }: Overview, failOn: FleetOptions['failOn']): ExitStatus {
  const refused = failOn !== 'none' && severities.slice(severities.indexOf(failOn)).some((severity) => exposures[severity] > 0);
  if (refused) return 1;
  return repositories.some(({ trouble, unread }) => trouble !== undefined || unread > 0) ? 2 : 0;
}
