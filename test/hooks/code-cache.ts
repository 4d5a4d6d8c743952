// A cache folder for one test: where hooks find it, and where the compiled code is in it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeFolder } from '../../src/io/cache-folder.ts';
import { folder } from './lab.ts';

export interface CodeCache {
  readonly env: NodeJS.ProcessEnv;
  readonly code: string;
  /** names of the cache files */
  files(): readonly string[];
}

export function codeCache(): CodeCache {
  const base = folder('cache-');
  const env = { XDG_CACHE_HOME: base, HOME: base, LOCALAPPDATA: base };
  const code = codeFolder(env, process.platform, join(base, 'repository'));
  if (code === undefined) throw new Error('no cache folder');
  return { env: { ...process.env, ...env, SECRETS_HOOKS_CACHE: '' }, code, files: () => readdirSync(code).sort() };
}
