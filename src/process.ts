// The world as this process sees it: the command line and the hooks' entrypoints are the only ones that ask.
import type { World } from './commands/world.ts';

/** Put in by the build. */
declare const SECRETS_HOOKS_VERSION: string;
/** Likewise: a digest of the sources. */
declare const SECRETS_HOOKS_BUILD: string;

/**
 * Reads once what a command may need; writes go straight through, so that nothing is lost at the end.
 * @param worker the script of helping threads, where there is one
 */
export function processWorld(worker?: URL): World {
  return {
    ...(worker === undefined ? {} : { worker }),
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    version: SECRETS_HOOKS_VERSION,
    build: SECRETS_HOOKS_BUILD,
    node: process.execPath,
    script: process.argv[1],
    // streams are made when they are first asked for, and a hook that passes asks for none
    get stdin() {
      return process.stdin;
    },
    get terminal() {
      return { isTTY: process.stderr.isTTY, columns: process.stderr.columns || 80 };
    },
    out: (text) => {
      say(process.stdout, text);
    },
    err: (text) => {
      say(process.stderr, text);
    },
    whenInterrupted: (tell) => {
      tellings.add(tell);
      return () => {
        // work that the same signal made fail ends before the signal is heard of
        setTimeout(() => tellings.delete(tell), soon).unref();
      };
    },
    interruptedSoon: () =>
      new Promise((settle) => {
        setTimeout(() => {
          settle(interrupted);
        }, soon);
      }),
    // `performance` is loaded when it is first asked for, and costs more than what it measures
    clock: () => Number(process.hrtime.bigint()) / 1e6,
    today: () => new Date().toISOString().slice(0, 10),
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    whenStopped: (calm) => {
      stoppers.push(calm);
    },
  };
}

/** What ends by itself when it is told to. */
const stoppers: (() => void)[] = [];
const listening = new Set<NodeJS.WriteStream>();
/** A signal reaches git's processes as it reaches this one; milliseconds between what they do and what is heard of it here. */
const soon = 150;
let interrupted = false;
/** What long work has found so far. */
const tellings = new Set<() => string>();

/** A reader that has gone away is no reason to end otherwise. Streams are opened where something is said, not before. */
function say(stream: NodeJS.WriteStream, text: string): void {
  if (!listening.has(stream)) stream.on('error', () => undefined);
  listening.add(stream);
  stream.write(text);
}

/**
 * Ends as a hook: a clean scan ends with the status that `hook.sh` asks for, which proves that it was node that scanned.
 * Hook files of older versions don't ask, and get 0.
 */
export function endHookWith(work: Promise<number>): void {
  const asked = Number(process.env['SECRETS_HOOKS_CLEAN_STATUS']);
  endWith(asked > 2 && asked < 126 ? work.then((status) => (status === 0 ? asked : status)) : work);
}

/** Ends with a status, whatever the streams do: a reader that has gone away is no reason to pass. */
export function endWith(work: Promise<number>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      const calm = stoppers.splice(0);
      if (calm.length > 0) {
        for (const stop of calm) stop();
        return;
      }
      interrupted = true;
      const partial = [...tellings].map((tell) => tell()).join('');
      process.stderr.write(`${partial}secrets-hooks: interrupted\n`, () => process.exit(130));
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
