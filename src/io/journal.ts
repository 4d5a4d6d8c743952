// The journal in the git directory: what the hooks of this clone judged. It stays here, holds ids only, and is a memory, not a proof.
import { appendFileSync, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { commonFolder, gitFolderOf } from './git-folder.ts';
import type { Git } from './git.ts';
import { entriesOf, type RawEntry } from './raw.ts';
import { shortHash } from './short-hash.ts';

/** A line of it. Seconds since 1970. */
export type JournalLine =
  { readonly kind: 'commit'; readonly at: number; readonly mark: string } | { readonly kind: 'push'; readonly at: number; readonly tip: string };

/** Past this size the older half goes. */
const largest = 2 * 1024 * 1024;

/**
 * What tells one commit from another before it has an id: where HEAD stood, and each path that it changes.
 * No cryptography is loaded for it (a commit without findings does not wait for that): whoever can write the journal needs no collision.
 */
export function markOf(head: string, entries: readonly RawEntry[]): string {
  return shortHash(`${head}\n${entries.map((entry) => `${entry.mode} ${entry.blob ?? '-'} ${entry.path}`).join('\n')}`);
}

/** The folder that holds it, one for all worktrees of a clone. */
export const journalFolder = async (git: Git, cwd: string, env: NodeJS.ProcessEnv): Promise<string> => commonFolder(cwd, env, await gitFolderOf(git, cwd, env));

const fileIn = (common: string): string => join(common, 'secrets-hooks', 'journal');

/** Notes one judgement. Where it cannot be written the commit goes on: it will be told as one that no hook is known to have seen. */
export function note(common: string, kind: JournalLine['kind'], id: string): void {
  const file = fileIn(common);
  const line = `${kind} ${Math.floor(Date.now() / 1000)} ${id}\n`;
  try {
    appendFileSync(file, line);
  } catch {
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, line);
    } catch {
      return;
    }
  }
}

/** All lines, the oldest first; none where there is no journal. One that has grown too long loses its older half. */
export async function journalIn(common: string): Promise<readonly JournalLine[]> {
  const text = await readFile(fileIn(common), 'latin1').catch(() => '');
  const lines = text.split('\n').flatMap((line): JournalLine[] => {
    const [, kind, at, id = ''] = /^(commit|push) (\d+) ([0-9a-f]{16,64})$/.exec(line) ?? [];
    if (kind === undefined) return [];
    return [kind === 'push' ? { kind, at: Number(at), tip: id } : { kind: 'commit', at: Number(at), mark: id }];
  });
  if (text.length > largest) await writeFile(fileIn(common), text.slice(text.indexOf('\n', text.length / 2) + 1), 'latin1').catch(() => undefined);
  return lines;
}

/** One move of a ref, as this clone's reflogs remember it. */
export interface RefMove {
  readonly ref: string;
  /** seconds since 1970 */
  readonly at: number;
  readonly id: string;
  /** where the ref stood before, as far as the reflog goes back */
  readonly before: string | undefined;
  /** `commit`, `commit (amend)`, `rebase (pick)`, `update by push` … */
  readonly action: string;
}

/** What was done in this clone, the newest first. */
export async function refMoves(git: Git): Promise<readonly RefMove[]> {
  const said = await git.maybe(['log', '-g', '--all', '--date=unix', '--no-color', '-z', '--format=%gD%x1f%H%x1f%gs']);
  const lines = (said ?? '').split('\0').flatMap((line) => {
    const [selector = '', id = '', subject = ''] = line.split('\x1f');
    const [, ref, at] = /^(.*)@\{(\d+)\}$/.exec(selector) ?? [];
    return ref === undefined ? [] : [{ ref, at: Number(at), id, action: subject.split(':')[0] ?? '' }];
  });
  const next = new Map<string, string>();
  return [...lines]
    .reverse()
    .map((line) => {
      const before = next.get(line.ref);
      next.set(line.ref, line.id);
      return { ...line, before };
    })
    .reverse();
}

/** The mark that a hook has left if it judged this commit where HEAD stood at `head`. */
export async function markOfCommit(git: Git, head: string | undefined, commit: string): Promise<string> {
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--ignore-submodules=none'];
  const from = head ?? (await git.ask(['hash-object', '-t', 'tree', '--stdin'], Buffer.alloc(0))).toString('latin1').trim();
  return markOf(head ?? 'unborn', entriesOf(await git.ask(['diff-tree', ...options, from, commit])));
}
