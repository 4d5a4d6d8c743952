// Clones of a fleet's URLs in a folder of our own: bare, by the caller's git, with nothing of the repository run and nothing of git's words kept.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import type { Source } from './source.ts';
import { Failure, gitMissing } from '../io/failure.ts';
import { hold } from './lock-file.ts';

export interface Clones {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Milliseconds without a sign of life, after which a git that talks to a server is ended. */
const patience = 300_000;
/** What a server may be asked by; everything else, `ext::` among it, is off. */
const transports = ['https', 'http', 'ssh', 'file'];
const settings = [
  'protocol.allow=never',
  ...transports.map((name) => `protocol.${name}.allow=always`),
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'credential.interactive=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'fetch.writeCommitGraph=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'http.lowSpeedLimit=100',
  'http.lowSpeedTime=120',
].flatMap((setting) => ['-c', setting]);

/** The caller's own means of signing in stay; what would point git at another repository goes; nothing asks a person. */
function cloneEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = /^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|CONFIG_\w+|SSL_\w+|PROXY_\w+|HTTP_\w+)$/;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || kept.test(name))),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
}

/** What git said, told in words of our own: its own line may hold a URL that its configuration put a password into. */
const reasons: readonly (readonly [RegExp, string, boolean])[] = [
  [/Authentication failed|could not read Username|Permission denied|HTTP 40[13]|terminal prompts disabled/i, 'it asks for a name and a password', false],
  [
    /not found|does not (?:exist|appear to be a git repository)|HTTP 404|repository .* not exported/i,
    'there is no such repository, or it is not shown to you',
    false,
  ],
  [/Could not resolve host/i, 'its host is not known', true],
  [/unable to access|Connection|timed out|early EOF|RPC failed|hung up|HTTP (?:429|5\d\d)/i, 'the connection broke', true],
  [/transport .* not allowed/i, 'this transport is not used', false],
  [/No space left/i, 'there is no space left for clones', false],
];

/** A clone that could not be had. */
export class CloneFailure extends Failure {
  readonly passing: boolean;
  constructor(name: string, why: string, passing: boolean) {
    super('git-failed', `${name}: ${why}`, 'Try `git ls-remote` with its URL as the user who runs this.');
    this.passing = passing;
  }
}

async function ask(args: readonly string[], clones: Clones, name: string, cwd: string): Promise<Buffer> {
  mkdirSync(cwd, { recursive: true, mode: 0o700 });
  // in a session of its own: ssh has no terminal there on which it could ask for a password
  const child = spawn('git', [...settings, ...args], {
    cwd,
    env: cloneEnvironment(clones.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const end = (): void => {
    try {
      if (process.platform !== 'win32' && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // it has ended
    }
  };
  let timer = setTimeout(end, patience);
  const chunks: Buffer[] = [];
  let said = '';
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(end, patience);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    alive();
    chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    alive();
    said = (said + chunk.toString('latin1')).slice(-4_000);
  });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on('error', () => {
        reject(gitMissing());
      });
      child.on('close', resolve);
    });
    if (status === 0) return Buffer.concat(chunks);
    const [, why = 'git could not reach it', passing = true] = reasons.find(([pattern]) => pattern.test(said)) ?? [];
    throw new CloneFailure(name, why, passing);
  } finally {
    clearTimeout(timer);
  }
}

export const cloneFolder = (clones: Clones, source: Source): string => {
  const id = createHash('sha256').update(source.at).digest('hex').slice(0, 32);
  return join(clones.folder, id.slice(0, 2), `${id}.git`);
};

/** One request: the digest of all that the server shows. */
export async function listingOf(clones: Clones, source: Source): Promise<{ readonly glance: string; readonly head: string | undefined }> {
  const bytes = await ask(['ls-remote', '--quiet', '--symref', '--', source.at], clones, source.name, clones.folder);
  const head = /^ref: (refs\/\S+)\tHEAD$/m.exec(bytes.toString('latin1'))?.[1];
  return { glance: createHash('sha256').update(bytes).digest('hex').slice(0, 32), head };
}

/** Brings everything that the server shows; what a killed fetch left behind is taken away first. */
export async function fetched(clones: Clones, source: Source, head: string | undefined): Promise<string> {
  const folder = cloneFolder(clones, source);
  mkdirSync(join(folder, '..'), { recursive: true, mode: 0o700 });
  const held = await hold(`${folder}.held`);
  try {
    if (existsSync(join(folder, 'objects'))) sweep(folder);
    await ask(['init', '--quiet', '--bare', '--template=', folder], clones, source.name, clones.folder);
    await ask(
      ['fetch', '--quiet', '--force', '--prune', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--', source.at, '+refs/*:refs/*'],
      clones,
      source.name,
      folder,
    );
    if (head !== undefined) await ask(['symbolic-ref', 'HEAD', head], clones, source.name, folder);
    return folder;
  } finally {
    held.release();
  }
}

/** Locks and half packs: nobody else writes here while this is held. */
function sweep(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && (entry.name.endsWith('.lock') || /^(?:tmp_|\.tmp-)/.test(entry.name))) rmSync(join(entry.parentPath, entry.name), { force: true });
}

/** The clone as it is, if there is one. */
export function cloned(clones: Clones, source: Source): string | undefined {
  const folder = cloneFolder(clones, source);
  return existsSync(join(folder, 'objects')) ? folder : undefined;
}
