// A repository with the built hooks in it, and what people do there: the contract's rows are shown to work through real git.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const hooks = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'];
const person = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' };

export interface Ran {
  readonly status: number | null;
  readonly said: string;
}

/** A password that no word list holds, made anew in each run. */
export const password = (): string => `${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}9zQ`;
/** An allow entry's fingerprint, of nothing. */
export const fingerprint = (): string => `v1f-${randomBytes(16).toString('hex')}`;
export const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
export const allowing = (of: string, expires = day(30)) => ({ fingerprint: of, reason: 'Because a test says so', owner: 'A', expires });
export const policyPath = '.secrets-hooks/policy.json';

export class Repository {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'contract-')));
  readonly top = join(this.base, 'repo');
  readonly remote = join(this.base, 'remote.git');

  /** @param server whether the remote judges too, by `pre-receive` */
  constructor(server = false) {
    mkdirSync(this.top);
    this.git('init', '-q', '-b', 'main', '.');
    for (const hook of hooks) hookInto(join(this.top, '.git/hooks'), hook);
    this.git('init', '-q', '--bare', '-b', 'main', this.remote);
    if (server) hookInto(join(this.remote, 'hooks'), 'pre-receive');
    this.git('remote', 'add', 'origin', this.remote);
  }

  run(program: string, args: readonly string[]): Ran {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: this.top, env: { ...process.env, ...person }, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }

  git(...args: string[]): Ran {
    return this.run('git', args);
  }

  secretsHooks(...args: string[]): Ran {
    return this.run(process.execPath, [join(root, 'dist/cli.js'), ...args]);
  }

  write(files: Readonly<Record<string, string | object>>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.top, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    }
  }

  /** Writes, stages (ignored files too) and commits. */
  commit(files: Readonly<Record<string, string | object>>, ...flags: string[]): Ran {
    this.write(files);
    for (const name of Object.keys(files)) this.git('add', '-f', name);
    return this.git('commit', '-q', '-m', 'A change', ...flags);
  }

  /** A commit that no hook saw. */
  slip(files: Readonly<Record<string, string | object>>): void {
    const { status, said } = this.commit(files, '--no-verify');
    if (status !== 0) throw new Error(said);
  }

  get head(): string {
    return this.git('rev-parse', 'HEAD').said;
  }

  remove(): void {
    rmSync(this.base, { recursive: true, force: true, maxRetries: 3 });
  }
}

function hookInto(folder: string, hook: string): void {
  mkdirSync(folder, { recursive: true });
  const slashed = (path: string): string => path.replaceAll('\\', '/');
  writeFileSync(join(folder, hook), `#!/bin/sh\nexec "${slashed(process.execPath)}" "${slashed(join(root, 'dist/hooks', `${hook}.cjs`))}" "$@"\n`);
  chmodSync(join(folder, hook), 0o755);
}
