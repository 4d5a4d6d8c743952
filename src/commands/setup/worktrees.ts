// doctor on linked worktrees: a relative core.hooksPath with files that are not committed is silently off in a new one.
import { isAbsolute, join } from 'node:path';
import { standing } from '../../io/setup-files.ts';
import { ask } from '../../io/setup-git.ts';
import type { Check } from '../../setup/check.ts';
import type { Facts } from '../../setup/facts.ts';
import type { SetupWorld } from './world.ts';

/** One bad check for each other worktree in which git would find no hook. */
export async function worktreeChecks(facts: Facts, world: SetupWorld, show: (path: string) => string): Promise<Check[]> {
  const path = facts.hooksPath?.value;
  if (path === undefined || isAbsolute(path) || path.startsWith('~')) return [];
  const answer = await ask('git', ['worktree', 'list', '--porcelain'], world.cwd, world.env);
  const blocks = Buffer.from(answer.stdout, 'latin1').toString('utf8').split('\n\n');
  const tops = blocks.flatMap((block) => (/^(?:bare|prunable.*)$/m.test(block) ? [] : (/^worktree (.+)$/m.exec(block)?.slice(1, 2) ?? [])));
  const checks: Check[] = [];
  for (const top of tops) {
    if (top === facts.top) continue;
    const there = await Promise.all(facts.events.map((event) => standing(join(top, path, event))));
    if (there.every((file) => file !== undefined)) continue;
    checks.push({
      id: 'worktree',
      state: 'bad',
      text: `${show(top)}: git finds no hooks in this linked worktree (${show(path)} is missing there)`,
      mend: `run in it: npm install (or: npx husky)`,
    });
  }
  return checks;
}
