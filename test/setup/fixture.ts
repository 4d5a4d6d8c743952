// A repository in a temporary folder, and a package whose hooks refuse what holds the word FORBIDDEN: enough to see that they run.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SetupWorld } from '../../src/commands/setup/world.ts';

export interface Ran {
  readonly status: number | null;
  readonly said: string;
}

const client = `const { execFileSync } = require('node:child_process');
const { basename } = require('node:path');
const hook = basename(__filename, '.cjs');
const secret = /FORBIDDEN|aws_secret_access_key/;
let bad = false;
if (hook === 'commit-msg') bad = require('node:fs').readFileSync(process.argv[2], 'utf8').match(secret) !== null;
else if (hook === 'pre-push' || hook === 'pre-receive') {
  const lines = require('node:fs').readFileSync(0, 'latin1').split('..secrets-hooks-fed')[0].split('\\n').filter(Boolean);
  bad = lines.length === 0 || lines.some((line) => execFileSync('git', ['log', '-p', line.split(' ')[1]], { encoding: 'utf8' }).match(secret) !== null);
} else bad = require('node:child_process').spawnSync('git', ['grep', '--cached', '-q', '-e', 'aws_secret_access_key', '-e', 'FORBIDDEN']).status === 0;
if (bad) { console.error('fake scanner: refused by ' + hook); process.exit(1); }
process.exit(Number(process.env.SECRETS_HOOKS_CLEAN_STATUS ?? 0));
`;

export class Repository {
  readonly base: string;
  readonly top: string;
  readonly packageRoot: string;
  env: Record<string, string | undefined>;

  constructor(name = 'repo', bare = false) {
    this.base = realpathSync(mkdtempSync(join(tmpdir(), 'setup-')));
    this.top = join(this.base, name);
    this.packageRoot = join(this.base, 'package place');
    this.env = { ...process.env, GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' };
    this.givePackage(this.packageRoot);
    mkdirSync(this.top, { recursive: true });
    this.git('init', '-q', '-b', 'main', ...(bare ? ['--bare'] : []), '.');
  }

  givePackage(root: string): void {
    for (const hook of ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push', 'pre-receive']) put(join(root, 'dist/hooks', `${hook}.cjs`), client);
    put(join(root, 'dist/hooks/hook.sh'), readFileSync(join(import.meta.dirname, '../../hooks/hook.sh'), 'utf8'));
    put(join(root, 'package.json'), '{ "name": "secrets-hooks", "version": "9.9.9", "type": "module" }\n');
    put(join(root, 'schemas/policy.schema.json'), '{}\n');
  }

  run(program: string, args: readonly string[], cwd = this.top, input = ''): Ran {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: this.env, input, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }

  git(...args: string[]): Ran {
    return this.run('git', args);
  }

  write(name: string, text: string, mode = 0o644): string {
    const path = join(this.top, name);
    put(path, text);
    chmodSync(path, mode);
    return path;
  }

  /** Stages a file and commits it. */
  commit(text: string, name = 'file.txt'): Ran {
    this.write(name, text);
    this.git('add', '-f', name);
    return this.git('commit', '-m', 'A commit');
  }

  world(cwd = this.top, packageRoot = this.packageRoot): SetupWorld & { readonly said: string[]; readonly told: string[] } {
    const said: string[] = [];
    const told: string[] = [];
    return {
      cwd,
      env: this.env,
      platform: process.platform,
      node: process.execPath,
      packageRoot,
      version: '9.9.9',
      said,
      told,
      out: (text) => void said.push(text),
      err: (text) => void told.push(text),
    };
  }

  /** Every file with its mode and bytes, but what git itself writes. */
  snapshot(): Record<string, string> {
    const files: Record<string, string> = {};
    for (const name of readdirSync(this.top, { recursive: true, encoding: 'utf8' })) {
      if (/^\.git\/(?:objects|logs|index|refs|COMMIT_EDITMSG|HEAD)/.test(name)) continue;
      const status = lstatSync(join(this.top, name));
      files[name] = status.isFile()
        ? `${(status.mode & 0o777).toString(8)} ${readFileSync(join(this.top, name), 'latin1')}`
        : status.isDirectory()
          ? 'folder'
          : 'link';
    }
    return files;
  }

  remove(): void {
    rmSync(this.base, { recursive: true, force: true });
  }
}

export function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
