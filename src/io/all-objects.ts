// Every object of the repository, in the order in which git finds them cheapest.
import { Failure } from './failure.ts';
import type { Git } from './git.ts';
import { streamed } from './git-stream.ts';
import { BatchParser, patience, type GitObject } from './objects.ts';

/** @throws Failure where git does not say it to the end */
export async function* readAllObjects(git: Git): AsyncGenerator<GitObject> {
  const parser = new BatchParser();
  for await (const chunk of streamed(git, ['cat-file', '--batch', '--buffer', '--batch-all-objects', '--unordered'], patience)) yield* parser.feed(chunk);
  if (parser.unfinished) throw new Failure('object-stream', 'git cat-file ended in the middle of an object', 'Run `git fsck`.');
}
