// What was clean before, under the same rules and by the same program: opened where so much is to be looked at that it pays.
import { cacheFolder } from '../io/cache-folder.ts';
import type { CleanMemory } from '../io/clean-memory.ts';
import type { Policy } from '../policy/policy.ts';
import { scanSettingsOf, settingsKey } from '../policy/scan-settings.ts';
import type { World } from './world.ts';

/** @param many how many files are to be looked at */
export type Remembered = (many: number) => Promise<CleanMemory | undefined>;

/** Fewer are sooner looked at than remembered: the library of ciphers alone takes node some milliseconds to load. */
export const worthRemembering = 200;

/** @param repository the top of the work tree, or the folder that is scanned */
export function rememberedUnder(policy: Policy, repository: string, { build, env, platform }: Pick<World, 'build' | 'env' | 'platform'>): Remembered {
  return async (many) => {
    if (many < worthRemembering || build === undefined) return undefined;
    const folder = cacheFolder(env, platform, repository);
    return folder === undefined
      ? undefined
      : (await import('../io/clean-memory.ts')).CleanMemory.open(folder, `${build}\n${settingsKey(scanSettingsOf(policy))}`, repository);
  };
}
