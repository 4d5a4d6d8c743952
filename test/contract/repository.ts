// A repository with the hooks in force, for tests that commit and push through real git.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';

const root = join(import.meta.dirname, '../..');
export const cli = join(root, 'dist/cli.js');

export interface Outcome {
  readonly passed: boolean;
  readonly said: string;
}

/** Made fresh; `files` are committed past the hooks before they are installed. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'contract-'));
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'Ada');
    this.git('config', 'user.email', 'ada@example.org');
    this.git('config', 'commit.gpgsign', 'false');
    this.write({ 'README.md': '# x\n', ...files });
    this.git('add', '-A', '-f');
    this.git('commit', '-q', '-m', 'Begin');
    for (const hook of ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push']) this.hook(this.folder, hook);
  }
  hook(folder: string, name: string, bare = false): void {
    const file = join(folder, bare ? 'hooks' : '.git/hooks', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/hooks', `${name}.cjs`)}' "$@"\n`);
    chmodSync(file, 0o755);
  }
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.folder, dirname(path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }
  /** Stages these files and commits; what stood before stays as it was where the commit is refused. */
  commit(files: Readonly<Record<string, string>>, message = 'Change'): Outcome {
    this.write(files);
    if (Object.keys(files).length > 0) this.git('add', '-f', '--', ...Object.keys(files));
    const before = this.git('rev-parse', 'HEAD');
    const done = spawnSync('git', ['commit', '-q', '-m', message], { cwd: this.folder, encoding: 'utf8' });
    const passed = done.status === 0;
    if (!passed && this.git('rev-parse', 'HEAD') !== before) throw new Error('a refused commit moved HEAD');
    if (!passed) this.git('reset', '-q', '--hard');
    return { passed, said: done.stdout + done.stderr };
  }
  run(...args: readonly string[]): { status: number | null; out: string } {
    const done = spawnSync(process.execPath, [cli, ...args], { cwd: this.folder, encoding: 'utf8' });
    return { status: done.status, out: done.stdout + done.stderr };
  }
  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const woven = ['abcdefghjkmnpqrstuvwxyz', '23456789', 'ABCDEFGHJKLMNPQRSTUVWXYZ'] as const;

/** A random value that no dictionary holds: small letter, digit, capital and so on. */
export const secret = (length = 20): string => {
  const random = randomBytes(length);
  return Array.from(random, (byte, at) => {
    const letters = woven[at % 3] ?? '';
    return letters[byte % letters.length];
  }).join('');
};
