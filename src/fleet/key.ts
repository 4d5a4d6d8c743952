// The fleet key: under it a value has the same fingerprint in every repository, and without it nobody can tell which value that is.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../io/failure.ts';
import { hasherOf } from '../io/hasher.ts';

export const keyVariable = 'SECRETS_HOOKS_FLEET_KEY';
const shortest = 16;

export interface FleetKey {
  /** for the hasher; never written down, never sent */
  readonly salt: string;
  /** tells two keys apart without telling either: slow, because a key could be a phrase */
  readonly id: string;
}

/**
 * From a file, or from the environment, or made where `making` names a file that is not there yet. Never from an argument.
 * @param made hears that a new key was written
 */
export function fleetKey(file: string | undefined, env: NodeJS.ProcessEnv, making?: string, made: (file: string) => void = () => undefined): FleetKey {
  const text = file === undefined ? (env[keyVariable] ?? (making === undefined ? undefined : keptKey(making, made))) : keyIn(file);
  if (text === undefined)
    throw new Failure(
      'bad-argument',
      'there is no fleet key',
      `Name a file with --fleet-key, or set ${keyVariable}: the same for the audit and all its workers.`,
    );
  const key = text.trim();
  if (key.length < shortest)
    throw new Failure('bad-argument', `the fleet key is shorter than ${shortest} characters`, 'Make one: openssl rand -hex 32 > fleet.key');
  const salt = `fleet:${key}`;
  return { salt, id: hasherOf(salt).slow('the name of a fleet key').slice(0, 16) };
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('unreadable', `the file of --fleet-key (${(error as NodeJS.ErrnoException).code ?? ''})`, 'Name a file that holds the fleet key.');
  }
}

function keptKey(file: string, made: (file: string) => void): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new Failure('unreadable', file, 'Make it readable for you, and for you only.');
  }
  const key = `${randomBytes(32).toString('hex')}\n`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
  made(file);
  return key;
}
