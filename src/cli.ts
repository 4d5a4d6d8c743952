// verb → command → exit status. Besides the hooks' entrypoints the only file that touches the process.
import { Argument, CommanderError, Option } from 'commander';
import { DiscreetCommand } from './commands/argument-errors.ts';
import { explainFailure } from './commands/failures.ts';
import { Failure } from './io/failure.ts';
import { keepCode } from './io/kept-code.ts';
import { optimizeLate } from './io/patience.ts';
import { severities } from './model.ts';
import { endWith, processWorld } from './process.ts';
import { formatNames } from './report/formats.ts';
import type { ScanOptions } from './commands/scan/scan.ts';

optimizeLate();
// before a command is loaded
keepCode(new URL('./kept.v8', import.meta.url));
const world = processWorld(new URL('./worker.js', import.meta.url));
let status = 0;
/** Runs a command and keeps what it ends with. */
const does = (work: () => Promise<number>) => async (): Promise<void> => {
  status = await work();
};

const program = new DiscreetCommand('secrets-hooks')
  .description('Git hooks that keep secrets out of commits and pushes.')
  .version(world.version)
  .exitOverride()
  .configureOutput({ writeOut: world.out, writeErr: world.err })
  .showHelpAfterError('Run with --help to see all options.');

program
  .command('run')
  .description("a hook's work, as git calls it")
  .addArgument(new Argument('<hook>', 'which hook').choices(['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push', 'pre-receive']))
  .argument('[args...]', 'what git hands to it')
  .addHelpText('after', '\nExample:\n  secrets-hooks run pre-commit')
  .action((hook: string, args: string[]) => does(() => import('./commands/hooks/run.ts').then(({ run }) => run(hook, args, world)))());

program
  .command('scan')
  .description('look for secrets in files, in what is staged, in a range or in the whole history')
  .argument('[paths...]', 'folders or files (default: here)')
  .option('--no-git', 'take every file, also ignored ones')
  .option('--staged', 'what the next commit would publish')
  .option('--range <A..B>', 'commits, judged by the policy at A')
  .option('--history', 'all refs, each blob once')
  .option('--stdin', 'a text on stdin')
  .option('--filename <name>', 'the name under which the text on stdin is read')
  .addOption(new Option('--format <format>', 'how it is said').choices(formatNames))
  .option('--output <file>', 'write the report there')
  .option('--policy <file>', 'another policy')
  .addOption(new Option('--fail-on <severity>', 'from which severity on the exit status is 1').choices([...severities, 'none']).default('medium'))
  .option('--explain', 'with the evidence')
  .addHelpText('after', '\nExample:\n  secrets-hooks scan --history --format sarif --output secrets.sarif')
  .action((paths: string[], options: Omit<ScanOptions, 'paths'>) =>
    does(() => import('./commands/scan/scan.ts').then(({ scan }) => scan({ ...options, paths }, world)))(),
  );

async function main(): Promise<number> {
  try {
    const { register } = await import('./commands/verbs.ts');
    register(program, world, does);
    await program.parseAsync(process.argv);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Failure && (await world.interruptedSoon?.()) === true) return 130;
    world.err(explainFailure(error));
    return 2;
  }
}

endWith(main());
