// What git wrote down about where refs came from: FETCH_HEAD, which names URLs, and reflogs. Read from disk, without a process.
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FETCH_HEAD_BYTES, MAX_REFLOG_TAIL_BYTES } from '../limits.ts';

/** One ref, as the last `git fetch` saw it at a URL. */
export interface FetchedRef {
  readonly id: string;
  /** `refs/heads/main`; the full name or `HEAD` where it is no branch and no tag */
  readonly ref: string;
  readonly url: string;
  /** fetched by the remote's own refspec rather than named on the command line */
  readonly isConfigured: boolean;
}

export interface FetchHead {
  /** when it was written, in milliseconds since 1970 */
  readonly at: number;
  readonly refs: readonly FetchedRef[];
}

const folders: Readonly<Record<string, string>> = { branch: 'refs/heads/', tag: 'refs/tags/', 'remote-tracking branch': 'refs/remotes/' };

/** Undefined if there is none, or if it is too large to be read. */
export function readFetchHead(gitFolder: string): FetchHead | undefined {
  const file = join(gitFolder, 'FETCH_HEAD');
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.size > MAX_FETCH_HEAD_BYTES) return undefined;
  try {
    return { at: stat.mtimeMs, refs: parseFetchHead(readFileSync(file, 'utf8')) };
  } catch {
    return undefined;
  }
}

export function parseFetchHead(text: string): readonly FetchedRef[] {
  return text.split('\n').flatMap((line): FetchedRef[] => {
    const [, id, mark, what = ''] = /^([0-9a-f]{40}|[0-9a-f]{64})\t(not-for-merge)?\t(.+)$/.exec(line) ?? [];
    if (id === undefined) return [];
    // a ref's name holds no space, a URL may
    const [, kind = '', name, url = what] = /^(?:(branch|tag|remote-tracking branch) )?'([^ ]*)' of (.+)$/.exec(what) ?? [];
    return [{ id, ref: name === undefined ? 'HEAD' : `${folders[kind] ?? ''}${name}`, url, isConfigured: mark !== undefined && kind === 'branch' }];
  });
}

/** One line of a reflog. Seconds since 1970. */
export interface ReflogLine {
  readonly old: string;
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

/** The last lines of a ref's reflog, the oldest first; `isWhole`: from its beginning on. Undefined if there is none. */
export function readReflog(commonFolder: string, ref: string): { readonly lines: readonly ReflogLine[]; readonly isWhole: boolean } | undefined {
  const file = join(commonFolder, 'logs', ref);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  const text = part(file, Math.max(0, size - MAX_REFLOG_TAIL_BYTES), MAX_REFLOG_TAIL_BYTES) ?? '';
  const isWhole = size <= MAX_REFLOG_TAIL_BYTES;
  return { lines: (isWhole ? text : text.slice(text.indexOf('\n') + 1)).split('\n').flatMap(reflogLine), isWhole };
}

/** Where this repository was cloned from, by the first line of HEAD's reflog, which git keeps for 90 days. */
export function cloneSource(commonFolder: string): { readonly url: string; readonly at: number } | undefined {
  const [first] = (part(join(commonFolder, 'logs/HEAD'), 0, MAX_REFLOG_TAIL_BYTES) ?? '').split('\n', 1).flatMap(reflogLine);
  const url = /^clone: from (.+)$/.exec(first?.message ?? '')?.[1];
  return first === undefined || url === undefined ? undefined : { url, at: first.at * 1000 };
}

/** A clone packs the refs that it takes over: one that has a file of its own was moved since. */
export const isLoose = (commonFolder: string, ref: string): boolean => existsSync(join(commonFolder, ref));

function reflogLine(line: string): ReflogLine[] {
  const [, old, id, at, message] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) .*> (\d+) [+-]\d{4}\t(.*)$/.exec(line) ?? [];
  return old === undefined || id === undefined || message === undefined ? [] : [{ old, id, at: Number(at), message }];
}

function part(file: string, from: number, length: number): string | undefined {
  let open: number | undefined;
  try {
    open = openSync(file, 'r');
    if (!fstatSync(open).isFile()) return undefined;
    const bytes = Buffer.alloc(length);
    return bytes.toString('utf8', 0, readSync(open, bytes, 0, length, from));
  } catch {
    return undefined;
  } finally {
    if (open !== undefined) closeSync(open);
  }
}
