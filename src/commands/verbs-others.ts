// The verbs for other tools: coding agents that ask before they act, scanners whose configuration is taken over.
import type { Command } from 'commander';
import type { MigrateOptions } from './migrate.ts';
import type { World } from './world.ts';

type Does = (work: () => Promise<number>) => () => Promise<void>;

const example = (line: string): string => `\nExample:\n  secrets-hooks ${line}`;

export function registerOthers(program: Command, world: World, does: Does): void {
  program
    .command('agent')
    .description('a hook for coding agents: refuses a tool call (JSON on stdin) that would publish a secret or go past the hooks')
    .addHelpText(
      'after',
      `\nStatus 0: it may run. Status 2: it may not, the reason is on stderr. docs/agents.md says how agents are set up.${example('agent < call.json')}`,
    )
    .action(() => does(() => import('./agent.ts').then(({ agent }) => agent(world)))());
  program
    .command('migrate')
    .description('what the configuration of gitleaks, detect-secrets, secretlint or talisman becomes here, and what of it does not')
    .argument('[files...]', 'which (default: those at the top of the repository)')
    .option('--write', 'write it into the policy', false)
    .option('--owner <name>', 'who answers for the exceptions (default: you)')
    .option('--expires <date>', 'their last day, YYYY-MM-DD (default: in 90 days)')
    .addHelpText('after', example('migrate .gitleaks.toml .gitleaksignore --write'))
    .action((files: string[], options: MigrateOptions) => does(() => import('./migrate.ts').then(({ migrate }) => migrate(files, options, world)))());
}
