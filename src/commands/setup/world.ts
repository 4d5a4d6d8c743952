// What install, uninstall and doctor need of the outside: less than other commands, and where the package is.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { World } from '../world.ts';

export interface SetupWorld extends Pick<World, 'cwd' | 'env' | 'version' | 'node' | 'out' | 'err'>, Partial<Pick<World, 'terminal'>> {
  /** a plain string, so that a test can name any */
  readonly platform: string;
  /** absolute path of this package's folder (the one with `package.json` and `dist`) */
  readonly packageRoot: string;
}

/** The folder of the package that this file was built into. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

export const setupWorld = (world: World): SetupWorld => ({ ...world, packageRoot: packageRoot() });
