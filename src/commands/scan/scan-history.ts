// The whole history: each blob, commit and tag once; commits are named only for blobs that hit.
import { changesOf } from '../../io/commits.ts';
import type { Git } from '../../io/git.ts';
import type { Change, Finding } from '../../model.ts';
import { lookAtHistory, type BlobListing, type HistoryOptions } from './history-look.ts';
import type { Part } from './history-task.ts';
import type { Looking } from '../instruments.ts';

export async function scanHistory(git: Git, look: Looking, options: HistoryOptions) {
  const { parts, reader } = await lookAtHistory(git, await blobListing(git), look, options);
  const firsts = await firstCommits(git, new Set(parts.flatMap(({ hits }) => hits.map(({ id }) => id))));
  const placed = parts.flatMap(({ hits, messages }) => [
    ...hits.flatMap(({ id, findings }) => {
      const first = firsts.get(id);
      return findings.map((finding) => (first?.commit === undefined ? finding : { ...finding, file: first.path, commit: first.commit }));
    }),
    ...messages,
  ]);
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    findings: placed.sort(inOrder),
    unread: parts.flatMap(({ unread }) => unread).sort((a, b) => compare(a.file, b.file) || compare(a.reason, b.reason)),
    files: sum(({ files }) => files),
    bytes: sum(({ bytes }) => bytes),
    commits: sum(({ commits }) => commits),
    reader,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Finding, b: Finding): number =>
  compare(a.file, b.file) ||
  compare(a.commit ?? '', b.commit ?? '') ||
  a.startLine - b.startLine ||
  a.startColumn - b.startColumn ||
  compare(a.ruleId, b.ruleId) ||
  compare(a.fingerprint, b.fingerprint);

/** What git says of reachable blobs, each under the first path that it meets. */
async function blobListing(git: Git): Promise<BlobListing> {
  const said = await git.ask(['rev-list', '--objects', '--all', '--filter=object:type=blob', '--filter-provided-objects']);
  const bytes = new Uint8Array(new SharedArrayBuffer(said.length));
  bytes.set(said);
  let count = 0;
  for (const byte of bytes) if (byte === 10) count += 1;
  const space = /[^0-9a-f]/.exec(said.toString('latin1', 0, 65))?.index ?? 40;
  return { bytes, idLength: space / 2, count };
}

/** The oldest change that brought each of these blobs. */
async function firstCommits(git: Git, blobs: ReadonlySet<string>): Promise<ReadonlyMap<string, Change>> {
  const firsts = new Map<string, Change>();
  if (blobs.size === 0) return firsts;
  // each is noted as it is read, and none is kept
  await changesOf(git, [], ['--all', '--reverse', '--topo-order'], (change) => {
    if (blobs.has(change.blob) && !firsts.has(change.blob)) firsts.set(change.blob, change);
    return false;
  });
  return firsts;
}
