// What a command gets of the outside, so that only the entrypoints touch the process.
import type { Readable } from 'node:stream';
import { Failure } from '../io/failure.ts';

export interface World {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  /** names this very program, whatever its version says; without it nothing is remembered between runs */
  readonly build?: string;
  /** absolute path of the node that runs */
  readonly node: string;
  /** the script that node was started with: an entry point in this package's `dist` */
  readonly script?: string | undefined;
  /** the script of the threads that help with large scans; without it one thread does it all */
  readonly worker?: URL;
  readonly stdin: Readable;
  /** all of stdin, where it was read before */
  readonly heard?: Buffer;
  /** of stderr, where reports for people go */
  readonly terminal: { readonly isTTY: boolean; readonly columns: number };
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** what a signal that ends the work makes said first; @returns what forgets it again */
  readonly whenInterrupted?: (tell: () => string) => () => void;
  /** whether a signal that ends the work is heard of in a moment: what has just failed may have failed of it */
  readonly interruptedSoon?: () => Promise<boolean>;
  /** milliseconds since some fixed moment */
  clock(): number;
  /** today, `YYYY-MM-DD` */
  today(): string;
  /** now, in UTC to the second: `2026-01-31T12:00:00Z` */
  now(): string;
  /** What works until it is told to stop ends by itself then; a second signal does not wait for it. */
  whenStopped?(calm: () => void): void;
}

/** What a command ends with: see `cli.md`. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** Whoever has nothing to send for so long will not send anything. */
const patience = 120_000;

/** All of stdin. @throws Failure where it stays silent */
export async function stdinOf(world: World): Promise<Buffer> {
  if (world.heard !== undefined) return world.heard;
  const chunks: Buffer[] = [];
  for await (const chunk of stdinChunks(world)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Stdin as it comes. @throws Failure where it stays silent */
export async function* stdinChunks(world: World): AsyncGenerator<Buffer> {
  if (world.heard !== undefined) {
    yield world.heard;
    return;
  }
  const state = { silent: false };
  const watch = (): NodeJS.Timeout =>
    setTimeout(() => {
      state.silent = true;
      world.stdin.destroy();
    }, patience);
  let timer = watch();
  try {
    for await (const chunk of world.stdin) {
      clearTimeout(timer);
      timer = watch();
      yield Buffer.from(chunk as Uint8Array);
    }
  } catch (error) {
    if (!state.silent) throw error;
  } finally {
    clearTimeout(timer);
  }
  if (state.silent) throw new Failure('git-silent', 'nothing came on stdin', 'Send the text on stdin and close it.');
}
