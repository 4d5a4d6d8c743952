// Which store and which environment a file belongs to, by its path and the policy's places.
import type { Path } from '../../model.ts';
import type { Places } from '../policy.ts';

export interface Home {
  readonly store: string | undefined;
  readonly environment: string | undefined;
}

const environments = [
  'production',
  'prod',
  'live',
  'staging',
  'stage',
  'development',
  'dev',
  'test',
  'testing',
  'qa',
  'uat',
  'preview',
  'sandbox',
  'demo',
  'local',
];
const same: Readonly<Record<string, string>> = { prod: 'production', live: 'production', stage: 'staging', dev: 'development', testing: 'test' };

/** Words that mean an environment at the edge of a name only: `send-test-mail.sh` belongs to none. */
const everyday = new Set(['test', 'testing', 'local', 'demo', 'live', 'preview', 'sandbox']);

/** A glob with `*` for one part of a path; its first `*` names the store. Of several in one part the outermost count: what is between them would be tried in every way. */
const globOf = (glob: string): RegExp =>
  new RegExp(
    `(?:^|/)${glob
      .replace(/\*[^/]*\*/g, '*')
      .replace(/[.+?^$(){}|[\]\\]/g, '\\$&')
      .replace('*', '([^/]+)')
      .replaceAll('*', '[^/]+')}`,
    'i',
  );

/** @param keyPath of a finding: sections of one file are environments too (`staging: …`, `production: …`) */
export function homeOf(path: Path, places: Places, keyPath: readonly string[] = []): Home {
  const store = (places.stores ?? ['instances/*/']).map((glob) => globOf(glob).exec(path)?.[1]).find((name) => name !== undefined);
  const known = new Set([...(places.environments ?? []), ...environments]);
  const named = path
    .toLowerCase()
    .split('/')
    .flatMap((part) => part.split(/[._-]/).filter((word, at, words) => known.has(word) && (!everyday.has(word) || at === 0 || at >= words.length - 2)))
    .at(0);
  const section = keyPath
    .slice(0, -1)
    .map((key) => key.toLowerCase())
    .find((key) => known.has(key));
  const word = named ?? section;
  return { store, environment: word === undefined ? undefined : (same[word] ?? word) };
}

const configuration = /\.(?:ya?ml|json|jsonc|toml|ini|properties|conf|cfg|xml|tfvars|env\.example|example|env|sh)$|(?:^|\/)\.env/i;
/** Configuration that is written in a programming language: `environment.prod.ts`, `settings/production.py`, `config/environments/staging.rb`. */
const configured =
  /(?:^|\/)(?:config|conf|settings|environments?|envs?)\/(?:[^/]+\/){0,6}[^/]+\.(?:[cm]?[jt]s|py|rb|php|exs?)$|(?:^|\/)(?:environment|settings|config)[._-]\w+\.(?:[cm]?[jt]s|py|rb|php)$/i;

/** Whether a file may hold what another store or environment holds too: configuration, not code, tests or documents. */
export const isSettled = (path: Path, places: Places, keyPath: readonly string[] = []): boolean => {
  const home = homeOf(path, places, keyPath);
  return (home.store !== undefined || home.environment !== undefined) && (configuration.test(path) || configured.test(path));
};

/** Whether a file belongs to the control plane: the contract's own folder, and those that the policy names. */
export const inControlPlane = (path: Path, places: Places): boolean =>
  /(?:^|\/)control[-_]?plane\//i.test(path) || (places.controlPlane ?? []).some((folder) => globOf(folder).test(path));
