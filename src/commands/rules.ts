// `secrets-hooks rules list|show ID`: what is looked for, in words.
import { Failure } from '../io/failure.ts';
import { rules } from './looking.ts';
import type { ExitStatus, World } from './world.ts';

export function rulesCommand(action: string, id: string | undefined, options: { readonly format: string }, world: World): Promise<ExitStatus> {
  if (action === 'list') {
    const all = [...rules().values()];
    world.out(
      options.format === 'json'
        ? `${JSON.stringify(all, null, 2)}\n`
        : all.map((rule) => `${rule.id.padEnd(44)} ${rule.severity.padEnd(9)} ${rule.title}\n`).join(''),
    );
    return Promise.resolve(0);
  }
  if (action === 'show') {
    const rule = id === undefined ? undefined : rules().get(id);
    if (rule === undefined) throw new Failure('bad-argument', 'there is no such rule', '`secrets-hooks rules list` shows them all.');
    world.out(
      options.format === 'json'
        ? `${JSON.stringify(rule, null, 2)}\n`
        : `${rule.title}\n\n  rule      ${rule.id}\n  class     ${rule.class}\n  severity  ${rule.severity}\n\n${rule.holder}\n\nRotation: ${rule.rotate}\n`,
    );
    return Promise.resolve(0);
  }
  if (action === 'test') return import('./rules-test.ts').then((module) => module.testRules(id, world));
  throw new Failure('bad-argument', 'unknown action', 'Use `rules list`, `rules show ID` and `rules test`.');
}
