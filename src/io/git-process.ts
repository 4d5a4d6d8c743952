// One git command, through simple-git: loaded where git is asked for something, which a commit without findings mostly does without.
import { GIT_COMMAND_TIMEOUT_MS } from '../limits.ts';
import { GitError, simpleGit } from 'simple-git';
import { allowedVariables } from './environment.ts';
import { settings } from './git-settings.ts';

const patience = GIT_COMMAND_TIMEOUT_MS;
/** Of simple-git's own kind, because it wraps every other error and so would lose the status. */
export class GitFailed extends GitError {
  readonly status: number;
  constructor(status: number, message: string) {
    super(undefined, message);
    this.status = status;
  }
}

/** stdout of one command. @throws GitFailed where git's exit status is neither 0 nor `tolerated` */
export async function runGit(
  place: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
  args: readonly string[],
  input: Uint8Array | undefined,
  tolerated: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const git = simpleGit(place.folder, {
    allowEnvironment: [...allowedVariables],
    completion: { onExit: false, onClose: true },
    config: [...settings],
    // GIT_CONFIG_GLOBAL and _SYSTEM are the person's own: git itself follows them, so a hook that refuses them would refuse every commit
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeFsMonitor: true },
    timeout: { block: patience },
    ...(input === undefined ? {} : { input: () => Buffer.from(input) }),
    errors: (error, result) => {
      if ((error !== undefined || result.exitCode !== 0) && !(tolerated !== 0 && result.exitCode === tolerated))
        return new GitFailed(result.exitCode, firstLine(Buffer.concat(result.stdErr)));
      return undefined;
    },
  })
    .env(place.env)
    .outputHandler((_command, stdout) => {
      stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    });
  await git.raw([...args]);
  return Buffer.concat(chunks);
}

/** git's own first line names refs, files and options; longer output is left out. */
const firstLine = (stderr: Buffer): string => stderr.toString('utf8', 0, 400).split('\n')[0]?.slice(0, 200) ?? '';
