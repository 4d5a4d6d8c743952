// Asks git one question for install and doctor, without a shell.
import { spawn } from 'node:child_process';

export interface GitAnswer {
  /** null where git could not be started, was killed or ran out of time */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a program in `cwd` with `input` on stdin; output is latin1, one char a byte. Never rejects. `limit` in milliseconds. */
export function ask(program: string, args: readonly string[], cwd: string, env: Environment, input = '', limit = 30_000): Promise<GitAnswer> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...env }, stdio: 'pipe', windowsHide: true, timeout: limit });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // a child that does not read its stdin is no failure of ours
    child.stdin.on('error', () => undefined);
    child.on('error', () => {
      resolve({ status: null, stdout: '', stderr: '' });
    });
    child.on('close', (status) => {
      resolve({ status, stdout: Buffer.concat(out).toString('latin1'), stderr: Buffer.concat(err).toString('latin1') });
    });
    child.stdin.end(Buffer.from(input, 'latin1'));
  });
}

/** The environment without what ties git to one repository: for work in another one. */
export const withoutGit = (env: Environment): Environment => Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
