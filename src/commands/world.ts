// What a command gets of the outside, so that only the entrypoints touch the process.
import type { Readable } from 'node:stream';

export interface World {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  /** absolute path of the node that runs */
  readonly node: string;
  readonly stdin: Readable;
  /** of stderr, where reports for people go */
  readonly terminal: { readonly isTTY: boolean; readonly columns: number };
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** milliseconds since some fixed moment */
  clock(): number;
  /** today, `YYYY-MM-DD` */
  today(): string;
  /** now, in UTC to the second: `2026-01-31T12:00:00Z` */
  now(): string;
}

/** What a command ends with: see `cli.md`. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** All of stdin. Bounded in time by whoever sends it. */
export async function stdinOf(world: World): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of world.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
