// Asks git, through simple-git: bytes in, bytes out, a bound on every wait, errors that quote no content.
import { GitError, simpleGit } from 'simple-git';
import { allowedVariables } from './environment.ts';
import { Failure } from './failure.ts';
import { ObjectReader } from './objects.ts';

/** The repository in which git is asked. */
export interface Git {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** reads objects; to be closed by whoever made this */
  readonly objects: ObjectReader;
  /** stdout of one command; fails where git's exit status is not 0, nor `tolerated` */
  ask(args: readonly string[], input?: Uint8Array, tolerated?: number): Promise<Buffer>;
  /** the same as text without the line break at its end; undefined where git's exit status is not 0 */
  maybe(args: readonly string[]): Promise<string | undefined>;
}

const patience = 120_000;
/** Nothing that the repository's own configuration names is run: `core.fsmonitor` is a command. */
const settings = [
  'core.fsmonitor=false',
  'core.quotePath=false',
  'log.showRoot=true',
  'log.showSignature=false',
  'diff.renames=false',
  'core.commitGraph=true',
  'color.ui=false',
];

export function gitOf(folder: string, env: Readonly<Record<string, string>>): Git {
  const run = async (args: readonly string[], input?: Uint8Array, tolerated = 0): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    const git = simpleGit(folder, {
      allowEnvironment: [...allowedVariables],
      completion: { onExit: false, onClose: true },
      config: settings,
      // GIT_CONFIG_GLOBAL and _SYSTEM are the person's own: git itself follows them, so a hook that refuses them would refuse every commit
      unsafe: { allowUnsafeConfigPaths: true, allowUnsafeFsMonitor: true },
      timeout: { block: patience },
      ...(input === undefined ? {} : { input: () => Buffer.from(input) }),
      errors: (error, result) => {
        if ((error !== undefined || result.exitCode !== 0) && !(tolerated !== 0 && result.exitCode === tolerated))
          return new Failed(result.exitCode, firstLine(Buffer.concat(result.stdErr)));
        return undefined;
      },
    })
      .env(env)
      .outputHandler((_command, stdout) => {
        stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      });
    await git.raw([...args]);
    return Buffer.concat(chunks);
  };
  return {
    folder,
    env,
    objects: new ObjectReader({ folder, env }),
    async ask(args, input, tolerated) {
      try {
        return await run(args, input, tolerated);
      } catch (error) {
        throw explained(error, args);
      }
    },
    async maybe(args) {
      try {
        return (await run(args)).toString('utf8').replace(/\r?\n$/, '');
      } catch (error) {
        if (statusOf(error) !== undefined) return undefined;
        throw explained(error, args);
      }
    },
  };
}

/** Of simple-git's own kind, because it wraps every other error and so would lose the status. */
class Failed extends GitError {
  readonly status: number;
  constructor(status: number, message: string) {
    super(undefined, message);
    this.status = status;
  }
}

function statusOf(error: unknown): number | undefined {
  const cause = error instanceof Failed ? error : undefined;
  return cause !== undefined && cause.status > 0 ? cause.status : undefined;
}

/** git's own first line names refs, files and options; longer output is left out. */
const firstLine = (stderr: Buffer): string => stderr.toString('utf8', 0, 400).split('\n')[0]?.slice(0, 200) ?? '';

function explained(error: unknown, args: readonly string[]): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : '';
  if (/ENOENT/.test(message)) return new Failure('git-missing', 'git', 'Install git, or put it on the PATH of whatever started this.');
  if (/not a git repository/.test(message)) return new Failure('not-a-repository', '', 'Go to a folder inside a git repository.');
  const what = `git ${args.find((arg) => !arg.startsWith('-')) ?? ''}`;
  return new Failure(
    'git-failed',
    `${what}: ${message.split('\n')[0]?.slice(0, 200) ?? ''}`,
    'Run `git status` and `git fsck` to see what is wrong with this repository.',
  );
}
