// The verbs besides `run` and `scan`, each loaded when it is called.
import type { Command } from 'commander';
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
}
