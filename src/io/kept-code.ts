// The compile cache of the command line, where node has one (22.1 and newer): the next start needn't compile the same code again.
import * as module from 'node:module';
import { join } from 'node:path';
import { codeFolder } from './cache-folder.ts';

const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown };

/** In the user's cache folder, or nowhere. Node verifies a checksum of what it reads there; that nobody else can write there is checked here. */
export function enableCodeCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): void {
  if (enableCompileCache === undefined) return;
  try {
    const folder = codeFolder(env, platform, process.cwd());
    if (folder !== undefined) enableCompileCache(join(folder, 'node'));
  } catch {
    // the current folder is gone: the command says so
  }
}
