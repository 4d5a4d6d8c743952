// Asks git: bytes in, bytes out, a bound on every wait, errors that quote no content.
import { Failure, gitFailed, gitMissing } from './failure.ts';
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

export function gitOf(folder: string, env: Readonly<Record<string, string>>): Git {
  const place = { folder, env };
  return {
    ...place,
    objects: new ObjectReader(place),
    async ask(args, input, tolerated = 0) {
      const { runGit } = await import('./git-process.ts');
      try {
        return await runGit(place, args, input, tolerated);
      } catch (error) {
        throw explained(error, args);
      }
    },
    async maybe(args) {
      const { GitFailed, runGit } = await import('./git-process.ts');
      try {
        return (await runGit(place, args, undefined, 0)).toString('utf8').replace(/\r?\n$/, '');
      } catch (error) {
        if (error instanceof GitFailed && error.status > 0) return undefined;
        throw explained(error, args);
      }
    },
  };
}

function explained(error: unknown, args: readonly string[]): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : '';
  if (/ENOENT/.test(message)) return gitMissing();
  if (/not a git repository/.test(message)) return new Failure('not-a-repository', '', 'Go to a folder inside a git repository.');
  return gitFailed(args, message);
}
