// The world as this process sees it: the command line and the hooks' entrypoints are the only ones that ask.
import type { World } from './commands/world.ts';

/** Put in by the build. */
declare const SECRETS_HOOKS_VERSION: string;

/** Reads once what a command may need; writes go straight through, so that nothing is lost at the end. */
export function processWorld(): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    version: SECRETS_HOOKS_VERSION,
    node: process.execPath,
    stdin: process.stdin,
    terminal: { isTTY: process.stderr.isTTY, columns: process.stderr.columns || 80 },
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    clock: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  };
}

/** Ends with a status, whatever the streams do: a reader that has gone away is no reason to pass. */
export function endWith(work: Promise<number>): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      process.stderr.write('secrets-hooks: interrupted\n', () => process.exit(130));
      setTimeout(() => process.exit(130), 200).unref();
    });
  // thrown where nobody waits for it: node would print the error itself, with a text that could quote a file
  process.on('uncaughtException', (error: unknown) => {
    process.stderr.write(`secrets-hooks: internal error (${error instanceof Error ? error.name : typeof error})\n`, () => process.exit(2));
    setTimeout(() => process.exit(2), 200).unref();
  });
  process.exitCode = 2; // until the work says otherwise
  work.then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.stderr.write(`secrets-hooks: internal error (${error instanceof Error ? error.name : typeof error})\n`);
      process.exitCode = 2;
    },
  );
}
