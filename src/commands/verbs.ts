// The verbs besides `run` and `scan`, each loaded when it is called.
import { Option, type Command } from 'commander';
import type { InstallArguments } from './install.ts';
import { setupWorld } from './setup/world.ts';
import type { World } from './world.ts';

type Does = (work: () => Promise<number>) => () => Promise<void>;

export function register(program: Command, world: World, does: Does): void {
  program
    .command('rules')
    .description('what is looked for')
    .addHelpText('after', '\nExample:\n  secrets-hooks rules show private-key')
    .argument('<action>', 'list, show')
    .argument('[id]', 'which rule')
    .option('--format <format>', 'text or json', 'text')
    .action((action: string, id: string | undefined, options: { format: string }) =>
      does(() => import('./rules.ts').then(({ rulesCommand }) => rulesCommand(action, id, options, world)))(),
    );
  registerSetup(program, world, does);
}

function registerSetup(program: Command, world: World, does: Does): void {
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
async function policyErrors(text: string): Promise<readonly string[]> {
  const { loadPolicy } = await import('../policy/load.ts');
  const loaded = loadPolicy(text);
  return 'policy' in loaded ? [] : loaded.problems.map((problem) => `${problem.line}:${problem.column}: ${problem.problem}`);
}
