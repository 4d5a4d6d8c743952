// Errors about command-line arguments. They name options, commands and choices of the product, and the position of what was typed, never its text:
// it could be a secret.
import { Command, CommanderError } from 'commander';

/** A command whose errors repeat nothing that was typed. */
export class DiscreetCommand extends Command {
  override createCommand(name?: string): Command {
    return new DiscreetCommand(name);
  }

  override error(message: string, options?: { readonly exitCode?: number; readonly code?: string }): never {
    return super.error(`error: ${explainArgumentError(message, options?.code, this, typedIn(this))}`, options);
  }

  /** Help that was asked for ends with 0, help in place of a missing command with 2, whatever the status of the process is set to. */
  override help(context?: { error: boolean } | ((text: string) => string)): never {
    const error = typeof context === 'object' && context.error;
    this.outputHelp({ error });
    throw new CommanderError(error ? 2 : 0, 'commander.help', '(outputHelp)');
  }
}

/** What was typed behind the program's name. */
function typedIn(command: Command): readonly string[] {
  let root = command;
  while (root.parent !== null) root = root.parent;
  // commander keeps what `parseAsync` was given: node, script, arguments
  return ((root as { rawArgs?: readonly string[] }).rawArgs ?? []).slice(2);
}

/** @param message of commander, which quotes what was typed @param code of commander */
export function explainArgumentError(message: string, code: string | undefined, command: Command, typed: readonly string[]): string {
  switch (code) {
    case 'commander.unknownCommand':
      return `unknown command${positionOf(typed.findIndex((word) => !word.startsWith('-') && !isCommand(command, word)))}${suggestionIn(message, command)}`;
    case 'commander.unknownOption':
      return `unknown option${positionOf(typed.findIndex((word) => message.startsWith(`error: unknown option '${word}'`)))}${suggestionIn(message, command)}`;
    case 'commander.invalidArgument':
      return invalidArgument(message, command);
    // these name the product's own arguments and options only
    case 'commander.missingArgument':
    case 'commander.optionMissingArgument':
    case 'commander.missingMandatoryOptionValue':
    case 'commander.excessArguments':
      return message.replace(/^error: /, '');
    default:
      return 'the arguments cannot be understood';
  }
}

const positionOf = (index: number): string => (index < 0 ? '' : ` (argument ${index + 1})`);

function isCommand(command: Command, word: string): boolean {
  for (let at: Command | null = command; at !== null; at = at.parent) if (at.name() === word) return true;
  return false;
}

/** Commander's suggestion, as far as it consists of our own words. */
function suggestionIn(message: string, command: Command): string {
  const words = /\(Did you mean (?:one of )?([\w, -]{1,200})\?\)$/.exec(message)?.[1]?.split(', ') ?? [];
  const known = new Set<string>();
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const { long } of at.options) if (typeof long === 'string') known.add(long);
    for (const one of at.commands) known.add(one.name());
  }
  known.add('--help').add('help');
  const own = words.filter((word) => known.has(word));
  return own.length === 0 ? '' : `. Did you mean ${own.join(' or ')}?`;
}

function invalidArgument(message: string, command: Command): string {
  const option = command.options.filter(({ flags }) => message.startsWith(`error: option '${flags}' argument '`)).at(0);
  if (option !== undefined) return `option '${option.flags}': invalid value.${choices(option.argChoices)}`;
  const argument = command.registeredArguments.find((one) => message.includes(`' is invalid for argument '${one.name()}'. `));
  return argument === undefined ? 'an argument is invalid' : `argument '${argument.name()}' is invalid.${choices(argument.argChoices)}`;
}

const choices = (words: readonly string[] | undefined): string => (words === undefined ? '' : ` Choose one of ${words.join(', ')}.`);
