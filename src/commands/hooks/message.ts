// The commit message, before there is a commit: what git would keep of it is looked at.
import { resolve } from 'node:path';
import { inspectDocument } from '../../inspect.ts';
import { Failure } from '../../io/failure.ts';
import { readSmall } from '../../io/files.ts';
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import type { Document, Path } from '../../model.ts';
import { cleaned } from './commit-message.ts';
import type { Said } from './said.ts';
import { engineUnder, notingRules } from '../looking.ts';
import { memoryAt, rulebookOf } from '../rulebook.ts';
import { hookReport } from '../verdicts.ts';
import type { World } from '../world.ts';

export async function commitMessage(git: Git, world: World, file: string | undefined): Promise<Said> {
  const started = world.clock();
  if (file === undefined) throw new Failure('bad-argument', 'commit-msg needs the file that holds the message', 'Let git call this hook.');
  const bytes = await readSmall(resolve(world.cwd, file));
  if (bytes === undefined) throw new Failure('unreadable', 'the file with the commit message', 'Let git call this hook, which names the file.');
  const book = await rulebookOf(git, 'HEAD', '');
  const settings = (await git.maybe(['config', '--get-regexp', '^(core\\.comment(char|string)|commit\\.cleanup)$'])) ?? '';
  // without an editor git keeps every line, unless it was told otherwise where a hook cannot see it: then more is looked at than is kept
  const text = cleaned(bytes.toString('latin1'), settings, world.env['GIT_EDITOR'] !== ':');
  const { engine, rules } = notingRules(await engineUnder(book.policy));
  const document: Document = { path: 'commit message' as Path, origin: 'message', bytes: Buffer.from(text, 'latin1') };
  const seen = inspectDocument(document, engine, hasherOf(book.policy.salt));
  const stats = { files: 0, bytes: bytes.length, commits: 1, durationMs: Math.round(world.clock() - started) };
  return { report: await hookReport({ ...seen, stats }, book.policy, world.today(), () => memoryAt(git, '')), policy: book.policy, rules, notes: [] };
}
