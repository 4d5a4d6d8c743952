// What one git command says, piece by piece as it comes: for listings that may be larger than memory should hold.
import { gitFailed, gitMissing, gitSilent, type Failure } from './failure.ts';
import type { Git } from './git.ts';
import { settings } from './git-settings.ts';

/** Without a byte for so long, git is taken for dead. It may have to walk all of history before the first one. */
const walking = 600_000;

/** @throws Failure where git cannot be started, falls silent, or ends with anything but 0: then nothing that was heard counts */
export async function* streamed(git: Pick<Git, 'folder' | 'env'>, args: readonly string[], patience = walking): AsyncGenerator<Buffer> {
  // loaded where it is first used: most hooks get by without
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
    cwd: git.folder,
    env: git.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let failure: Failure | undefined;
  let stderr = '';
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => {
      failure ??= gitMissing();
      child.stdout.destroy();
      resolve(-1);
    });
    child.on('close', (status) => {
      resolve(status ?? -1);
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, 400);
  });
  const watch = setTimeout(() => {
    failure = gitSilent(`git ${args[0] ?? ''}`);
    child.kill('SIGKILL');
  }, patience);
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      watch.refresh();
      yield chunk;
      // the time that whoever listens takes is not git's
      watch.refresh();
    }
    const status = await ended;
    if (failure !== undefined) throw failure;
    if (status !== 0) throw gitFailed(args, stderr);
  } catch (error) {
    throw failure ?? error;
  } finally {
    clearTimeout(watch);
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}
