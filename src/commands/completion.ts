// `secrets-hooks completion SHELL`: a script that completes verbs, options and their choices, made from the command line itself.
import type { Command } from 'commander';
import { Failure } from '../io/failure.ts';
import { bash } from './completion/bash.ts';
import { fish } from './completion/fish.ts';
import { verbsOf, type Verb } from './completion/line.ts';
import { powershell } from './completion/powershell.ts';
import { zsh } from './completion/zsh.ts';
import type { ExitStatus, World } from './world.ts';

const scripts: Readonly<Record<string, (verbs: readonly Verb[]) => string>> = { bash, zsh, fish, powershell };

export function completion(shell: string, program: Command, world: World): ExitStatus {
  const script = scripts[shell];
  if (script === undefined) throw new Failure('bad-argument', 'there is no completion for this shell', `Name one of ${Object.keys(scripts).join(', ')}.`);
  world.out(script(verbsOf(program)));
  return 0;
}
