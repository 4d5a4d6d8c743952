// A laboratory for hooks: real git, fresh repositories, a token that was never issued, and the proof that it never shows.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { base62, crc32 } from '../../src/detect/shape/checks.ts';

const dist = join(import.meta.dirname, '../../dist/hooks');
const made: string[] = [];

/** A GitHub token with a checksum that holds. */
export function token(): string {
  const body = Array.from(randomBytes(30), (byte) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[byte % 62]).join('');
  return ['gh', 'p_', body].join('') + base62(crc32(body));
}

export function folder(name = 'lab-'): string {
  const path = mkdtempSync(join(tmpdir(), name));
  made.push(path);
  return path;
}

/** All that was made goes. */
export function tidy(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}

export interface Done {
  readonly ok: boolean;
  readonly status: number | null;
  readonly out: string;
  readonly stdout: string;
}

export const shim = (hook: string): string => `#!/bin/sh\nexec '${process.execPath}' '${join(dist, `${hook}.cjs`)}' "$@"\n`;

export function hooksInto(path: string, hooks: readonly string[] = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push']): void {
  mkdirSync(path, { recursive: true });
  for (const hook of hooks) {
    writeFileSync(join(path, hook), shim(hook));
    chmodSync(join(path, hook), 0o755);
  }
}

let template: string | undefined;

export class Repo {
  readonly top: string;
  readonly token = token();
  constructor(top: string) {
    this.top = top;
  }
  /** A repository with one commit and the hooks in force. */
  static make(): Repo {
    if (template === undefined || !existsSync(template)) {
      template = folder('template-');
      const first = new Repo(template);
      first.git('init', '-q', '-b', 'main');
      for (const [name, value] of [
        ['user.name', 'Lab'],
        ['user.email', 'lab@example.org'],
        ['commit.gpgsign', 'false'],
        ['gc.auto', '0'],
        ['core.autocrlf', 'false'],
      ])
        first.git('config', name!, value!);
      first.write('a.txt', 'first\n');
      first.git('add', '-A');
      first.git('commit', '-q', '-m', 'first');
      hooksInto(join(template, '.git/hooks'));
    }
    const top = folder();
    cpSync(template, top, { recursive: true, verbatimSymlinks: true });
    return new Repo(top);
  }
  /** Runs git; fails the test where git fails. */
  git(...args: readonly string[]): string {
    const done = this.run(args);
    if (!done.ok) throw new Error(`git ${args.join(' ')}: ${done.out}`);
    return done.stdout.trim();
  }
  /** Runs git past all hooks. */
  past(...args: readonly string[]): string {
    return this.git('-c', 'core.hooksPath=/dev/null', ...args);
  }
  run(
    args: readonly string[],
    options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly input?: string; readonly command?: string; readonly gitShows?: boolean } = {},
  ): Done {
    const done = spawnSync(options.command ?? 'git', args, {
      cwd: options.cwd ?? this.top,
      encoding: 'latin1',
      env: options.env ?? process.env,
      input: options.input ?? '',
      maxBuffer: 1 << 28,
    });
    const out = done.stdout + done.stderr;
    if (options.gitShows !== true && out.includes(this.token)) throw new Error('the token was shown');
    return { ok: done.status === 0, status: done.status, out, stdout: done.stdout };
  }
  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.top, path)), { recursive: true });
    writeFileSync(join(this.top, path), content);
  }
  read(path: string): string {
    return readFileSync(join(this.top, path), 'latin1');
  }
  /** Writes, stages. */
  stage(path: string, content: string | Buffer): void {
    this.write(path, content);
    this.git('add', '-f', '--', path);
  }
  /** A commit made past the hooks. */
  plant(path: string, content: string | Buffer, message = `plant ${path}`): string {
    this.stage(path, content);
    this.past('commit', '-q', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }
  get line(): string {
    return `token = "${this.token}"\n`;
  }
  /** The command must be refused by us, and leave HEAD, index and work tree as they were. */
  blocks(args: readonly string[], options: Parameters<Repo['run']>[1] = {}): Done {
    const state = (): string =>
      [
        this.run(['rev-parse', '-q', '--verify', 'HEAD']).stdout,
        this.run(['ls-files', '-s', '-z'], { gitShows: true }).stdout,
        this.run(['stash', 'list']).stdout,
      ].join('|');
    const before = state();
    const done = this.run(args, options);
    expect({ blocked: !done.ok, by: done.out.includes('secrets-hooks:'), out: done.ok ? done.out : '' }).toEqual({ blocked: true, by: true, out: '' });
    expect(done.out).not.toContain('internal error');
    expect(state()).toBe(before);
    return done;
  }
  allows(args: readonly string[], options: Parameters<Repo['run']>[1] = {}): Done {
    const done = this.run(args, options);
    expect({ ok: done.ok, out: done.ok ? '' : done.out }).toEqual({ ok: true, out: '' });
    return done;
  }
  commitBlocks(...more: readonly string[]): Done {
    return this.blocks(['commit', '-q', '-m', 'x', ...more]);
  }
  commitAllows(...more: readonly string[]): Done {
    return this.allows(['commit', '-q', '-m', 'x', ...more]);
  }
  /** A bare repository as a remote. */
  remote(name = 'origin', ...init: readonly string[]): string {
    const path = folder('remote-');
    this.git('init', '-q', '--bare', '-b', 'main', ...init, path);
    this.git('remote', 'add', name, path);
    return path;
  }
}

/**
 * What the hook file that `install` writes feeds to node's stdin: a program that prints its stdin takes node's place.
 * @param args of the hook
 * @param input what git writes to the hook's stdin
 */
export function fedTo(repo: Repo, hook: string, args: readonly string[] = [], input = ''): Buffer {
  return spawnSync('sh', [echoing(repo, hook), ...args], { cwd: repo.top, input }).stdout;
}

const echoes = new Map<string, string>();
/** The hook file that `install` writes, with a program in place of node that prints what it is fed. Each repository is installed in once. */
function echoing(repo: Repo, hook: string): string {
  const key = `${repo.top} ${hook}`;
  const known = echoes.get(key);
  if (known !== undefined) return known;
  const place = folder('fed-');
  const echo = join(place, 'echo');
  writeFileSync(echo, '#!/bin/sh\nexec cat\n', { mode: 0o755 });
  const installed = spawnSync(process.execPath, [join(dist, '../cli.js'), 'install', '--force'], { cwd: repo.top });
  expect(installed.status).toBe(0);
  const text = readFileSync(join(repo.top, '.git/hooks', hook), 'utf8').replace(/secrets_hooks_node='[^']*'/, `secrets_hooks_node='${echo}'`);
  expect(text).toContain(echo);
  // in a folder of its own: the lab's hook, which was kept, is not asked
  const file = join(place, hook);
  writeFileSync(file, text);
  echoes.set(key, file);
  return file;
}
