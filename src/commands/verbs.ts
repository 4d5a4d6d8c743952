// The verbs besides `run` and `scan`, each loaded when it is called.
import { Argument, Option, type Command } from 'commander';
import { severities } from '../model.ts';
import type { AllowOptions } from './policy/allow.ts';
import type { AuditFormat } from './audit/audit.ts';
import type { FleetOptions } from '../fleet/audit-fleet.ts';
import type { WorkerOptions } from '../fleet/worker.ts';
import type { IncidentOptions } from './audit/incident.ts';
import type { InstallArguments } from './install.ts';
import { setupWorld } from './setup/world.ts';
import { registerOthers } from './verbs-others.ts';
import type { World } from './world.ts';

type Does = (work: () => Promise<number>) => () => Promise<void>;

const example = (line: string): string => `\nExample:\n  secrets-hooks ${line}`;

export function register(program: Command, world: World, does: Does): void {
  registerRules(program, world, does);
  registerPolicy(program, world, does);
  registerIncidents(program, world, does);
  registerSetup(program, world, does);
  registerOthers(program, world, does);
}

function registerRules(program: Command, world: World, does: Does): void {
  program
    .command('rules')
    .description('what is looked for')
    .addHelpText('after', example('rules show private-key'))
    .addArgument(new Argument('<action>').choices(['list', 'show', 'test']))
    .argument('[id]', 'which rule')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action((action: string, id: string | undefined, options: { format: string }) =>
      does(() => import('./rules.ts').then(({ rulesCommand }) => rulesCommand(action, id, options, world)))(),
    );
  program
    .command('allow')
    .description('let one value, or one rule in one file, stand for a time: FINGERPRINT, or list, or prune')
    .argument('[fingerprint]', 'as the refusal printed it; or list; or prune')
    .option('--reason <text>', 'why it is no secret')
    .option('--expires <date>', 'the last day, YYYY-MM-DD')
    .option('--owner <name>', 'who answers for it (default: you)')
    .option('--rule <id>', 'instead of a fingerprint: this rule, in --path (unread-file: what cannot be looked at)')
    .option('--path <file>', 'where --rule is let through; * may stand in the last part')
    .addHelpText('after', example('allow v1s-… --reason "a test vector of RFC 7515" --expires 2027-01-31'))
    .action((fingerprint: string | undefined, options: AllowOptions) =>
      does(() =>
        import('./policy/allow.ts').then((module) =>
          fingerprint === 'list' ? module.allowList(world) : fingerprint === 'prune' ? module.allowPrune(world) : module.allow(fingerprint, options, world),
        ),
      )(),
    );
}

function registerPolicy(program: Command, world: World, does: Does): void {
  const policy = program
    .command('policy')
    .description('begin, check, explain, compare, try out the policy')
    .addHelpText('after', example('policy replay --last 500'));
  const load = () => import('./policy/policy.ts');
  policy
    .command('init')
    .description('write the defaults')
    .addHelpText('after', example('policy init'))
    .action(() => does(() => load().then((module) => module.policyInit(world)))());
  policy
    .command('check')
    .argument('[file]')
    .description('is it valid? errors by line and column')
    .addHelpText('after', example('policy check'))
    .action((file: string | undefined) => does(() => load().then((module) => module.policyCheck(file, world)))());
  policy
    .command('explain')
    .argument('<path[:line]>')
    .description('which rule, which line of the policy, why and why not')
    .addHelpText('after', example('policy explain src/config.ts:12'))
    .action((path: string) => does(() => import('./policy/policy-explain.ts').then((module) => module.policyExplain(path, world)))());
  policy
    .command('diff')
    .argument('<a>')
    .argument('<b>')
    .description('what became weaker or stricter; files or revisions')
    .addHelpText('after', example('policy diff origin/main .secrets-hooks/policy.json'))
    .action((a: string, b: string) => does(() => load().then((module) => module.policyDiff(a, b, world)))());
  policy
    .command('pull')
    .description('copy the policies of packages that this one extends into the repository')
    .addHelpText('after', example('policy pull'))
    .action(() => does(() => import('./policy/policy-pull.ts').then((module) => module.policyPull(world)))());
  policy
    .command('replay')
    .description('what the policy would have done on the last commits')
    .option('--last <n>', 'how many', '200')
    .option('--policy <file>', 'this policy (default: the one in the work tree), beside the one in force')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText('after', example('policy replay --last 500'))
    .action((options: { last: string; policy?: string; format?: string }) =>
      does(() => import('./policy/policy-replay.ts').then((module) => module.policyReplay(options, world)))(),
    );
}

function registerIncidents(program: Command, world: World, does: Does): void {
  const incident = program
    .command('incident')
    .description('the incident ledger')
    .addHelpText('after', example('incident open v1f-… --rule private-key --file deploy/key.txt'));
  const load = () => import('./audit/incident.ts');
  const many = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];
  incident
    .command('list')
    .description('all incidents')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText('after', example('incident list'))
    .action((options: IncidentOptions) => does(() => load().then((module) => module.incidentList(options, world)))());
  incident
    .command('open')
    .argument('<fingerprint>')
    .description('a value was exposed: it is compromised from here on')
    .option('--rule <id>', 'what it is')
    .option('--file <path>', 'where it stood (again for more)', many)
    .option('--commit <id>', 'in which commit')
    .option('--freeze <path>', 'nobody may change it until the incident is closed (again for more)', many)
    .option('--text <text>', 'what happened')
    .option('--by <name>', 'who (default: you)')
    .addHelpText('after', example('incident open v1f-… --rule private-key --file deploy/key.txt'))
    .action((fingerprint: string, options: IncidentOptions) => does(() => load().then((module) => module.incidentOpen(fingerprint, options, world)))());
  incident
    .command('show')
    .argument('<id>')
    .description('one incident, and how to rotate')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText('after', example('incident show INC-20260131-0a1b2c3d'))
    .action((id: string, options: IncidentOptions) => does(() => load().then((module) => module.incidentShow(id, options, world)))());
  for (const [verb, step, what] of [
    ['rotate', 'rotated', 'the secret was rotated'],
    ['root-cause', 'root-cause', 'why it happened'],
    ['close', 'closed', 'access may be enabled again'],
  ] as const)
    incident
      .command(verb)
      .argument('<id>')
      .description(what)
      .requiredOption('--text <text>', 'what was done')
      .option('--by <name>', 'who (default: you)')
      .addHelpText('after', example(`incident ${verb} INC-20260131-0a1b2c3d --text "…"`))
      .action((id: string, options: IncidentOptions) => does(() => load().then((module) => module.incidentStep(id, step, options, world)))());
  const format = () => new Option('--format <format>').choices(['pretty', 'json', 'html', 'markdown']).default('pretty');
  program
    .command('trace')
    .argument('[fingerprint]')
    .description('the usage scope of one secret')
    .option('--stdin', 'the value comes on stdin, never as an argument')
    .addOption(format())
    .addHelpText('after', example('trace v1f-…'))
    .action((fingerprint: string | undefined, options: { stdin?: boolean; format: AuditFormat }) =>
      does(() => import('./audit/audit.ts').then((module) => module.trace(fingerprint, options, world)))(),
    );
  program
    .command('ui')
    .description('a page for admins on this machine: findings, replays of the policy, incidents, usage scope, the contract')
    .option('--port <number>', 'on which port (default: any that is free)', '0')
    .addHelpText('after', example('ui'))
    .action((options: { port: string }) => does(() => import('../ui/open-ui.ts').then((module) => module.ui(options, world)))());
  program
    .command('audit')
    .description('history, incidents and usage scope in one report')
    .addOption(format())
    .addOption(new Option('--fail-on <severity>').choices([...severities, 'none']).default('medium'))
    .option('--fleet <list>', 'many repositories: a file with one a line, or a folder with repositories below it')
    .option('--queue <url>', 'with --fleet: workers of a queue do it, redis://HOST:6379')
    .option('--workers <n>', 'with --fleet: threads of this process (default: as many as the machine has)')
    .option('--state <folder>', 'with --fleet: what is remembered between runs', 'secrets-hooks-fleet')
    .option('--fleet-key <file>', 'with --fleet: the key under which values meet (default: SECRETS_HOOKS_FLEET_KEY)')
    .option('--policy <file>', "with --fleet: the fleet's policy")
    .option('--report <folder>', 'with --fleet: a page, and JSON and SARIF for each repository')
    .option('--per-host <n>', 'with --fleet: clones and fetches at one host at once', '4')
    .option('--per-minute <n>', 'with --fleet: clones and fetches begun at one host in a minute', '120')
    .addHelpText('after', `${example('audit --format html > audit.html')}\n  secrets-hooks audit --fleet repositories.txt --report report`)
    .action((options: { format: AuditFormat; failOn: string } & Omit<FleetOptions, 'format' | 'failOn' | 'fleet'> & { fleet?: string }) =>
      does(() =>
        options.fleet === undefined
          ? import('./audit/audit.ts').then((module) => module.audit(options, world))
          : import('../fleet/audit-fleet.ts').then((module) => module.auditFleet(options as FleetOptions, world)),
      )(),
    );
  program
    .command('worker')
    .description("takes the tasks of a fleet's audit from a queue; any number of them, on any number of machines")
    .option('--queue <url>', 'redis://HOST:6379 (default: SECRETS_HOOKS_QUEUE)')
    .option('--workers <n>', 'tasks at once (default: as many as the machine has processors)')
    .option('--fleet-key <file>', 'the same key as the audit (default: SECRETS_HOOKS_FLEET_KEY)')
    .option('--clones <folder>', 'where clones are kept', 'secrets-hooks-fleet/clones')
    .option('--idle <seconds>', 'end when there was nothing to do for so long')
    .addHelpText('after', example('worker --queue redis://queue.internal:6379 --fleet-key fleet.key'))
    .action((options: WorkerOptions) => does(() => import('../fleet/worker.ts').then((module) => module.worker(options, world)))());
}

function registerSetup(program: Command, world: World, does: Does): void {
  program
    .command('fix')
    .description('replace what is staged and would be refused by references; the values go into .env, which git ignores')
    .option('--dry-run', 'print what would be done', false)
    .addHelpText('after', example('fix --dry-run'))
    .action((options: { dryRun: boolean }) => does(() => import('./fix.ts').then(({ fix }) => fix(options, world)))());
  program
    .command('completion')
    .description('a script that completes commands in your shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText('after', '\nExample:\n  eval "$(secrets-hooks completion bash)"')
    .action((shell: string) => does(() => import('./completion.ts').then(({ completion }) => completion(shell, program, world)))());
  program
    .command('install')
    .description('put the hooks into this repository, keeping and chaining those that are there')
    .addOption(new Option('--hook-manager <manager>', 'who calls the hooks').choices(['auto', 'husky', 'git']).default('auto'))
    .option('--local', 'where core.hooksPath points outside this repository: give it hooks of its own, which run those first', false)
    .option('--config-hooks', 'git 2.54 or newer: hooks in the configuration instead of files', false)
    .option('--force', 'also from an npm lifecycle script in CI', false)
    .option('--dry-run', 'print what would be done, as diffs', false)
    .addHelpText('after', '\nExample:\n  npx secrets-hooks install --dry-run')
    .action((options: Omit<InstallArguments, 'manager'> & { readonly hookManager: InstallArguments['manager'] }) =>
      does(() => import('./install.ts').then(({ install }) => install(setupWorld(world), { ...options, manager: options.hookManager })))(),
    );
  program
    .command('uninstall')
    .description('take out what install put in, and only that')
    .option('--dry-run', 'print what would be done, as diffs', false)
    .addHelpText('after', '\nExample:\n  npx secrets-hooks uninstall')
    .action((options: { dryRun: boolean }) => does(() => import('./uninstall.ts').then(({ uninstall }) => uninstall(setupWorld(world), options)))());
  program
    .command('doctor')
    .description('say whether this repository is really protected')
    .addOption(new Option('--format <format>', 'how it is said').choices(['pretty', 'json']).default('pretty'))
    .option('--fix', 'install what is missing first', false)
    .addHelpText('after', '\nExample:\n  npx secrets-hooks doctor --format json')
    .action((options: { format: 'pretty' | 'json'; fix: boolean }) =>
      does(() => import('./doctor.ts').then(({ doctor }) => doctor(setupWorld(world), { ...options, policyErrors })))(),
    );
}

/** What is wrong with a policy's text, one line each. */
async function policyErrors(text: string, top: string): Promise<readonly string[]> {
  const { loadPolicy } = await import('../policy/load.ts');
  const { withBasesOnDisk } = await import('./policy/bases.ts');
  const loaded = loadPolicy(text, (await withBasesOnDisk(top, text)).bases);
  return 'policy' in loaded
    ? []
    : loaded.problems.map(({ file, line, column, problem }) => `${file === undefined ? '' : `${file}:`}${line}:${column}: ${problem}`);
}
